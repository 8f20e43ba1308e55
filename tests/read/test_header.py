"""Front matter: every trap of headline writers' YAML, what is repaired, and at which line it is told."""

import contextlib
import re
import time
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analytics.read import yaml_header, yaml_repair
from analytics.read.document import Reading
from analytics.read.header import HANDLERS, META, parse, parse_json, split
from analytics.read.yaml_header import HeaderError

YAML, TOML, JSON = HANDLERS

# What headlines are made of, YAML's own characters among them.
PIECES = [
    *(
        "港",
        "股",
        "急升",
        "獨家",
        "DeepSeek",
        "404",
        "true",
        "~",
        "0700",
        " ",
        "：",
        ": ",
        ":",
        " #",
        "#",
        "- ",
        "-",
    ),
    *(
        "[",
        "]",
        "{",
        "}",
        "@",
        "&",
        "*",
        "!",
        "|",
        ">",
        "%",
        "`",
        "? ",
        "?",
        "'",
        '"',
        ",",
        ", ",
        "\\",
        "=",
        "<",
    ),
]
HEADLINE = st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map(
    lambda pieces: " ".join("".join(pieces).split())
)


def read(header: str) -> tuple[dict[str, object], list[tuple[int, str, str, str]]]:
    """Parse what stands between the fences, as it reaches the parser."""
    return parse(YAML, f"\n{header}\n")


def codes(header: str) -> list[tuple[int, str, str]]:
    return [(line, field, code) for line, field, code, _ in read(header)[1]]


# --- scalars stay text


@pytest.mark.parametrize(
    "written",
    ["0700", "0005", "12:30", "on", "yes", "1e3", "404", "0x1F", "1_000", "2025-02-08", ".5", "true"],
)
def test_a_scalar_stays_as_it_is_written(written: str) -> None:
    assert read(f"code: {written}\ntags: [{written}]") == ({"code": written, "tags": [written]}, [])


@pytest.mark.parametrize("written", ["", " null", " ~", " Null"])
def test_nothing_and_null_are_missing(written: str) -> None:
    assert read(f"lead:{written}") == ({"lead": None}, [])


@pytest.mark.parametrize("written", ['"null"', "'~'", '""'])
def test_a_quoted_null_is_text(written: str) -> None:
    assert read(f"lead: {written}") == ({"lead": written[1:-1]}, [])


def test_lists_and_mappings_keep_their_nesting() -> None:
    header = "cover:\n  image: a.jpg\n  sizes: [680, 1024]\nauthors:\n- name: 陳大文"
    assert read(header)[0] == {
        "cover": {"image": "a.jpg", "sizes": ["680", "1024"]},
        "authors": [{"name": "陳大文"}],
    }


# --- repairs


@pytest.mark.parametrize(
    "title",
    [
        "外電: 科企裁員",
        "外電: 甲: 乙",
        "DeepSeek #1 下載",
        "#AI 熱潮",
        "@港鐵 請回應",
        "[獨家] 樓市回暖",
        "[獨家]",
        "【獨家】樓市: 回暖",
        "`npm` 中毒",
        "%升幅",
        "*號外*",
        "&獨家",
        "!突發",
        "- 這是標題",
        "? 為何急升",
        "樓市回暖:",
        '"獨家" 樓市回暖',
        "'獨家' 樓市回暖",
        "{港股} 急升",
        "{港股}",
    ],
)
def test_an_unquoted_headline_is_read_as_written_and_the_repair_told(title: str) -> None:
    metadata, repairs = read(f"date: 2025-02-08\ntitle: {title}\ntags: [AI]")
    assert metadata["title"] == title
    assert [(line, field, code) for line, field, code, _ in repairs] == [(3, "title", "yaml_repaired")]


@given(HEADLINE)
def test_a_headline_is_never_changed_without_a_word(title: str) -> None:
    block = re.fullmatch(r"[|>][+-]?\d?[+-]?\s*(#.*)?", title)
    meant = title[:1] in ("'", '"', "") or title == "~" or block  # quotes, nothing, a block
    try:
        metadata, repairs = read(f"title: {title}")
    except HeaderError:
        return
    assert repairs or meant or metadata["title"] == title


