"""RSS, Atom and WordPress exports give the same article as a table."""

import json
from collections.abc import Callable

import pytest

from analytics.read.document import Reading

Read = Callable[..., Reading]

RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>獅山報</title>
<item><title><![CDATA[港鐵 &amp; 巴士]]></title><link>https://lion.example/1</link>
<description>&lt;p&gt;簡介。&lt;/p&gt;</description><content:encoded><![CDATA[<p>甲。</p><p>乙。</p>]]></content:encoded>
<category>港聞</category><pubDate>Fri, 31 Jan 2025 09:30:00 +0800</pubDate></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>獅山報</title><entry>
<title type="html">港鐵 &amp;amp; 巴士</title><link rel="self" href="https://lion.example/feed"/>
<link rel="alternate" href="https://lion.example/1"/><published>2025-01-31T01:30:00Z</published>
<summary>簡介。</summary><category term="港聞"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>甲。</p><p>乙。</p></div></content></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>獅山報</title></channel><item><title>港鐵 &amp; 巴士</title><link>https://lion.example/1</link>
<dc:date>2025-01-31T09:30:00+08:00</dc:date><description>簡介。</description><category>港聞</category>
<content:encoded>甲。\n\n乙。</content:encoded></item></rdf:RDF>"""
WXR = """<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>獅山報</title><item><title>港鐵 &amp; 巴士</title><link>https://lion.example/1</link>
<content:encoded><![CDATA[甲。\n\n乙。]]></content:encoded><excerpt:encoded>簡介。</excerpt:encoded>
<wp:post_date>2025-01-31 10:30:00</wp:post_date><wp:post_date_gmt>2025-01-31 01:30:00</wp:post_date_gmt>
<wp:post_type>post</wp:post_type><category domain="category">港聞</category></item>
<item><title>圖片</title><wp:post_type>attachment</wp:post_type></item></channel></rss>"""


@pytest.mark.parametrize(
    ("name", "feed"), [("a.xml", RSS), ("a.atom", ATOM), ("a.rss", RDF), ("wordpress.xml", WXR)]
)
def test_every_form_of_feed_gives_the_same_article(read_rows: Read, name: str, feed: str) -> None:
    (row,) = read_rows(feed, name).rows
    assert (row["title"], row["outlet"], row["source_url"], str(row["published"])) == (
        *("港鐵 & 巴士", "獅山報", "https://lion.example/1", "2025-01-31 09:30:00+08:00"),
    )
    assert (row["body"], row["summary"], row["categories"]) == ("甲。\n\n乙。", "簡介。", ["港聞"])


def test_what_wordpress_exports_beside_posts_is_skipped(read_rows: Read) -> None:
    problems = read_rows(WXR, "a.xml").problems
    assert [(problem.path, problem.code, problem.severity) for problem in problems] == [
        ("a.xml#2", "not_an_article", "skipped")
    ]


def test_tags_of_wordpress_stand_apart_from_its_categories(read_rows: Read) -> None:
    (row,) = read_rows(WXR.replace('domain="category"', 'domain="post_tag"'), "a.xml").rows
    assert (row["categories"], row["tags"]) == ([], ["港聞"])


def test_a_description_is_the_body_where_there_is_no_other(read_rows: Read) -> None:
    feed = (
        "<rss><channel><item><title>港鐵</title><description>只有簡介。</description></item></channel></rss>"
    )
    assert read_rows(feed, "a.xml").rows[0]["body"] == "只有簡介。"


def test_broken_xml_is_read_as_far_as_possible_with_a_warning(read_rows: Read) -> None:
    reading = read_rows(RSS.replace("<category>港聞", "<category>港聞&nbsp;"), "a.xml")
    assert [problem.code for problem in reading.problems] == ["xml_repaired"]
    assert len(reading.rows) == 1


def test_other_xml_is_skipped(read_rows: Read) -> None:
    (problem,) = read_rows("<urlset/>", "sitemap.xml").problems
    assert (problem.path, problem.code, problem.severity) == ("sitemap.xml", "not_an_article", "skipped")
    assert "<urlset>" in problem.message


@pytest.mark.parametrize("content", ["", "no XML", "\0\0", "\0x"])
def test_what_is_not_xml_is_an_error(read_rows: Read, content: str) -> None:
    (problem,) = read_rows(content, "a.xml").problems
    assert (problem.code, problem.severity) == ("table_unreadable", "error")
    assert "not XML" in problem.message


def test_zeros_before_a_feed_cost_nothing(read_rows: Read) -> None:
    feed = "<rss><channel><item><title>港鐵</title><description>正文</description></item></channel></rss>"
    assert [row["title"] for row in read_rows("\0\0\0\0" + feed, "a.xml").rows] == ["港鐵"]
    assert read_rows("\0\0<feed xmlns\x0f", "a.atom").problems[0].code == "table_empty"


def test_an_entity_of_ones_own_is_not_resolved(read_rows: Read) -> None:
    secret = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    feed = f"{secret}<rss><channel><item><title>港鐵</title><description>&x;加價</description></item></channel></rss>"
    assert "root" not in json.dumps(read_rows(feed, "a.xml").rows, default=str)


def test_an_atom_entry_names_the_feed_it_was_taken_from_and_its_author(read_rows: Read) -> None:
    feed = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>港鐵加價</title><content>正文。</content>
    <author><name>陳大文</name></author><source><title>獅山報</title></source></entry></feed>"""
    (row,) = read_rows(feed, "a.atom").rows
    assert row["outlet"] == "獅山報"
    assert json.loads(str(row["extra"]))["author"] == "陳大文"


@pytest.mark.parametrize(
    ("link", "address"), [("", "https://lion.example/1"), (' isPermaLink="false"', None)]
)
def test_the_identifier_of_an_item_is_its_address_where_it_says_so(
    read_rows: Read, link: str, address: str | None
) -> None:
    item = f"<item><title>港鐵加價</title><guid{link}>https://lion.example/1</guid></item>"
    (row,) = read_rows(f"<rss><channel>{item}</channel></rss>", "a.rss").rows
    assert row["source_url"] == address
