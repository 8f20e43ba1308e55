"""Small files that mean something huge, each by its name in a corpus; made when they are asked for."""

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable

import pyarrow as pa
import pyarrow.parquet as pq

_HEADER = "---\ntitle: 甲\ndate: 2025-01-31\n"


def _document(header: str = "", body: str = "正文。") -> bytes:
    return f"{_HEADER}{header}---\n\n{body}\n".encode()


def _zipped(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _tar(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


def _parquet(texts: list[str], rows: int) -> bytes:
    packed = io.BytesIO()
    column = pa.DictionaryArray.from_arrays(pa.array([n % len(texts) for n in range(rows)]), pa.array(texts))
    pq.write_table(pa.table({"title": column, "text": column}), packed)
    return packed.getvalue()


def _compressed_zeros(unpack: Callable[[bytes], bytes], size: int) -> bytes:
    return unpack(b"a" * size)


def _nested_zip(levels: int) -> bytes:
    inner = _zipped({"a.md": b"a" * 10_000_000})
    for level in range(levels):
        inner = _zipped({f"{level}-{number}.zip": inner for number in range(10)})
    return inner


def _workbook() -> bytes:
    sheet = b'<worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>title</t></is></c></row>'
    return _zipped({"xl/worksheets/sheet1.xml": sheet + b" " * 200_000_000, "[Content_Types].xml": b"<a/>"})


ALIASES = "x: &a '" + "x" * 100_000 + "'\ny: [" + ",".join(["*a"] * 10_000) + "]\n"
BOMBS: dict[str, Callable[[], bytes]] = {
    "alias.md": lambda: _document(ALIASES),
    "brackets.md": lambda: _document("x: " + "[" * 100_000 + "\n"),
    "indents.md": lambda: _document("x:\n" + "".join(" " * n + "-\n" for n in range(1, 1500))),
    "dots.toml.md": lambda: b"+++\ntitle='a'\n" + b".".join([b"a"] * 20_000) + b"=1\n+++\nb",
    "digits.md": lambda: b"+++\ntitle='a'\nx=" + b"1" * 300_000 + b"\n+++\nb",
    "deep.json.md": lambda: b'{"title":"a","x":' + b"[" * 100_000,
    "header.md": lambda: _document("x: " + "港" * 5_000_000 + "\n"),
    "keys.md": lambda: _document("".join(f"k{n}: #v\n" for n in range(40_000))),
    "body.md": lambda: _document(body="港" * 5_000_000),
    "large.txt": lambda: b"a " * 50_000_000,
    "prose.md": lambda: _document(body="港鐵公司宣布加價，議員批評加幅過高。\n\n" * 50_000),
    "words.md": lambda: _document(body="abc def. " * 110_000),
    "emphasis.md": lambda: _document(body="*a _b " * 160_000),
    "links.md": lambda: _document(body="[a](b) " * 140_000),
    "quotes.md": lambda: _document(body=">" * 100_000 + "a"),
    "lists.md": lambda: _document(body="- " * 100_000 + "a"),
    "pictures.md": lambda: _document(body="![" * 400_000),
    "table.md": lambda: _document(body="|a" * 2000 + "\n" + "|-" * 2000 + "\n" + "|a\n" * 2000),
    "attributes.html": lambda: ("<p " + " ".join(f"a{n}" for n in range(100_000)) + ">正文").encode(),
    "hidden.html": lambda: ("<!-- <a x=' --><p " + " ".join(f"a{n}" for n in range(100_000)) + ">").encode(),
    "depth.html": lambda: ("<title>a</title>" + "<div>" * 100_000 + "正文").encode(),
    "bold.html": lambda: ("<title>a</title>" + "<p><b><i>" * 30_000 + "正文").encode(),
    "tags.html": lambda: ("<title>a</title>" + "<a href=b>c</a>" * 60_000).encode(),
    "cell.csv": lambda: b"title,text\na," + b"b" * 50_000_000 + b"\n",
    "cell.json": lambda: b'[{"title":"a","text":"' + b"b" * 50_000_000 + b'"}]',
    "cell.jsonl": lambda: b'{"title":"a","text":"' + b"b" * 50_000_000 + b'"}\n',
    "quote.csv": lambda: b'title,text\na,"' + b"b\n" * 20_000,
    "columns.csv": lambda: (",".join(f"c{n}" for n in range(100_000)) + "\n").encode() * 3,
    "empty.json": lambda: b"[" + b"{}," * 199_999 + b"{}]",
    "nested.json": lambda: b"[" * 1_000_000,
    "number.json": lambda: b'[{"title":"a","text":"b","x":' + b"1" * 1_000_000 + b"}]",
    "lines.jsonl": lambda: b"{}\n" * 100_000,
    "equal.parquet": lambda: _parquet(["x" * 100_000_000], 10),
    "rows.parquet": lambda: _parquet(["x" * 1_000_000], 100_000),
    "nothing.parquet": lambda: _parquet([""], 1_900_000),
    "entities.xml": lambda: (
        '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
        + "]><rss><channel><item><title>&i;</title></item></channel></rss>"
    ).encode(),
    "deep.xml": lambda: b"<rss><channel><item>" + b"<a>" * 100_000,
    "sheet.xlsx": _workbook,
    "zeros.md.gz": lambda: _compressed_zeros(gzip.compress, 200_000_000),
    "zeros.csv.gz": lambda: _compressed_zeros(gzip.compress, 200_000_000),
    "zeros.zip": lambda: _zipped(
        {"bomb.md": b"a" * 200_000_000, "bomb.csv": b"a" * 200_000_000, "good.md": _document()}
    ),
    "nested.zip": lambda: _nested_zip(3),
    "many.zip": lambda: _zipped({f"{n}.md": b"" for n in range(30_000)}),
    "zeros.tar.gz": lambda: gzip.compress(_tar({"bomb.md": b"a" * 200_000_000, "good.md": _document()})),
    "zeros.tgz": lambda: bz2.compress(_tar({"bomb.md": b"a" * 100_000_000})),
    "zeros.tar": lambda: lzma.compress(_tar({"bomb.md": b"a" * 100_000_000}), preset=0),
}
FEW_ROWS = json.dumps([{"title": "甲", "text": "正文"}]).encode()
