"""Articles whose text is not theirs: error pages, stubs, headlines alone, headings that outweigh the body."""

import re
from functools import partial

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ...text.fold import fold
from ..engine.tally import Table, tally
from .stubs import is_stub, stubs_of

KINDS = ("error_page", "stub", "no_body", "headings")
_COLUMNS = ["outlet", "title", "body", "boilerplate", "headings"]
_EXAMPLE = 60  # characters of a text that is shown
_LONGEST = 240  # characters of an error page
_HEAD = 60  # characters of it that name the error
_FEWEST = 40  # characters of headings that may outweigh a body
# What servers say in place of an article. In folded spelling.
_ERROR = re.compile(
    r"temporarily (?:offline|unavailable|down)|(?:access|permission) (?:is |to this \w+ has been )?denied|403 forbidden"
    r"|(?:page|file|article|content|url|resource)\b[^.\n]{0,30}? (?:was |is |could |can ?)?not (?:be )?found"
    r"|\b404\b.{0,12}(?:error|错误|not found)"
    r"|error:? ?\b(?:40[0-9]|50[0-4])\b|service (?:temporarily )?unavailable|bad gateway|gateway time-?out"
    r"|internal server error|too many requests|down for maintenance|under (?:scheduled )?maintenance"
    r"|^just a moment|checking (?:if the site|your browser)|(?:please )?(?:enable|turn on) (?:javascript|js\b|cookies)"
    r"|are (?:you )?(?:a )?(?:robot|human)\?|you are (?:a |not a )?(?:human|robot)|unusual traffic"
    r"|(?:系统|网站|网页|服务器|伺服器)(?:(?:正在|现正)(?:进行)?(?:维护|维修|升级)|(?:维护|维修|升级)(?:中|[。!]?$))"
    r"|(?:页面|网页|文章|内容|网址|档案)(?:已)?(?:不存在|无法显示|无法访问|已被?删除|已被?移除|已失效|已下架)"
    r"|找不到(?:该|此|您要|你要|相关|网)[^。]{0,8}(?:页|文章|内容|档案)|无法(?:访问|显示)(?:此|该)|拒绝(?:访问|存取)|访问被拒绝"
    r"|存取被拒|(?:服务器|伺服器)(?:发生)?(?:内部)?错误|暂时无法(?:提供服务|浏览|访问|连线)"
    r"|请(?:开启|启用) ?(?:javascript|cookie)"
    r"|ページが見つかりません|ただいまメンテナンス中|페이지를 찾을 수 없습니다"
)


def text_findings(articles: Table) -> pd.DataFrame:
    """Count the articles of each outlet with each of `KINDS`, and give an example.

    Returns
    -------
    DataFrame
        ========  =====  ==============================================================================
        kind      str    `error_page`: a server's message in place of the text. `stub`: a text that five
                         articles or more of the outlet share under different headlines. `no_body`: a
                         headline alone. `headings`: headings longer than the body
        outlet    str    missing for articles that state none
        articles  int64  articles concerned
        example   str    the beginning of the first one's text or headline
        ========  =====  ==============================================================================

    Examples
    --------
    >>> import analytics
    >>> text_findings(analytics.load("data/sample").articles)["kind"].tolist()
    []
    """
    count = partial(_count_part, stubs=stubs_of(articles))
    return tally(articles, count, _merge, columns=_COLUMNS)


def _merge(parts: list[pd.DataFrame]) -> pd.DataFrame:
    groups = pd.concat(parts).groupby(["kind", "outlet"], as_index=False, dropna=False, sort=True)
    return groups.agg(articles=("articles", "sum"), example=("example", "first"))


def _count_part(part: pd.DataFrame, stubs: NDArray[np.uint64]) -> pd.DataFrame:
    bodies, titles = part["body"].fillna("").reset_index(drop=True), part["title"].fillna("").tolist()
    left_out = pa.array(part["boilerplate"])
    moved = pc.list_value_length(left_out).fill_null(0).to_numpy(zero_copy_only=False) > 0
    empty = (bodies == "").to_numpy()
    firsts = [lines[0] if lines else "" for lines in left_out.to_pylist()]
    shown = [body or first for body, first in zip(bodies.tolist(), firsts, strict=True)]
    error = np.array([_is_error(text, title) for text, title in zip(shown, titles, strict=True)], dtype=bool)
    stub = (is_stub(part, stubs) | (empty & moved)) & ~error
    heading = _lengths(part["headings"])
    weighty = (heading >= _FEWEST) & (heading > bodies.str.len().to_numpy()) & ~error & ~stub
    found = {
        "error_page": (error, shown),
        "stub": (stub, shown),
        "no_body": (empty & ~moved & ~error & (heading == 0), titles),
        "headings": (weighty, titles),
    }
    tables = [
        pd.DataFrame(
            {
                "kind": kind,
                "outlet": part["outlet"].array[hit],
                "articles": 1,
                "example": [examples[place][:_EXAMPLE] for place in np.flatnonzero(hit)],
            }
        )
        for kind, (hit, examples) in found.items()
    ]
    types = {"kind": "str", "outlet": "str", "articles": "int64", "example": "str"}
    return _merge([pd.concat(tables, ignore_index=True).astype(types)])


def _lengths(lists: pd.Series) -> NDArray[np.int64]:
    """Return how many characters the texts of each list have."""
    joined = pc.binary_join(pa.array(lists), "")
    return np.asarray(pc.utf8_length(joined).fill_null(0).to_numpy(zero_copy_only=False), dtype=np.int64)


def _is_error(text: str, title: str) -> bool:
    """Whether a text, or a headline without one, is a server's message."""
    said = text or title
    if not said or len(said) > _LONGEST:
        return False
    return _ERROR.search(fold(said[:_HEAD]).text) is not None