@given(HEADLINE)
def test_a_quoted_headline_needs_no_repair(title: str) -> None:
    escaped = title.replace("\\", "\\\\").replace('"', '\\"')
    assert read(f'title: "{escaped}"') == ({"title": title}, [])


@pytest.mark.parametrize(
    "header",
    [
        "title: 港股：急升 3.5%",
        "title: 'DeepSeek #1 下載: 第一'",
        'title: "外電: #1"',
        "summary: |\n  外電: 甲 #1\n  - @乙\ntitle: 甲",
        "summary: >-\n  # 號開首\ntitle: 甲",
        "title: 港股急升\n  三百點",
        "# 註解: 不是標題\ntitle: 甲\ndate: 2025-02-08  # 更新",
        "url: https://a.example/#top",
        "tags:\n  - AI\n  - 'C#'\n  - https://a.example/x",
        "tags:\n- name: AI\n  slug: ai",
        "tags: [AI, 港股]",
    ],
)
def test_sound_yaml_is_left_alone(header: str) -> None:
    assert read(header)[1] == []


@pytest.mark.parametrize(
    ("header", "entries", "lines"),
    [
        ("tags:\n  - #AI\n  - 港股", ["#AI", "港股"], [3]),
        ("tags:\n- @港鐵\n- 外電: 裁員", ["@港鐵", "外電: 裁員"], [3, 4]),
        ("tags: [#AI, @港鐵]", ["#AI", "@港鐵"], [2]),
        ("categories: [外電: 裁員, 港股]", ["外電: 裁員", "港股"], [2]),
    ],
)
def test_an_entry_of_a_list_is_repaired_like_a_headline(
    header: str, entries: list[str], lines: list[int]
) -> None:
    metadata, repairs = read(header)
    assert next(iter(metadata.values())) == entries
    assert [line for line, *_ in repairs] == lines


def test_a_tab_in_an_indent_is_repaired() -> None:
    metadata, repairs = read("title: 甲\ntags:\n\t- AI")
    assert metadata["tags"] == ["AI"]
    assert [(line, code) for line, _, code, _ in repairs] == [(4, "yaml_repaired")]


@pytest.mark.parametrize("char", ["\x08", "\x1c", "\x00", "\x92", "\x7f", "\ufffe"])
def test_control_characters_are_taken_out_and_told(char: str) -> None:
    metadata, repairs = read(f"date: 2025-02-08\ntitle: 港{char}股")
    assert metadata["title"] == "港股"
    assert [(line, code) for line, _, code, _ in repairs] == [(3, "control_characters")]


def test_a_separator_of_lines_that_yaml_alone_knows_does_not_break_a_headline() -> None:
    assert read("title: 港股\u2028急升")[0]["title"] == "港股 急升"


def test_of_equal_keys_the_last_counts_and_is_told() -> None:
    assert read("title: 甲\ntitle: 乙")[0] == {"title": "乙"}
    assert codes("title: 甲\ntitle: 乙") == [(3, "title", "duplicate_key")]


# --- beyond repair


@pytest.mark.parametrize(
    ("header", "line"),
    [
        ("title: 甲\n乙\n丙: [", 4),
        ("title: 甲\ntags: [AI", 4),
        ("title: 甲\n  bad: : x\n- z", 3),
        ("- 甲\n- 乙", 1),
        ("只是一句話", 1),
    ],
)
def test_a_header_beyond_repair_is_told_with_its_line(header: str, line: int) -> None:
    with pytest.raises(HeaderError) as caught:
        read(header)
    assert caught.value.line == line


@pytest.mark.parametrize(
    "header",
    ["a: &a [*a]", "a: " + "[" * 3000 + "]" * 3000, "a: &a {b: *a}"],
    ids=["itself", "deep", "mapping"],
)
def test_a_header_without_end_is_an_error(header: str) -> None:
    with pytest.raises(HeaderError, match="nested too deeply"):
        read(header)


def test_a_key_that_is_no_text_does_not_stop_the_reading() -> None:
    assert read("title: 甲\n{{ page.kicker }}: 乙")[0]["title"] == "甲"


def test_a_broken_toml_header_is_told_with_its_line() -> None:
    handler, head, _ = split("+++\ntitle = '甲'\ndate = \n+++\n正文")
    assert handler is TOML
    with pytest.raises(HeaderError) as caught:
        parse(handler, head)
    assert caught.value.line == 3


