"""Lines of a page that are no text of the article, and prose that looks like them."""

import pytest

from analytics.read.furniture import (
    _SHORT,
    is_call_to_action,
    is_credit,
    is_furniture,
    is_source_line,
)


@pytest.mark.parametrize(
    "line",
    [
        "透過 Google News追蹤獅山社",
        "👉 立即追蹤獅山報IG",
        "緊貼最新消息，請即下載獅山報手機App",
        "訂閱【獅山新聞】",
        "獅報中文有Instagram！歡迎搜尋lion.example，看更多圖文報道。",
        "請加入成為獅山新聞網讀者俱樂部的訂戶，長期支持我們的工作。所有訂戶都收到我們的通訊。",
        "Follow us on Google News",
        "Sign up for our newsletter",
        "Click here to join our WhatsApp channel",
        "Subscribe now",
        "獅山報WhatsApp頻道：https://lion.example/channel",
        "成為我們的訂戶",
        "本網站使用Cookie改善體驗",
        "將獅山報設為Google首選來源",
        "在 Google 新聞上追蹤我們",
        "© 2025 獅山報",
        "本文版權屬獅山報所有，未經許可不得轉載。",
        "（未經授權，不得轉載）",
        "The post 港鐵加價 appeared first on 獅山報.",
        "京ICP备15039648号",
        "《詳全文...》",
        "Continue reading →",
        "月費訂戶 網址：lion.example/subscribe",
        "微信扫一扫 关注该公众号",
        "Set Lion Times as your preferred source on Google",
        "在Google上把我們設為首選來源",
        "支持獨立媒體，請按此捐款",
        "成為會員，支持我們",
        "歡迎轉發分享",
        "喜歡這篇文章請按讚",
        "點擊此處訂閱",
        "本文由 AI 協助翻譯",
        "Support independent journalism. Donate today.",
        "Stay up to date with the latest news",
        "Get the latest news delivered to your inbox",
    ],
)
def test_a_line_of_the_page_is_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Facebook母公司Meta宣布裁員一萬人。",
        "關注組發言人表示，當局應加入更多座位，並與我們會面。",
        "警方呼籲市民下載防騙App，以免受騙。",
        "請市民留意Facebook專頁的假帳號，警方說。",
        "不得轉載的規定引起爭議。",
        "未經授權建築物的清拆工作展開。",
        "上YouTube搜尋他的名字，會見到過百條片，點擊逾億。",
        "下載完後解壓，我們用的是客戶端，先編輯檔案：",
        "Like many of our readers, he left Facebook.",
        "Join the army, they said.",
        "下載並安裝App：",
        "版權聲明" + "指出，作品屬於作者" * 20,
        "原文是這樣寫的，他引述。",
        "議員表示支持改革，市民捐款踴躍。",
        "成為會員國後，關稅下調。",
        "歡迎各界人士出席論壇。",
        "Support for the bill is falling.",
        "Get the keys, he told his wife.",
        "Google將地圖設為預設程式。",
    ],
)
def test_prose_is_no_furniture(line: str) -> None:
    assert not is_furniture(line)


@pytest.mark.parametrize(
    "beginning",
    [
        "請加入成為獅山報的訂戶",
        "立即下載獅山報App",
        "Please subscribe to our newsletter",
        "© 2025 獅山報",
        "Copyright 2025",
        "版權聲明：本文",
        "未經書面許可",
        "不得轉載",
        "轉載請註明",
        "舉報電話",
        "本文為獅山報原創",
        "https://lion.example/",
    ],
)
def test_a_long_line_is_furniture_too(beginning: str) -> None:
    assert is_furniture(beginning + "/" * _SHORT)


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("作者：陳大文", True),
        ("文／陳大文", True),
        ("記者陳大文／台北報導", True),
        ("記者陳大文昨日到場採訪", False),
        ("Author, Chan Tai Man", True),
        ("By Chan Tai Man and Lee Siu Ming", True),
        ("2025年1月31日 10:00", True),
        ("作者在書中說，港鐵加價。", False),
        ("作者：他說，她說，你說", False),
        ("作者：「港鐵加價。市民不滿。」", False),
        ("By Friday the storm had passed.", False),
        ("2025年1月31日，港鐵宣布加價。", False),
        ("Published at 2025-01-07 | Last Update 2025-01-08", True),
        ("Posted on: 2025/01/07 13:00", True),
        ("Updated 5,000 rules for banks", False),
    ],
)
def test_a_credit_is_short_and_no_sentence(line: str, credit: bool) -> None:
    assert is_credit(line, set()) == credit


@pytest.mark.parametrize(
    ("line", "names"), [("來源：獅山社", True), ("來源不明的消息", False), ("來源：獅山社，報道", False)]
)
def test_a_source_line_holds_a_name_alone(line: str, names: bool) -> None:
    assert is_source_line(line) == names


@pytest.mark.parametrize(
    ("text", "asks"), [("支持我們", True), ("上一篇", True), ("Subscribe", True), ("港聲報", False)]
)
def test_a_link_that_asks_names_no_outlet(text: str, asks: bool) -> None:
    assert is_call_to_action(text) == asks
