"""What known programs export reads as it is."""

import json
from collections.abc import Callable

import pytest

from analytics.read.document import Reading

Read = Callable[..., Reading]

EXPORTS: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    "WordPress REST": (
        {
            "date": "2025-01-31T10:30:00",
            "date_gmt": "2025-01-31T01:30:00",
            "link": "https://news.example/1",
            "title": {"rendered": "港鐵加價 &#8211; 議員反對"},
            "content": {"rendered": "<p>港鐵公司宣布加價。</p><p>議員反對。</p>"},
            "excerpt": {"rendered": "<p>簡介。</p>"},
            "categories": [5],
            "tags": [9],
            "_embedded": {
                "wp:term": [
                    [{"taxonomy": "category", "name": "港聞"}],
                    [{"taxonomy": "post_tag", "name": "票價"}],
                ]
            },
        },
        {
            "title": "港鐵加價 – 議員反對",
            "body": "港鐵公司宣布加價。\n\n議員反對。",
            "published": "2025-01-31 09:30:00+08:00",
            "source_url": "https://news.example/1",
            "summary": "簡介。",
            "categories": ["港聞"],
            "tags": ["票價"],
        },
    ),
    "WordPress REST without names of terms": (
        {"title": {"rendered": "港鐵"}, "content": {"rendered": "甲。"}, "categories": [5, 7]},
        {"categories": []},
    ),
    "WordPress.com": (
        {
            "title": "港鐵",
            "content": "<p>甲。</p>",
            "URL": "https://n.example/1",
            "tags": {"票價": {"ID": 1}},
        },
        {"tags": ["票價"], "source_url": "https://n.example/1"},
    ),
    "feedparser": (
        {
            "title": "港鐵加價",
            "link": "https://lion.example/1",
            "published": "Fri, 31 Jan 2025 09:30:00 +0800",
            "summary": "<p>港鐵公司宣布加價。</p>",
            "content": [{"type": "text/html", "value": "<p>港鐵公司宣布加價。</p><p>議員反對。</p>"}],
            "tags": [{"term": "交通", "scheme": None, "label": None}],
        },
        {
            "tags": ["交通"],
            "body": "港鐵公司宣布加價。\n\n議員反對。",
            "published": "2025-01-31 09:30:00+08:00",
        },
    ),
    "JSON Feed": (
        {"title": "港鐵", "content_text": "港鐵宣布加價。", "date_published": "2025-01-31T23:30:00Z"},
        {"body": "港鐵宣布加價。", "published": "2025-02-01 07:30:00+08:00"},
    ),
    "NewsAPI": (
        {
            "source": {"id": None, "name": "獅山報"},
            "title": "港鐵",
            "description": "簡介。",
            "publishedAt": "2025-01-31T01:30:00Z",
            "content": "港鐵宣布。",
        },
        {
            "outlet": "獅山報",
            "summary": "簡介。",
            "body": "港鐵宣布。",
            "published": "2025-01-31 09:30:00+08:00",
        },
    ),
    "fundus": (
        {
            "title": "港鐵",
            "publishing_date": "2025-01-31 09:30:00+08:00",
            "topics": ["票價"],
            "body": {
                "summary": ["導言。"],
                "sections": [{"headline": ["小題"], "paragraphs": ["甲。", "乙。"]}],
            },
            "html": {"requested_url": "https://f.example/1"},
        },
        {
            "body": "導言。\n\n甲。\n\n乙。",
            "headings": ["小題"],
            "tags": ["票價"],
            "source_url": "https://f.example/1",
        },
    ),
    "newspaper": (
        {
            "url": "https://lion.example/news/1",
            "source_url": "https://lion.example",
            "title": "港鐵",
            "text": "甲。",
            "publish_date": "2025-01-31 09:30:00+08:00",
            "meta_site_name": "獅山報",
        },
        {"source_url": "https://lion.example/news/1", "outlet": "獅山報"},
    ),
    "trafilatura": (
        {
            "title": "港鐵加價",
            "hostname": "lion.example",
            "date": "2025-01-31",
            "text": "港鐵公司宣布加價。\n議員反對。",
            "source": "https://lion.example/news/1",
            "source-hostname": "獅山報",
            "categories": "港聞;交通",
            "tags": "港鐵;票價",
        },
        {
            "outlet": "獅山報",
            "source_url": "https://lion.example/news/1",
            "categories": ["港聞", "交通"],
            "tags": ["港鐵", "票價"],
        },
    ),
    "news-please": (
        {
            "date_download": "2025-02-03 10:00:00",
            "date_publish": "2025-01-31 09:30:00",
            "maintext": "甲。",
            "source_domain": "lion.example",
            "title": "港鐵",
            "url": "https://lion.example/1",
        },
        {"published": "2025-01-31 09:30:00+08:00", "outlet": "lion.example", "body": "甲。"},
    ),
    "Media Cloud": (
        {
            "indexed_date": "2025-02-01",
            "language": "zh",
            "media_name": "獅山報",
            "media_url": "https://lion.example",
            "publish_date": "2025-01-31",
            "title": "港鐵",
            "url": "https://lion.example/1",
        },
        {
            "outlet": "獅山報",
            "published": "2025-01-31 00:00:00+08:00",
            "source_url": "https://lion.example/1",
        },
    ),
    "GDELT": (
        {
            "url": "https://l.example/1",
            "title": "港鐵",
            "seendate": "20250131T013000Z",
            "domain": "l.example",
        },
        {"outlet": "l.example", "published": "2025-01-31 09:30:00+08:00"},
    ),
    "schema.org": (
        {
            "headline": "港鐵",
            "datePublished": "2025-01-31T09:30:00+08:00",
            "articleBody": "甲。",
            "publisher": {"@type": "Organization", "name": "獅山報"},
            "articleSection": "港聞",
            "inLanguage": "zh-HK",
        },
        {"title": "港鐵", "outlet": "獅山報", "section": "港聞", "lang": "zh-HK", "body": "甲。"},
    ),
    "fields in an inner object": (
        {"webTitle": "MTR", "webUrl": "https://g.example/1", "fields": {"bodyText": "MTR says."}},
        {"title": "MTR", "body": "MTR says.", "source_url": "https://g.example/1"},
    ),
    "MongoDB": (
        {"title": "港鐵", "content": "甲。", "date": {"$date": "2025-01-31T01:30:00Z"}},
        {"published": "2025-01-31 09:30:00+08:00"},
    ),
}


