"""The feed changes only with the pages."""

from lxml import etree

from analytics.reports import build_reports

from .notebooks import TITLE

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def test_the_feed_changes_only_with_the_pages(write_notebook, lonely, out):
    folder = write_notebook("a", TITLE, "1")
    build_reports(notebooks=folder, corpus=lonely, out=out, date="2025-03-30")
    first = (out / "feed.xml").read_bytes()
    build_reports(notebooks=folder, corpus=lonely, out=out, date="2025-03-31", force=True)
    assert (out / "feed.xml").read_bytes() == first
    build_reports(
        notebooks=write_notebook("a", TITLE, "print('新內容')"), corpus=lonely, out=out, date="2025-04-01"
    )
    before, after = etree.fromstring(first), etree.fromstring((out / "feed.xml").read_bytes())
    ids = [tree.xpath("//a:entry/a:id/text()", namespaces=ATOM) for tree in (before, after)]
    assert ids[0] == ids[1]
    times = [tree.xpath("//a:entry/a:updated/text()", namespaces=ATOM) for tree in (before, after)]
    assert times == [["2025-03-30T00:00:00+08:00"], ["2025-04-01T00:00:00+08:00"]]
