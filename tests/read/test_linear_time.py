"""No text makes the reading of bodies slow: twice the text takes about twice the time."""

from contextlib import suppress
from time import process_time

import pytest

from analytics.read.body import parts
from analytics.read.limits import OverLimit

_SIZE = 4000
_PIECES = {
    "pictures": "![",
    "cut pictures": "![圖](https://a",
    "nameless alternative text": "image",
    "line ends": " \n \n",
    "shortcodes": "{{< ",
    "liquid": "{% ",
    "code without an end": "{% highlight %}",
    "addresses": "](https://a b",
    "quotes": "> ",
    "quotation marks": "「",
    "wiki links": "[[a|",
    "comments": "%%a ",
    "callouts": "> [!a",
    "labels": "相關",
    "list marks": "list 1 of 4 ",
    "entities": "&amp;",
    "captions": "![圖一二三四](https://a.example/1.jpg)\n\n圖一二三四五\n\n",
    "links": "[甲](https://a.example/1) ",
    "tags": "<div>",
    "open frames": "<iframe src=a>",
    "breaks": "<br>\n",
    "escapes": "&lt;p&gt;",
    "follow boxes": "請立即追蹤",
    "dates": "2025年1月",
    "paragraphs": "甲\n\n",
}


@pytest.mark.parametrize("form", ["markdown", "html", "text"])
@pytest.mark.parametrize("piece", _PIECES.values(), ids=_PIECES)
def test_time_grows_with_the_text(piece: str, form: str) -> None:
    def seconds(count: int) -> float:
        begin = process_time()
        with suppress(OverLimit):  # found in time, too
            parts(piece * count + "。", piece * 20, form=form)
        return process_time() - begin

    # Quadratic growth takes 16 times as long, at every attempt; another process disturbs only some of them.
    assert any(seconds(4 * _SIZE) < 0.1 + 10 * seconds(_SIZE) for _ in range(6))
