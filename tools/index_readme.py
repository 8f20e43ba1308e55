"""The README as an index page shows it: there links to files of the project would lead nowhere."""

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_PICTURE = re.compile(r"^!\[[^\]]*\]\((?!https?://)[^)]*\)\n+", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]+)\]\((?!https?://|#)([^)]+)\)")


def without_links(readme: str) -> str:
    """Return a README with the names of files in place of the links to them, and without pictures.

    >>> without_links("[How counts change](docs/counting.md), and [LICENSE](LICENSE).")
    'How counts change (`docs/counting.md`), and `LICENSE`.'
    """

    def named(link: re.Match[str]) -> str:
        return f"`{link[2]}`" if link[2].endswith(link[1]) else f"{link[1]} (`{link[2]}`)"

    return _LINK.sub(named, _PICTURE.sub("", readme))


class IndexReadme(MetadataHookInterface):
    """Put that README into the metadata of wheel and source archive; the archive holds the files that it names."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Set the README."""
        text = without_links(Path(self.root, "README.md").read_text("utf-8"))
        note = "Files named here lie in the source archive.\n"
        metadata["readme"] = {"content-type": "text/markdown", "text": f"{text}\n{note}"}
