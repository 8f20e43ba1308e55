"""Codebooks: what a file may say, and on which line it is wrong."""

from pathlib import Path

import pytest

import analytics
from analytics.coding.lines import Lines
from analytics.errors import ArgumentError

GOOD = """title = "報道"
instructions = '''
[[question]] in a text of several lines is no table
kind = "nothing"
'''
[[question]]
key = "about"
ask = "是否主題？"
kind = "yes-no"

[[question]]
key = "tone"
ask = "語氣？"
kind = "ordinal"
values = ["負面", { value = "mid", label = "中性", instructions = "兩面都有" }, "正面"]
only_if = { about = "yes" }

[[question]]
key = "sources"
ask = "來源？"
kind = "ratio"
max = 9
"""


def read(folder: Path, source: str) -> analytics.Codebook:
    path = folder / "codebook.toml"
    path.write_text(source, encoding="utf-8")
    return analytics.load_codebook(path)


def test_a_codebook_is_read(tmp_path: Path) -> None:
    book = read(tmp_path, GOOD)
    assert [question.key for question in book.questions] == ["about", "tone", "sources"]
    assert book.question("tone").names == ["負面", "mid", "正面"]
    assert book.question("tone").values[1].instructions == "兩面都有"
    assert book.question("tone").only_if == {"about": ("yes",)}
    assert book.question("about").names == ["yes", "no"]


def test_a_ratio_begins_at_zero(tmp_path: Path) -> None:
    question = read(tmp_path, GOOD).question("sources")
    assert (question.low, question.high) == (0, 9)


def test_its_digest_changes_with_it(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD).digest != read(tmp_path, GOOD.replace("語氣", "口吻")).digest


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ('title = "報道"', "", 1, "title is missing"),
        ("title =", "titel =", 1, "did you mean 'title'"),
        ('kind = "ordinal"', 'kind = "ordinals"', 14, "did you mean 'ordinal'"),
        ('ask = "語氣？"', "", 11, "ask is missing"),
        ('ask = "語氣？"', "ask = 3", 13, "must be a text"),
        ('key = "tone"', 'key = "about"', 12, "'about' is taken"),
        ('key = "tone"', 'key = "coder"', 12, "'coder' is taken"),
        ('key = "tone"', 'key = "a b"', 12, "letters, digits"),
        ('about = "yes"', 'abuot = "yes"', 16, "did you mean 'about'"),
        ('about = "yes"', 'about = "maybe"', 16, "unknown value of 'about' 'maybe'; known: yes, no"),
        ('only_if = { about = "yes" }', 'only_if = "about"', 16, "must be a table"),
        ('"正面"]', '"負面"]', 15, "stands twice"),
        ('value = "mid"', 'valeu = "mid"', 15, "did you mean 'value'"),
        ("max = 9", "max = -1", 22, "must be above min"),
        ("max = 9", 'max = "9"', 22, "must be a number"),
        ('kind = "yes-no"', 'kind = "yes-no"\nvalues = ["a", "b"]', 10, "has no values of its own"),
        ('kind = "yes-no"', 'kind = "yes-no"\nmin = 1', 10, "belongs to numbers"),
        ('kind = "ratio"', 'kind = "nominal"', 22, "belongs to numbers"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, message: str
) -> None:
    with pytest.raises(ArgumentError) as error:
        read(tmp_path, GOOD.replace(old, new, 1))
    assert f"codebook.toml, line {line}: " in str(error.value)
    assert message in str(error.value)


def test_more_values_than_keys_are_refused(tmp_path: Path) -> None:
    many = ", ".join(f'"{n}"' for n in range(10))
    with pytest.raises(ArgumentError, match="2 to 9"):
        read(
            tmp_path, f'title = "t"\n[[question]]\nkey = "a"\nask = "?"\nkind = "nominal"\nvalues = [{many}]'
        )


@pytest.mark.parametrize(
    ("source", "message"), [("title = ", "not a TOML file"), ('title = "t"', "at least one")]
)
def test_what_is_no_codebook_is_refused(tmp_path: Path, source: str, message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        read(tmp_path, source)


def test_a_missing_file_is_told() -> None:
    with pytest.raises(ArgumentError, match=r"none\.toml: cannot be read"):
        analytics.load_codebook("none.toml")


def test_an_unknown_question_offers_the_near_miss(tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match="did you mean 'about'"):
        read(tmp_path, GOOD).question("abuot")


def test_a_table_header_inside_a_text_does_not_count() -> None:
    assert Lines('a = """\n[[question]]\n"""\n[[question]]\nkey = 1').of(0, "key") == 5


def test_the_shipped_codebook_is_right() -> None:
    assert analytics.load_codebook("data/codes/codebook.toml").subject == "deepseek"
