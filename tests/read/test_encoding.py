"""Encodings, and text that was damaged before it came here."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.read.document import Reading
from analytics.read.encoding import damage, decode

from .prose import CANTONESE, PROSE, SENTENCES, SIMPLIFIED

Read = Callable[..., Reading]


def article(header: str = "", body: str = "正文說股市急升。") -> str:
    return f"---\ntitle: 港股急升\n{header}---\n\n{body}\n"


def row_of(reading: Reading) -> dict[str, object]:
    assert [problem for problem in reading.problems if problem.severity == "error"] == []
    return reading.rows[0]


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


@given(PROSE, st.sampled_from(["big5hkscs", "gb18030", "utf-16", "utf-8-sig"]))
def test_prose_survives_every_encoding(prose: str, encoding: str) -> None:
    assert decode("a.txt", prose.encode(encoding))[0] == prose


@pytest.mark.parametrize(("text", "encoding"), [(CANTONESE, "big5hkscs"), (SIMPLIFIED, "gb18030")])
def test_a_guessed_encoding_is_told(text: str, encoding: str) -> None:
    found, problems = decode("a.txt", text.encode(encoding))
    assert found == text
    assert [(problem.code, problem.message) for problem in problems] == [
        ("encoding_guessed", f"read as {encoding}")
    ]


def test_a_few_damaged_bytes_cost_a_few_characters() -> None:
    whole = "".join(SENTENCES).encode()
    found, problems = decode("a.txt", whole[:30] + b"\xff" + whole[31:])
    assert "\ufffd" in found
    assert found.endswith("保留單據。")
    assert [problem.code for problem in problems] == ["encoding_damaged"]


@pytest.mark.parametrize(
    "prose",
    [
        "".join(SENTENCES).encode().decode("gb18030", "replace"),
        "".join(SENTENCES).encode("big5hkscs").decode("gb18030", "replace"),
        f"{SIMPLIFIED}港铁公司宣布加价，议员批评加幅过高，要求检讨机制。".encode("gb18030").decode(
            "big5hkscs", "ignore"
        ),
        "".join(SENTENCES).encode().decode("latin-1"),
        "It’s about “AI”".encode().decode("cp1252", "replace"),
        "�鐵公司宣布加�。",
        "?????????3?",
        "港\ue0e4股\ue0e5升" * 5,
        r"\u6e2f\u9435\u52a0\u50f9",
    ],
    ids=["utf8-gb", "big5-gb", "gb-big5", "utf8-latin", "quotes", "lost", "marks", "private", "escapes"],
)
def test_a_text_that_was_damaged_before_is_told(read_one: Read, prose: str) -> None:
    assert "text_damaged" in codes(read_one(article("date: 2025-01-31\n", prose)))


@given(PROSE)
def test_sound_prose_is_not_told_as_damaged(prose: str) -> None:
    assert damage(prose) is None
    assert damage(CANTONESE * 3) is None


def test_control_characters_of_a_body_are_taken_out_and_told(read_one: Read) -> None:
    reading = read_one(article("date: 2025-01-31\n", "港\x08鐵\x1c加價。"))
    assert row_of(reading)["body"] == "港鐵加價。"
    assert codes(reading) == ["control_characters"]


def test_a_list_of_names_is_not_taken_for_damaged_prose() -> None:
    assert damage("《熱門族群》記憶體四雄噴漲反攻力積電、華邦電率先亮燈- 上市櫃" * 2) is None
    assert (
        damage(
            "、".join(
                ["滙豐控股", "騰訊控股", "友邦保險", "阿里巴巴", "建設銀行", "美團點評", "港鐵公司"] * 3
            )
        )
        is None
    )


_JAPANESE = "これは日本語で書かれた新聞の記事です。首相は昨日、新しい政策を発表した。"
_KOREAN = "이것은 한국어로 쓰인 신문 기사입니다. 대통령은 어제 새로운 정책을 발표했다."
_CHINESE = "港鐵公司宣布加價三個百分點，議員批評加幅過高。市民感到不滿，一些人表示會改乘巴士。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((_JAPANESE, name) for name in ("shift_jis", "cp932", "euc_jp")),
        *((_KOREAN, name) for name in ("euc_kr", "cp949")),
        *((_CHINESE, name) for name in ("big5hkscs", "gb18030", "utf-16-le", "utf-16-be")),
    ],
)
@pytest.mark.parametrize("header", ["", "---\ntitle: a\ndate: 2025-01-31\n---\n\n"])
def test_text_of_an_encoding_is_read_as_what_it_says(text: str, encoding: str, header: str) -> None:
    assert decode("a.md", (header + text).encode(encoding))[0] == header + text


@pytest.mark.parametrize("encoding", ["utf-8", "big5hkscs", "gb18030", "shift_jis", "euc_kr"])
def test_a_text_cut_within_a_character_loses_that_character(encoding: str) -> None:
    text = {"shift_jis": _JAPANESE, "euc_kr": _KOREAN}.get(encoding, _CHINESE).rstrip("。.") + "一"
    text = text if encoding not in ("euc_kr",) else text[:-1] + "다"
    found, problems = decode("a.md", text.encode(encoding)[:-1])
    assert found.rstrip("\ufffd") == text[:-1]
    assert problems


def test_an_english_text_cut_within_its_only_chinese_character_stays() -> None:
    found, problems = decode("a.md", "MTR raises its fares 港".encode()[:-1])
    assert found == "MTR raises its fares \ufffd"
    assert [problem.code for problem in problems] == ["encoding_damaged"]


def test_a_damaged_byte_of_an_old_encoding_costs_a_character() -> None:
    data = bytearray((_CHINESE * 10).encode("big5hkscs"))
    data[100:102] = b"\xff\xff"
    found, problems = decode("a.md", bytes(data))
    assert found.count("議員批評加幅過高") >= 9
    assert {problem.code for problem in problems} == {"encoding_guessed", "encoding_damaged"}


def test_several_marks_are_none() -> None:
    assert decode("a.md", b"\xef\xbb\xbf" * 3 + "港鐵".encode()) == ("港鐵", [])
    assert decode("a.md", b"\xff\xfe" * 2 + "港鐵".encode("utf-16-le")) == ("港鐵", [])


@pytest.mark.parametrize("encoding", ["utf-32-le", "utf-32-be"])
def test_a_mark_of_utf_32_is_not_taken_for_one_of_utf_16(encoding: str) -> None:
    assert decode("a.md", ("\ufeff" + _CHINESE).encode(encoding)) == (_CHINESE, [])


def test_bare_returns_end_lines() -> None:
    assert decode("a.md", b"---\rtitle: a\r---\r\rb\r")[0] == "---\ntitle: a\n---\n\nb\n"


_ENGLISH = (
    "José Mourinho met Beyoncé in a café in Zürich; their naïve façade fooled nobody.",
    "The mayor of São Paulo and Señor Núñez agreed on a résumé of the Malmö accord.",
    "“It’s about ‘growth’,” he said – the fund doesn’t pay £5m… or €6m.",
    "Mr. Lefèvre’s company sells its new crème brûlée at Hong Kong’s airport — for HK$80 each.",
    "Der Präsident erklärte, die Löhne würden größer. „Das genügt“, hieß es in Österreich.",
    "Le président a été réélu à Orléans ; où l’on célèbre déjà « la fête » de l’été.",
    "La niñez: ¿cuándo llegará el año próximo? ¡Mañana!",
    "Å leve på øya er blåbær for Ærlig, sier Åse.",
    "Caf\xe9 society",
)


@pytest.mark.parametrize("text", _ENGLISH)
@pytest.mark.parametrize("header", ["", "---\ntitle: a\ndate: 2025-01-31\n---\n\n", "title,text\na,"])
def test_european_letters_and_curly_quotes_are_not_taken_for_chinese(text: str, header: str) -> None:
    found, problems = decode("a.md", (header + text).encode("cp1252"))
    assert found == header + text
    assert [(problem.code, problem.message) for problem in problems] == [
        ("encoding_guessed", "read as cp1252")
    ]


_MIXED = (
    "Chief Executive 李家超 said on Monday that the plan is sound.",
    "DeepSeek發布新模型，OpenAI跟進",
    "T恤、A股、K線與卡拉OK",
    "The word 一 means one; the word 人 means person, and 大 is big.",
    "港鐵 MTR",
    "He said “港鐵” twice – in 2025",
)


@pytest.mark.parametrize("text", _MIXED)
@pytest.mark.parametrize("encoding", ["big5hkscs", "gb18030"])
def test_chinese_names_in_an_english_text_are_not_taken_for_european_letters(
    text: str, encoding: str
) -> None:
    assert "cp1252" not in decode("a.md", text.encode(encoding, "ignore"))[1][0].message


@given(PROSE, st.sampled_from(["big5hkscs", "gb18030"]), st.integers(0, 3))
def test_chinese_prose_is_never_taken_for_european_letters(prose: str, encoding: str, words: int) -> None:
    text = "The chief executive said: " * words + prose
    assert "cp1252" not in str(decode("a.txt", text.encode(encoding))[1])
