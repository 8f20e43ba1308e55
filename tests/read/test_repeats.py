"""A text that stands twice in its article is noticed, and counted once where the copy is certain."""

from collections.abc import Callable

import pytest

from analytics.read.document import Reading
from analytics.read.repeats import without_repeat

TEXT = ["港鐵公司宣布加價三個百分點，議員批評加幅過高。", "市民感到不滿，促請港鐵延長優惠。"]


@pytest.mark.parametrize(
    "paragraphs",
    [
        TEXT * 2,
        TEXT * 3,
        [TEXT[0], TEXT[1] + TEXT[0], TEXT[1]],
        ["".join(TEXT * 2)],
        [*TEXT, "更多內容如下，請細閱。", *TEXT],
    ],
)
def test_a_copy_of_the_text_is_taken_out(paragraphs: list[str]) -> None:
    kept, repeated, removed = without_repeat(paragraphs)
    assert (repeated, removed) == (True, True)
    assert "".join(kept).count(TEXT[0]) == 1


@pytest.mark.parametrize("between", [[TEXT[1], "尾段。", TEXT[0]], [TEXT[0], "尾段。", TEXT[1]]])
def test_copies_that_are_no_run_are_told_and_stay(between: list[str]) -> None:
    paragraphs = [*TEXT, *between]
    assert without_repeat(paragraphs) == (paragraphs, True, False)


@pytest.mark.parametrize(
    "paragraphs",
    [
        [],
        [""],
        TEXT,
        [*TEXT, "記者陳大文", "尾段也很長。" * 9, "記者陳大文"],
        ["哈" * 20],
        ["嗚呼哀哉！" * 4],
        ["好，好。", "好，好。"],
    ],
)
def test_a_text_that_stands_once_stays_as_it_is(paragraphs: list[str]) -> None:
    assert without_repeat(paragraphs) == (paragraphs, False, False)


def test_it_is_a_warning_of_the_article(read_one: Callable[..., Reading]) -> None:
    text = "\n\n".join(TEXT)
    reading = read_one(f"---\ntitle: 港鐵\ndate: 2025-01-31\n---\n\n{text}\n\n{text}\n")
    assert [problem.code for problem in reading.problems] == ["body_twice"]
    assert reading.rows[0]["body"] == text