@pytest.mark.parametrize("program", EXPORTS)
def test_what_a_program_exports_reads_as_it_is(read_rows: Read, program: str) -> None:
    record, expected = EXPORTS[program]
    (row,) = read_rows(json.dumps([record]), "a.json").rows
    found = {**row, "published": str(row["published"])}
    assert {column: found[column] for column in expected} == expected


def test_the_local_date_of_wordpress_is_kept(read_rows: Read) -> None:
    (row,) = read_rows(json.dumps([EXPORTS["WordPress REST"][0]]), "a.json").rows
    assert json.loads(str(row["extra"]))["date_local"] == "2025-01-31T10:30:00"


def test_two_articles_whose_source_is_an_address_have_one_outlet(read_rows: Read) -> None:
    records = [{"title": str(n), "text": "甲。", "source": f"https://lion.example/news/{n}"} for n in (1, 2)]
    rows = read_rows(json.dumps(records), "a.json").rows
    assert [row["outlet"] for row in rows] == ["lion.example", "lion.example"]


def test_a_home_page_as_source_names_the_outlet_by_its_host(read_one: Read) -> None:
    (row,) = read_one("---\ntitle: 港鐵\nsource: https://www.lion.example/\n---\n\n加價。\n").rows
    assert (row["outlet"], row["source_url"]) == ("lion.example", None)


def test_entries_of_a_list_that_are_objects_give_their_names(read_one: Read) -> None:
    tags = "tags:\n  - name: 交通\n    slug: transport\n  - name: 票價\n"
    (row,) = read_one(f"---\ntitle: 港鐵加價\n{tags}---\n\n加價。\n").rows
    assert row["tags"] == ["交通", "票價"]


def test_a_key_on_top_counts_before_the_same_below(read_rows: Read) -> None:
    record = {"title": "港鐵", "text": "加價。", "metadata": {"headline": "別的", "section": "港聞"}}
    (row,) = read_rows(json.dumps([record]), "a.json").rows
    assert (row["title"], row["section"]) == ("港鐵", "港聞")
