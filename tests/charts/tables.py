"""Small tables as measures return them, and what is read off a chart."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.text import Text

from analytics.measures.engine.provenance import Provenance, attach
from analytics.measures.stats.proportions import newcombe, wilson

WEEKS = pd.date_range("2024-12-30", periods=13, freq="7D", unit="us")
MATCHING = [0, 1, 0, 2, 18, 14, 9, 7, 0, 6, 5, 4, 3]
TOTAL = [9, 24, 26, 25, 30, 27, 24, 25, 0, 26, 24, 25, 4]
SIDES = ["before_matching", "before_total", "after_matching", "after_total"]


def texts(ax: Axes) -> list[str]:
    """Return every text on a chart's figure."""
    return [artist.get_text() for artist in ax.figure.findobj(Text) if artist.get_text()]


def shares(table: pd.DataFrame) -> pd.DataFrame:
    low, high = wilson(table["matching"], table["total"])
    return table.assign(share=table["matching"] / table["total"].replace(0, np.nan), low=low, high=high)


def trend_table(rows: int = 13, label: str = "DeepSeek") -> pd.DataFrame:
    table = pd.DataFrame({"period": WEEKS, "matching": MATCHING, "total": TOTAL}).head(rows)
    table = shares(table).assign(mentions=table["matching"] * 3, partial=[n in (0, 12) for n in table.index])
    return attach(table, Provenance("trend", subjects={label: {}}, freq="week", undated=1))


def trends_table(names: int = 3) -> pd.DataFrame:
    parts = []
    for number in range(names):
        part = trend_table().assign(entity=f"對象{number}")
        part["matching"] = part["matching"] // (number + 1)
        parts.append(shares(part).assign(smoothed=part["share"].ffill(), balanced=part["share"]))
    table = pd.concat(parts, ignore_index=True).astype({"entity": "str"})
    labels = {f"對象{number}": f"Subject {number}" for number in range(names)}
    subjects: dict[str, dict[str, object]] = {label: {} for label in labels}
    origin = Provenance("trends", subjects, labels, freq="week", undated=1, details={"window": 3})
    return attach(table, origin)


def outlets_table() -> pd.DataFrame:
    parts = [trend_table().assign(outlet=name) for name in ["港聲報", "獅山財經", "維港晚報", "南風網"]]
    table = pd.concat(parts, ignore_index=True).astype({"outlet": "str"})
    return attach(table, Provenance("outlets", subjects={"DeepSeek": {}}, freq="week", undated=1))


def distribution_table(by: str = "section", values: list[str | None] | None = None) -> pd.DataFrame:
    names = ["科技", "財經", "港聞", None] if values is None else values
    table = pd.DataFrame({"period": pd.NaT, "value": pd.Series(names, dtype="str"), "total": 90})
    table["matching"] = list(range(40, 40 - len(names), -1))
    return attach(shares(table), Provenance("distribution", by=by))


def grid_table(by: str = "section") -> pd.DataFrame:
    rows = [
        {"period": week, "value": name, "matching": (n * 3 + k) % 7 if TOTAL[n] else 0, "total": TOTAL[n]}
        for n, week in enumerate(WEEKS)
        for k, name in enumerate(["科技", "財經", "港聞"])
    ]
    table = shares(pd.DataFrame(rows).astype({"value": "str"}))
    return attach(table, Provenance("distribution", by=by, freq="week"))


def terms_table() -> pd.DataFrame:
    words = ["模型", "輝達", "股價", "算力", "晶片"]
    frequency = [40, 31, 20, 12, 9]
    return pd.DataFrame({"term": words, "frequency": frequency, "document_frequency": [20, 18, 9, 8, 3]})


def compare_table() -> pd.DataFrame:
    counts = [("英偉達", 5, 60, 30, 70), ("華為", 0, 60, 2, 70), ("騰訊", 0, 0, 4, 70)]
    table = pd.DataFrame(counts, columns=["entity", *SIDES]).astype({"entity": "str"})
    for side in ("before", "after"):
        part = table[[f"{side}_matching", f"{side}_total"]].set_axis(["matching", "total"], axis=1)
        table = table.join(shares(part)[["share", "low", "high"]].add_prefix(f"{side}_"))
    table["difference"] = table["after_share"] - table["before_share"]
    bounds = newcombe(*(table[name] for name in (*SIDES[2:], *SIDES[:2])))
    table["difference_low"], table["difference_high"] = bounds
    labels = {"英偉達": "Nvidia", "華為": "Huawei", "騰訊": "Tencent"}
    subjects: dict[str, dict[str, object]] = {label: {} for label in labels}
    days = {"before": ["2025-01-01", "2025-01-26"], "after": ["2025-01-27", "2025-02-28"]}
    return attach(table, Provenance("compare", subjects, labels, details=days))


def keyness_table() -> pd.DataFrame:
    table = pd.DataFrame(
        {
            "term": ["模型", "算力", "開源", "天氣", "樓市"],
            "target_frequency": [40, 20, 9, 2, 0],
            "reference_frequency": [2, 3, 4, 30, 41],
            "log_likelihood": [52.0, 18.5, 2.1, -30.4, -60.2],
            "log_ratio_low": [2.4, 1.1, 0.0, -1.9, -3.0],
        }
    )
    return attach(table, Provenance("keyness", subjects={"DeepSeek": {}}, details={"reference": None}))


def gaps_table(*rows: tuple[str | None, str, str]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["outlet", "start", "end"]).astype({"outlet": "str"})
    dates = {"start": "datetime64[us]", "end": "datetime64[us]"}
    return table.astype(dates).assign(days=3, expected=12.0, p=1e-6)


def daily_table(matching: int = 1) -> pd.DataFrame:
    """Return two months by day; nothing was published from 10 to 19 February."""
    days = pd.date_range("2025-02-01", "2025-03-31", freq="D", unit="us")
    table = pd.DataFrame({"period": days, "matching": matching, "total": 5, "partial": False})
    table.loc[(days >= "2025-02-10") & (days <= "2025-02-19"), ["matching", "total"]] = 0
    return attach(shares(table), Provenance("trend", subjects={"DeepSeek": {}}, freq="day"))


def daily_outlets() -> pd.DataFrame:
    parts = [daily_table().assign(outlet=name) for name in ("港聲報", "海傍日報")]
    table = pd.concat(parts, ignore_index=True).astype({"outlet": "str"})
    return attach(table, Provenance("outlets", subjects={"DeepSeek": {}}, freq="day"))


def hatched(ax: Axes) -> list[tuple[float, float]]:
    """Return from where to where each hatched field of an axes reaches."""
    fields = [
        patch.get_extents().transformed(ax.transData.inverted()) for patch in ax.patches if patch.get_hatch()
    ]
    return [(round(field.x0, 3), round(field.x1, 3)) for field in fields]


WHOLE = gaps_table((None, "2025-02-10", "2025-02-19"))
