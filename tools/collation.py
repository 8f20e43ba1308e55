"""Write the orders of Chinese characters, by strokes and by pinyin, from CLDR's `common/collation/zh.xml`.

    python -m tools.collation path/to/zh.xml

The characters in common use, one line for each number of strokes or each syllable.
"""

import re
import sys
from pathlib import Path

TARGET = Path(__file__).parents[1] / "analytics" / "text" / "collation"
NOTICE = (
    "# {name}: CLDR {version}, common/collation/zh.xml, type {kind}. Copyright 1991-2022 Unicode, Inc.; "
    "Unicode License (https://www.unicode.org/license.txt)."
)


def lines_of(xml: str, kind: str) -> list[str]:
    """Return the characters of a collation, a line for each of its rules."""
    rules = re.search(rf"<collation type='{kind}' alt='short'>(.*?)</collation>", xml, re.DOTALL)
    if rules is None:
        raise SystemExit(f"no collation {kind} in the file")
    found = re.findall(r"^\s*<\*(\S+)", rules.group(1), re.MULTILINE)
    return [line for line in found if not line.startswith("'")]


def main() -> None:
    """Write both files."""
    xml = Path(sys.argv[1]).read_text("utf-8")
    for name, kind in (("strokes", "stroke"), ("pinyin", "pinyin")):
        head = NOTICE.format(name=name, version=41, kind=kind)
        (TARGET / f"{name}.txt").write_text("\n".join([head, *lines_of(xml, kind)]) + "\n", "utf-8")


if __name__ == "__main__":
    main()
