"""Labels of lists of other articles, and what such lists hold."""

import pytest

from analytics.read.related import could_be_listed, is_headline, is_sentence, related_label, without_list_mark


@pytest.mark.parametrize(
    "label",
    ["相關新聞：", "更多閱讀", "阅读更多", "閱讀更多：", "延伸閱讀︰", "推薦閱讀", "更多相关内容", "【系列】延伸閱讀：", "▶相關文章", "參考資料：", "Read more", "Related:", "See also", "You may also like", "看更多：", "list of 4 items", "相關報道｜甲", "【延伸閱讀】", "《相關報導》", "看更多報導", "相關新聞報導", "更多精彩文章", "今日熱門", "編輯推薦", "大家都在看", "猜你想看", "関連記事", "あわせて読みたい", "Lire aussi", "Lesen Sie auch", "Artículos relacionados", "Most popular", "Recommended for you", "In case you missed it", "Editor's picks", "What others are reading"],
)  # fmt: skip
def test_a_label_is_known(label: str) -> None:
    assert related_label(label)


@pytest.mark.parametrize(
    "prose",
    ["相關報道指出，輝達將放榜。", "更多新聞工作者到場採訪。", "More than 300 people came.", "Related parties denied it.", "最新消息：警方拘捕三人。", "閱讀更多書籍有益身心，教師說。", "Topping the list: Hong Kong", "最多人看中他的經驗", "大家都在看新規例的影響。", "Must read the contract first.", "今日熱門股份下跌", "編輯推薦他加入報館", "More on the troubles of the harbour line"],
)  # fmt: skip
def test_prose_is_no_label(prose: str) -> None:
    assert not related_label(prose)


@pytest.mark.parametrize(
    ("text", "bare"),
    [("list 1 of 4 輝達放榜", "輝達放榜"), ("list 2 of 4輝達放榜", "輝達放榜"), ("end of list", ""), ("the list 1 of 4", "the list 1 of 4")],
)  # fmt: skip
def test_marks_for_screen_readers_are_no_text(text: str, bare: str) -> None:
    assert without_list_mark(text) == bare


@pytest.mark.parametrize(
    ("text", "headline"),
    [("港鐵宣布加價，議員反對", True), ("港鐵宣布下月起調整票價", True), ("MTR to raise fares next month", True), ("港鐵宣布加價", False), ("https://lion.example/a,b", False), ("Read it", False)],
)  # fmt: skip
def test_a_headline_is_longer_than_a_name(text: str, headline: bool) -> None:
    assert is_headline(text) == headline


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("港鐵加價。", True), ("It fell. They rose.", True), ("港鐵加價？", False), ("V3.5 released", False)],
)
def test_a_sentence_ends_with_a_full_stop(text: str, sentence: bool) -> None:
    assert is_sentence(text) == sentence


@pytest.mark.parametrize(
    ("line", "listed"),
    [("港鐵加價 議員反對", True), ("陳大文", False), ("長" * 61, False), ("港鐵加價。", False)],
)
def test_a_line_in_a_list_has_the_length_of_a_headline(line: str, listed: bool) -> None:
    assert could_be_listed(line) == listed
