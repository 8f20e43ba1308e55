"""Packs the sample corpus into one file of the wheel: 290 small files would be most of what it unpacks to."""

import tempfile
import zipfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PackSample(BuildHookInterface):
    """Adds `data/sample.zip` to a wheel; the same bytes for the same files."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Pack the files before a wheel is built; an editable installation reads the folder itself."""
        if version == "editable":
            return
        folder = Path(self.root) / "data" / "sample"
        self.packed = Path(tempfile.mkdtemp()) / "sample.zip"
        with zipfile.ZipFile(self.packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(path for path in folder.rglob("*") if path.is_file()):
                entry = zipfile.ZipInfo(path.relative_to(folder).as_posix())
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, path.read_bytes())
        build_data["force_include"][str(self.packed)] = "analytics/shipped/data/sample.zip"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the packed file: the wheel has its own."""
        if version != "editable":
            self.packed.unlink()
            self.packed.parent.rmdir()
