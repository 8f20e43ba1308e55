"""Which keys of front matter, and which columns of a table, mean which column of the article table.

Spelling does not matter: `pubDate`, `pub_date`, `Pub-Date` and `PUBDATE` are one key (see `folded`).
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from ..errors import ArgumentError

# For each column, the keys that mean it; the first one that holds a value wins.
_KEYS = {
    "title": """
        title headline web_title article_title post_title page_title og:title dc:title heading 標題 标题 題目""",
    "published": """
        date published date_publish date_published publishing_date publish_date published_date
        published_at published_time published_on publication_date first_published first_published_at
        first_publication_date release_date pub_date pub_time publish_time publish_at publication_time
        posted_at posted_on date_posted post_date web_publication_date article:published_time dc:date
        dcterms:created issued datetime timestamp seendate date_gmt post_date_gmt created created_at
        date_created 日期 發布日期 發佈日期 发布日期 發布時間 發佈時間 发布时间 出版日期 刊登日期""",
    "outlet": """
        outlet source_name media_name publisher source media meta_site_name site_name og:site_name
        source_hostname source_title newspaper publication publication_name publisher_name outlet_name
        source_domain domain hostname site website feed_title 媒體 媒体 來源 来源 報章 報紙 报纸 報刊""",
    "section": "section section_name article_section desk 版面 版別 欄目 栏目",
    "categories": "categories category category_name 分類 分类 類別 类别",
    "tags": "tags tag keywords topics tag_list post_tags meta_keywords article:tag 標籤 标签 關鍵詞 关键词",
    "lang": "lang language in_language locale meta_lang dc:language 語言 语言",
    "summary": """
        summary description excerpt meta_description og:description abstract excerpt:encoded 摘要 簡介 简介""",
    "source_url": """
        original_url canonical_link canonical_url url link source_url canonical permalink article_url
        web_url share_url external_url page_url post_url article_link href uri requested_url 網址 网址 連結 链接
        鏈接""",
    "body": """
        body text main_text content article article_body body_text full_text plaintext article_text
        cleaned_text raw_text post_content full_content body_html content_html content_text html_content
        content:encoded 正文 內文 内文 內容 内容 全文""",
}
# When it was last changed: stands in where nothing says when it was published
_CHANGED = """
    updated last_updated updated_at date_updated lastmod last_mod last_modified modified modified_at date_modified
    article:modified_time dc:modified dcterms:modified update_time 更新時間 更新时间 更新日期 最後更新 最后更新"""
CHANGED_KEYS = tuple(_CHANGED.split())
KEYS = {column: tuple(keys.split()) for column, keys in _KEYS.items()}


@lru_cache(maxsize=4096)
def folded(key: str) -> str:
    """Return a key without its case and the marks between its words.

    >>> folded("publishedAt"), folded("published_at"), folded(" PUBLISHED-AT ")
    ('publishedat', 'publishedat', 'publishedat')
    """
    return "".join(filter(str.isalnum, key)).casefold()


_RANKS = {folded(key): (column, rank) for column, keys in KEYS.items() for rank, key in enumerate(keys)}


def column_of(key: str) -> str | None:
    """Return the column that a key means; None if the library knows no such key.

    >>> column_of("datePublished"), column_of("weather")
    ('published', None)
    """
    found = _RANKS.get(folded(key))
    return found[0] if found else None


@lru_cache(maxsize=512)
def columns_of(keys: tuple[str, ...]) -> tuple[str | None, ...]:
    """Return the column that each of some keys means; None for those that the library does not know.

    >>> columns_of(("Title", "weather"))
    ('title', None)
    """
    return tuple(map(column_of, keys))


@lru_cache(maxsize=512)
def keys_by_column(keys: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Return for each column those of `keys` that mean it, the most telling first.

    >>> keys_by_column(("link", "Title", "pubDate", "url", "weather"))["source_url"]
    ('url', 'link')
    """
    found: dict[str, list[tuple[int, str]]] = {column: [] for column in KEYS}
    for key in keys:
        known = _RANKS.get(folded(key))
        if known:
            found[known[0]].append((known[1], key))
    return {column: tuple(key for _, key in sorted(ranked)) for column, ranked in found.items()}


def column_pairs(columns: Mapping[str, str] | None) -> tuple[tuple[str, str], ...]:
    """Check the analyst's own names of columns, and return them as pairs in order of the names.

    >>> column_pairs({"標題": "title", "日子": "date"})
    (('日子', 'published'), ('標題', 'title'))

    Raises
    ------
    ArgumentError
        A name is mapped to a column that does not exist.
    """
    pairs = []
    for name, meant in sorted((columns or {}).items()):
        column = column_of(str(meant))
        if column is None:
            hint = f"; write {{{meant!r}: {name!r}}}" if column_of(str(name)) else ""
            known = ", ".join(KEYS)
            raise ArgumentError(f"columns: {name!r} cannot mean {meant!r}{hint}; known columns: {known}")
        pairs.append((str(name), column))
    return tuple(pairs)


def renamed(record: Mapping[str, object], columns: Iterable[tuple[str, str]]) -> dict[str, object]:
    """Return a record with the analyst's own names of columns replaced by the library's.

    A name is a key, or the keys to a nested value with dots between them. A key that means the same column gives way:
    it stays under its name with a stroke.

    >>> renamed({"標題": "港鐵加價", "meta": {"desk": "港聞"}}, [("標題", "title"), ("meta.desk", "section")])
    {'title': '港鐵加價', 'section': '港聞', 'meta': {'desk': '港聞'}}
    """
    named: dict[str, object] = {}
    used: set[str] = set()
    for name, column in columns:
        value = _at(record, name)
        if value not in (None, ""):
            named[KEYS[column][0]] = value
            used.add(name)
    if not named:
        return dict(record)
    taken = {column_of(key) for key in named}
    others = {
        f"{key}'" if column_of(str(key)) in taken else key: value
        for key, value in record.items()
        if key not in used
    }
    return {**named, **others}


def _at(record: Mapping[str, object], name: str) -> object:
    """Return the value under a key, or under keys with dots between them."""
    if name in record:
        return record[name]
    first, dot, rest = name.partition(".")
    inner = record.get(first)
    return _at(inner, rest) if dot and isinstance(inner, Mapping) else None
