"""Twice the document takes about twice the time, in every dialect and at every place of it."""

import json
from collections.abc import Callable
from time import process_time

import pytest

from analytics.read.archives import Unpacking
from analytics.read.chunk import rows_table
from analytics.read.document import Reading
from analytics.read.limits import checked_limits, in_force
from analytics.read.rows import rows_schema
from analytics.read.settings import Settings
from analytics.read.units import _read
from analytics.text.lexicon import load_lexicon

_SIZE = 6000  # characters
_PIECES = (
    *(
        "![",
        "![圖](https://a",
        "image",
        " \n \n",
        "{{< ",
        "{% ",
        "{% highlight %}",
        "](https://a b",
        "> ",
        "「",
        "[[a|",
        "%%a ",
    ),
    *(
        "> [!a",
        "相關",
        "list 1 of 4 ",
        "&amp;",
        "[甲](https://a.example/1) ",
        "<div>",
        "<iframe src=a>",
        "<br>\n",
        "&lt;p&gt;",
    ),
    *(
        "請立即追蹤",
        "2025年1月",
        "甲\n\n",
        "- ",
        "#",
        "#\n",
        ": ",
        "a: b\n",
        "- a: b\n",
        "[",
        "{",
        "}",
        '"',
        "'",
        '""',
        '"\n',
        ",",
        ";\n",
    ),
    *(
        "&a ",
        "*a ",
        "|",
        "|\n",
        "\\",
        "\\u",
        "\t",
        "\u3000",
        "一",
        "1",
        "1,",
        "1.",
        "-",
        "a.",
        "a@",
        "www.",
        "https://",
        "x=",
        "<!--",
        "<a ",
    ),
    *(
        "</p",
        "<![CDATA[",
        "\ufeff",
        "\x01",
        "\u200b",
        "\ufffd",
        "…",
        "︱",
        "a_",
        "==",
        "`",
        "~~",
        "*a",
        "_a ",
        "(a",
        "」",
        "来源：",
        "Follow us ",
    ),
)
_DIALECTS: dict[str, tuple[str, Callable[[str], str]]] = {
    "body.md": ("a.md", lambda text: f"---\ntitle: 甲\n---\n{text}。"),
    "bare.md": ("a.md", lambda text: text),
    "value.md": ("a.md", lambda text: f"---\ntitle: {text}\ntags: [{text}]\n---\n正文"),
    "header.md": ("a.md", lambda text: f"---\n{text}\ntitle: 甲\n---\n正文"),
    "toml.md": ("a.md", lambda text: f"+++\n{text}\ntitle = '甲'\n+++\n正文"),
    "json.md": ("a.md", lambda text: json.dumps({"title": text, "source": text, "date": text}) + "\n正文"),
    "page.html": ("a.html", lambda text: f"<title>甲</title>{text}<p>正文"),
    "plain.txt": ("a.txt", lambda text: f"題\n\n{text}"),
    "cell.csv": (
        "a.csv",
        lambda text: "title,text,source\n" + ",".join(['"' + text.replace('"', '""') + '"'] * 3),
    ),
    "lines.csv": ("a.csv", lambda text: f"title,text\n{text}"),
    "list.json": (
        "a.json",
        lambda text: json.dumps([{"title": text, "text": text, "tags": text, "url": text}]),
    ),
    "lines.jsonl": ("a.jsonl", lambda text: f'{{"title": "a"}}\n{text}'),
    "feed.xml": (
        "a.xml",
        lambda text: f"<rss><channel><item><title>a</title><description>{text}</description></item>",
    ),
}


@pytest.fixture(scope="module")
def seconds() -> Callable[[str, str], float]:
    """Return the time that a file takes, to its tokens."""
    settings = Settings("Asia/Hong_Kong", load_lexicon())
    schema = rows_schema("Asia/Hong_Kong")

    def timed(name: str, text: str) -> float:
        data = text.encode("utf-8", "surrogatepass")
        begin = process_time()
        reading: Reading = _read(name, data, settings, Unpacking(len(data)), 0)
        rows_table(reading.rows or [{}], settings.segmenter, schema)
        return process_time() - begin

    timed("a.md", "先")
    return timed


@pytest.mark.torture
@pytest.mark.parametrize("piece", _PIECES)
@pytest.mark.parametrize("dialect", _DIALECTS)
def test_time_grows_with_the_document(dialect: str, piece: str, seconds: Callable[[str, str], float]) -> None:
    name, made = _DIALECTS[dialect]

    def taken(size: int) -> float:
        return seconds(name, made(piece * (size // len(piece))))

    # n ** 1.5 takes 8 times as long, n ** 2 16 times; noise makes a time longer, never shorter
    with in_force(checked_limits({"seconds": 30})):
        assert any(taken(4 * _SIZE) < 0.05 + 6 * taken(_SIZE) for _ in range(3))


@pytest.mark.parametrize("dialect", _DIALECTS)
def test_no_document_of_one_piece_takes_long(dialect: str, seconds: Callable[[str, str], float]) -> None:
    name, made = _DIALECTS[dialect]
    slow = [piece for piece in _PIECES[::8] if seconds(name, made(piece * (20_000 // len(piece)))) > 2]
    assert slow == []
