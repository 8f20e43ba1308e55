"""What several of these tests build their tables from."""

import pandas as pd

from analytics.schema import empty

LEAD = (
    "一間本地初創公司周一公布，其開發的DeepSeek應用已通過多項測試，成績與海外大型企業的產品相若，而所用的運算資源只及對手一成。"
    "公司負責人表示，團隊去年開始研究如何減省記憶體用量，並在夏天完成首個版本。"
)


OTHER = "天文台預料，一股強烈冬季季候風會在未來兩三日影響華南沿岸，本港氣溫顯著下降，新界再低兩三度，市民外出要添衣。"


def table(*rows: tuple[str, str | None, str | None]) -> pd.DataFrame:
    """Articles of (body, outlet, published)."""
    frame = pd.DataFrame(
        {
            "id": [f"a{n}" for n in range(len(rows))],
            "path": [f"{n}.md" for n in range(len(rows))],
            "title": [f"題目{n}" for n in range(len(rows))],
            "body": [body for body, _, _ in rows],
            "outlet": pd.Series([outlet for _, outlet, _ in rows], dtype="str"),
            "published": pd.to_datetime([when for _, _, when in rows], format="mixed")
            .tz_localize("Asia/Hong_Kong")
            .as_unit("us"),
        }
    )
    return frame.reindex(columns=empty().columns).astype({"published": empty()["published"].dtype})


WEEKS = table(
    (LEAD, "港聲報", "2025-01-27 08:00"),
    (LEAD, "南風社", "2025-01-27 09:00"),
    (LEAD, "海傍日報", "2025-02-10 09:00"),
    (OTHER, "南風社", "2025-01-28 07:00"),
    (OTHER, "港聲報", "2025-01-28 10:00"),
)
