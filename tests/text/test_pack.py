"""The shipped pack: sentences in which a name of an entity means it, or something else."""

from pathlib import Path

import pandas as pd
import pytest

from analytics.text.entities import load_entities
from analytics.text.match import find_in

JUDGED = Path(__file__).parents[2] / "benchmarks" / "judged"


@pytest.mark.parametrize(
    ("key", "text", "mentions"),
    [
        ("alibaba", "阿里山小火車恢復行駛", 0),
        ("alibaba", "拳王阿里的傳記出版，電商平台有售", 0),
        ("alibaba", "穆罕默德·阿里在科技股論壇", 0),
        ("alibaba", "阿里股價急升，吳泳銘稱AI收入倍增", 1),
        ("alibaba", "西藏阿里地區地震", 0),
        ("alibaba", "阿里巴巴公布業績，阿里收入增9%", 2),
        ("bytedance", "每個欄位佔4字節，共512字節", 0),
        ("bytedance", "字節否認造手機，旗下豆包用戶增加", 1),
        ("bytedance", "抖音視頻每秒傳送8字節", 0),
        ("microsoft", "枕頭輕微軟身", 0),
        ("microsoft", "微軟發布新系統", 1),
        ("microsoft", "請見C:\\Program Files\\Microsoft SQL Server", 0),
        ("microsoft", "牙齦略微軟化", 0),
        ("huawei", "新中華為國爭光", 0),
        ("huawei", "精華為主", 0),
        ("huawei", "華為發布新機", 1),
        ("huawei", "才華為人欣賞", 0),
        ("huawei", "中華為何落敗", 0),
        ("huawei", "上半年華為何減產", 0),
        ("baidu", "眾裏尋他千百度", 0),
        ("baidu", "轉了三百六十五百度", 0),
        ("baidu", "水溫升至一百度", 0),
        ("baidu", "百度公布業績", 1),
        ("baidu", "據百度百科介紹", 0),
        ("baidu", "一百度電要多少錢", 0),
        ("hang-seng-index", "梁頌恆指出", 0),
        ("hang-seng-index", "梁頌恒指政府失責", 0),
        ("hang-seng-index", "恒指收市升一百點", 1),
        ("hang-seng-index", "李永恒指摘對方", 0),
        ("hang-seng-index", "何力恒指片場冷清", 0),
        ("hang-seng-index", "何力恆指片場冷清", 0),
        ("apple", "他每天吃一個蘋果", 0),
        ("apple", "《蘋果日報》停刊", 0),
        ("apple", "蘋果推出新iPhone，蘋果股價升", 2),
        ("apple", "蘋果批好味", 0),
        ("apple", "蘋果電腦公司", 1),
        ("apple", "去菜市場買蘋果，用手機付款", 0),
        ("apple", "蘋果大樓裡的記者", 0),
        ("apple", "Mrs. GREEN APPLE開演唱會", 0),
        ("apple", "Adam's apple", 0),
        ("apple", "Fiona Apple推新碟", 0),
        ("meta", "他在Facebook發文", 0),
        ("meta", "朱立倫在臉書貼文", 0),
        ("meta", "Meta股價急跌", 1),
        ("meta", "臉書母公司Meta裁員，臉書用戶減少", 3),
        ("meta", "the meta description tag", 0),
        ("meta", "meta分析顯示藥物有效", 0),
        ("google", "Google公布業績", 1),
        ("google", "在Google Map上搜尋", 0),
        ("google", "填寫Google表格報名", 0),
        ("google", "用Google翻譯", 0),
        ("google", "www.google.com.hk", 0),
        ("google", "Google Meet開會", 0),
        ("gemini", "狗狗Gemini走失", 0),
        ("gemini", "雙子座Gemini運程", 0),
        ("gemini", "Google的Gemini模型", 1),
        ("gemini", "Gemini號太空船", 0),
        ("trump", "特朗普宣布關稅", 1),
        ("trump", "四川普光氣田", 0),
        ("trump", "手持trump card", 0),
        ("trump", "川普通話測試", 0),
        ("trump", "Politics trumps economics", 0),
        ("trump", "人口普查，四川普查員", 0),
        ("trump", "彈鋼琴的密特朗普通話", 0),
        ("qwen", "五六千問題待解", 0),
        ("qwen", "通義千問升級", 1),
        ("qwen", "三千問卷", 0),
        ("qwen", "一千問候", 0),
        ("doubao", "土豆包好吃", 0),
        ("doubao", "紅豆包子", 0),
        ("doubao", "豆包大模型", 1),
        ("doubao", "早餐吃豆包喝豆漿", 0),
        ("nvidia", "光輝達到頂點", 0),
        ("nvidia", "輝達股價", 1),
        ("nvidia", "輝達到訪團隊", 1),
        ("nvidia", "榮輝達成協議", 0),
        ("nvidia", "吳輝達先生", 0),
        ("tencent", "騰訊發布業績", 1),
        ("tencent", "file path com.tencent.mm", 0),
        ("hkex", "港交所公布", 1),
        ("hkex", "香港交易所得稅", 0),
        ("openai", "OpenAI發布", 1),
        ("chatgpt", "用ChatGPT寫信", 1),
    ],
)
def test_a_name_counts_where_it_means_the_entity(key: str, text: str, mentions: int) -> None:
    article = pd.DataFrame({"title": [""], "body": [text]}, dtype="str")
    assert len(find_in(article, [load_entities()[key]], "body")[1][0]) == mentions


def test_every_entity_of_the_pack_was_judged() -> None:
    assert {file.stem for file in JUDGED.glob("*.tsv")} == set(load_entities())


@pytest.mark.parametrize("file", sorted(JUDGED.glob("*.tsv")), ids=lambda file: file.stem)
def test_verdicts_name_places_and_hold_no_text(file: Path) -> None:
    for line in file.read_text(encoding="utf-8").splitlines():
        article, field, start, digest, verdict = line.split("\t")
        assert field in ("title", "body") and start.isdigit() and verdict in ("right", "wrong")
        assert len(article) <= 32 and len(digest) == 12 and line.isascii()
