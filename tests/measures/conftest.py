"""Article tables for the measures: straight from rows (fast), or read from Markdown files."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from analytics import segment
from analytics.schema import NAMES, TIMEZONE, arrow_schema, to_pandas

TableOf = Callable[..., pd.DataFrame]


def _table(*articles: dict[str, object]) -> pd.DataFrame:
    rows = []
    for number, article in enumerate(articles):
        assert set(article) <= set(NAMES), set(article) - set(NAMES)
        if "tokens" in article:  # texts that have these tokens
            before, _, after = "".join(map(str, article["tokens"])).rpartition("\n")  # type: ignore[call-overload]
            article = {"title": before, "body": after} | article
        title, body = str(article.get("title", f"無題{number}")), str(article.get("body", ""))
        row: dict[str, object] = dict.fromkeys(NAMES)
        row |= {name: [] for name in ("categories", "tags", "headings", "captions", "related")}
        row |= {"id": f"a{number}", "path": f"{number:03}.md", "title": title, "body": body, "summary": ""}
        row |= {"images": 0, "characters": len(body), "extra": "{}"}
        row |= {"tokens": [*segment(title), "\n", *segment(body)]} | article
        if row["published"] is not None:
            time = pd.Timestamp(str(row["published"]))
            row["published"] = time.tz_localize(TIMEZONE) if time.tz is None else time.tz_convert(TIMEZONE)
        rows.append(row)
    return to_pandas(pa.Table.from_pylist(rows, schema=arrow_schema()))


@pytest.fixture(scope="session")
def table_of() -> TableOf:
    """Make an article table from dictionaries; what they leave out is empty."""
    return _table


@pytest.fixture(scope="session")
def press() -> pd.DataFrame:
    """Seven articles of three weeks around New Year; nothing appeared from 3 to 9 February."""
    return _table(
        {
            "published": "2025-01-20 09:15",
            "outlet": "港聲報",
            "section": "財經",
            "lang": "zh-HK",
            "title": "DeepSeek推新模型",
            "body": "DeepSeek公布R1模型，業界關注。",
            "tags": ["科技", "AI"],
        },
        {
            "published": "2025-01-21 10:00",
            "outlet": "海傍日報",
            "title": "恒指收升百點",
            "body": "恒指收報二萬點。",
            "tags": ["港股"],
        },
        {
            "published": "2025-01-27 08:30",
            "outlet": "港聲報",
            "section": "財經",
            "title": "美股急跌",
            "body": "英偉達跌一成七。市場歸咎深度求索！",
            "tags": ["AI", "美股"],
        },
        {
            "published": "2025-01-28 23:30",
            "outlet": "海傍日報",
            "title": "年卅晚天氣清涼",
            "body": "天文台料氣溫回升。",
        },
        {
            "published": "2025-02-02 12:00",
            "title": "專家談DeepSeek",
            "body": "專家稱深度求索開源，DeepSeek下載量登頂。",
            "tags": ["AI"],
        },
        {
            "published": "2025-02-10",
            "outlet": "海傍日報",
            "title": "樓市成交增",
            "body": "新盤沽清。",
            "tags": ["樓市"],
        },
        {
            "outlet": "港聲報",
            "title": "DeepSeek獲看好",
            "body": "分析員看好。",
            "tags": ["AI"],
        },
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A corpus of Markdown files: four articles, one of them twice and one undated, and an empty file."""
    stories = {
        "a/001.md": ("人工島工程獲批", "2025-01-06 09:00:00", "工務小組通過撥款。", "港聲報"),
        "a/002.md": ("寒流襲港", "2025-01-06T22:30:00Z", "氣溫跌至八度。", "港聲報"),
        "b/copy.md": ("人工島工程獲批", "2025-01-06 09:00:00", "工務小組通過撥款。", "港聲報"),
        "b/003.md": ("讀者來函", "", "寄自灣仔。", "海傍日報"),
        "b/004.md": ("龍舟賽", "2025-01-10", "健兒出賽。", "海傍日報"),
    }
    for name, (title, date, body, outlet) in stories.items():
        path = tmp_path / "報章" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        header = f'title: "{title}"\n' + f'date: "{date}"\n' * bool(date)
        source = f"[{outlet}](https://news.example/article/{title})"
        path.write_text(f"---\n{header}---\n\n{body}\n\n{source}\n", encoding="utf-8")
    (tmp_path / "報章" / "notes.bin").write_text("不是文章", encoding="utf-8")
    (tmp_path / "報章" / "b" / "empty.md").write_bytes(b"")
    return tmp_path / "報章"