def test_a_broken_json_header_is_told_with_its_line() -> None:
    with pytest.raises(HeaderError) as caught:
        split('{"title": "甲",\n "date": x}\n正文')
    assert caught.value.line == 2


@pytest.mark.parametrize("text", ["---\ntitle: 甲\n\n正文", "+++\ntitle = '甲'\n\n正文"])
def test_a_header_that_never_closes_is_told_at_its_fence(text: str) -> None:
    with pytest.raises(HeaderError, match="no closing fence") as caught:
        split(text)
    assert caught.value.line == 1


# --- fences


@pytest.mark.parametrize(
    ("text", "kind", "body"),
    [
        ("---\ntitle: 甲\n---\n正文", YAML, "\n正文"),
        ("---\ntitle: 甲\n...\n正文", YAML, "\n正文"),
        ("---  \ntitle: 甲\n-----\n正文", YAML, "\n正文"),
        ("---\n# 註解\ntitle: 甲\n---\n正文", YAML, "\n正文"),
        ("---\n---\n正文", YAML, "\n正文"),
        ("+++\ntitle = '甲'\n+++\n正文", TOML, "\n正文"),
        ('{"title": "甲"}\n正文', JSON, "\n正文"),
        ("---\n\n一條橫線，然後正文。\n", None, "---\n\n一條橫線，然後正文。\n"),
        ("正文\n---\n正文", None, "正文\n---\n正文"),
        ("{{< video >}}\n正文", None, "{{< video >}}\n正文"),
        ("", None, ""),
        ("title: 甲\ntags:\n- 乙\n---\n正文", YAML, "\n正文"),
        ("date: 2025-01-31\n\ntitle: 甲\n---\n正文", YAML, "\n正文"),
        ("Title: 甲\nDate: 2025-01-31\n\n正文", META, "正文"),
        ("Date: 2025-01-31\nSlug: a\n\n正文", META, "正文"),
        ("Note: 正文一句。\n---\n正文", None, "Note: 正文一句。\n---\n正文"),
        ("Date: 2025-01-31\n\n正文", None, "Date: 2025-01-31\n\n正文"),
        ("title: 甲\n正文一句。\n---\n正文", None, "title: 甲\n正文一句。\n---\n正文"),
    ],
)
def test_a_header_is_told_from_a_body(text: str, kind: object, body: str) -> None:
    handler, _, rest = split(text)
    assert (handler, rest) == (kind, body)


def test_values_of_a_header_without_fences_are_read_as_they_stand() -> None:
    text = "Title: 外電: 裁員 #1\nTags: 港鐵, 巴士\nSummary: 首行\n    次行\nCategory:\n\n正文"
    handler, head, body = split(text)
    assert handler is META
    assert body == "正文"
    assert parse(handler, head) == (
        {"Title": "外電: 裁員 #1", "Tags": "港鐵, 巴士", "Summary": "首行 次行", "Category": ""},
        [],
    )


def test_a_page_of_html_has_no_header_without_fences() -> None:
    assert split("title: 甲\n---\n<p>正文</p>", fenced=True)[0] is None


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: 甲" + " " * 50_000 + "乙 #\n---\n",
        "---\ntags: " + "[" * 50_000 + "\n---\n",
        "---\n- " + " " * 50_000 + "x: y\n---\n",
        "---\ntitle: " + "'" * 50_001 + "\n---\n",
        "title:" * 20_000,
        "Title: 甲\n" + "a" * 50_000 + ":\n\n",
    ],
    ids=["blanks", "brackets", "item", "quotes", "keys", "meta"],
)
def test_a_header_of_one_long_line_takes_no_time(text: str) -> None:
    began = time.perf_counter()
    with contextlib.suppress(HeaderError):
        handler, head, _ = split(text)
        if handler:
            parse(handler, head)
    assert time.perf_counter() - began < 1


def test_a_rule_in_the_body_ends_no_header() -> None:
    assert split("---\ntitle: 甲\n---\n正文\n\n---\n\n尾段")[2] == "\n正文\n\n---\n\n尾段"


# --- TOML and JSON


