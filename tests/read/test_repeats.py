"""A text that stands twice in its article is noticed."""

from collections.abc import Callable

import pytest

from analytics.read.document import Reading
from analytics.read.repeats import stands_twice

TEXT = "港鐵公司宣布加價三個百分點，議員批評加幅過高。\n\n市民感到不滿，促請港鐵延長優惠。"


@pytest.mark.parametrize("between", ["", "\n", "\n\n", "\n\n更多內容如下，請細閱。\n\n"])
def test_a_repeated_text_is_noticed(between: str) -> None:
    assert stands_twice(TEXT + between + TEXT)


@pytest.mark.parametrize("text", ["", TEXT, f"{TEXT}\n\n記者陳大文\n\n{'尾段也很長。' * 9}\n\n記者陳大文"])
def test_a_text_that_stands_once_is_not(text: str) -> None:
    assert not stands_twice(text)


def test_it_is_a_warning_of_the_article(read_one: Callable[..., Reading]) -> None:
    reading = read_one(f"---\ntitle: 港鐵\ndate: 2025-01-31\n---\n\n{TEXT}\n\n{TEXT}\n")
    assert [problem.code for problem in reading.problems] == ["body_twice"]