def test_toml_scalars_become_text_as_they_would_be_written() -> None:
    header = "draft = false\nweight = 5\nrate = 1.10\ndate = 2025-02-08T13:55:51+08:00\nday = 2025-02-08\n"
    assert parse(TOML, header)[0] == {
        "draft": "false",
        "weight": "5",
        "rate": "1.10",
        "date": "2025-02-08 13:55:51+08:00",
        "day": "2025-02-08",
    }


def test_json_numbers_stay_as_they_are_written() -> None:
    assert parse_json('{"rate": 1.10, "id": 12345678901234567890, "none": NaN}') == {
        "rate": "1.10",
        "id": "12345678901234567890",
        "none": None,
    }


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r'"港\ud83d股"', "港\ufffd股"),
        (r'"\ud83d\ude80升"', "🚀升"),
        (r'"\uDE80"', "\ufffd"),
        (r'"\\ud83d"', r"\ud83d"),
    ],
)
def test_half_a_surrogate_pair_in_json_is_no_character(written: str, text: str) -> None:
    assert parse_json(written) == text


HEADER_LINES = st.lists(
    st.builds(
        "{}{}{}".format,
        st.sampled_from(["title:", "tags:", "  - ", "- ", "author: ", "title: ", "tags: [", "x: |", "\t"]),
        st.text("輝達 #&*!@`%[]{}:,'\"-", max_size=8),
        st.sampled_from(["", "]", " ", '"']),
    ),
    max_size=5,
)


@given(lines=HEADER_LINES)
def test_a_header_in_which_something_is_misread_is_always_looked_through(lines: list[str]) -> None:
    _, repairs = yaml_repair.repaired(lines, yaml_repair.is_misread)
    assert not repairs or yaml_repair.suspicious("\n".join(lines))


WRITTEN = st.one_of(
    st.sampled_from(
        ["", "null", "~", "''", '""', "[]", "|", "- x", "'a'", '"b"', "2025-01-27", "0700", "是"]
    ),
    st.text("a是：:,'\"#- []{}0~é\u3000\u00a0", max_size=8),
)
ENTRY = st.builds(
    "{}-{}{}".format, st.sampled_from(["", " ", "  "]), st.sampled_from(["", " ", "  "]), WRITTEN
)
PAIR = st.builds(
    "{}:{}{}".format,
    st.sampled_from(["title", "tags", "a", "b-1", "null"]),
    st.sampled_from([" ", "  ", ""]),
    WRITTEN,
)


@given(st.lists(st.one_of(PAIR, ENTRY, WRITTEN), max_size=6))
@example(["tags:", "- a", "  - b"])
@example(["a: b", "  - c"])
@example(["a: 'b'", 'b-1: "c" ', "tags:", "  - null", "  -  ''"])
def test_plain_lines_read_without_the_parser_are_what_it_reads(lines: list[str]) -> None:
    text = "\n".join(lines)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_header, "parse_simple", lambda _: None)
        try:
            expected = parse(HANDLERS[0], text)
        except HeaderError:
            expected = None
    found = yaml_header.parse_simple(text)
    if found is not None and not yaml_repair.suspicious(text):
        assert (found, []) == expected


def test_a_number_of_toml_with_thousands_of_digits_is_text(read_one: Callable[..., Reading]) -> None:
    reading = read_one(f"+++\ntitle = '甲'\nnumber = -{'1' * 5000}\n+++\n正文")
    assert [row["title"] for row in reading.rows] == ["甲"]
    assert [problem.code for problem in reading.problems if problem.line] == ["number_too_long"]


def test_a_key_of_toml_with_hundreds_of_parts_is_an_error(read_one: Callable[..., Reading]) -> None:
    reading = read_one(f"+++\ntitle = '甲'\n{'.'.join(['a'] * 500)} = 1\n+++\n正文")
    assert [problem.code for problem in reading.problems] == ["header_broken"]


def test_dots_in_a_value_of_toml_are_no_parts_of_a_key(read_one: Callable[..., Reading]) -> None:
    assert read_one(f"+++\ntitle = '甲{'.' * 500} {'a. ' * 50}'\n+++\n正文").rows


def test_an_alias_that_stands_for_very_much_is_an_error(read_one: Callable[..., Reading]) -> None:
    reading = read_one(f"---\ntitle: 甲\nx: &a {'x' * 1000}\ny: [{','.join(['*a'] * 1000)}]\n---\n正文")
    assert [problem.code for problem in reading.problems] == ["header_broken"]
