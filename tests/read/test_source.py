"""The last link of an article: which ones lead to the original, and what an address says."""

import pytest

from analytics.read.source import section_of, source_of


@pytest.mark.parametrize(
    ("line", "text", "url", "found"),
    [
        (
            "stheadline",
            "stheadline",
            "https://std.stheadline.com/realtime/article/1/即時-國際-x",
            "stheadline",
        ),
        ("港聲報", "港聲報", "https://a.example/realtime/article/1", "港聲報"),
        ("harbour", "harbour", "https://www.harbour.example/news/1", "harbour"),
        ("來源：港聲報", "港聲報", "https://a.example/1", "港聲報"),
        ("Source: Harbour", "Harbour", "https://a.example/1", "Harbour"),
        ("（來源：港聲報）", "港聲報", "https://a.example/1", "港聲報"),
        ("來源：港聲報。", "港聲報", "https://a.example/1", "港聲報"),
        ("本文轉載自港聲報", "港聲報", "https://a.example/1", "港聲報"),
        ("Originally published in Harbour", "Harbour", "https://a.example/1", "Harbour"),
        ("via Harbour", "Harbour", "https://a.example/1", "Harbour"),
        ("原文連結", "原文連結", "https://a.example/1", None),
        ("原文：https://a.example/1", "https://a.example/1", "https://a.example/1", None),
        (
            "資料來源：輝達股價回穩，分析員料影響有限",
            "輝達股價回穩，分析員料影響有限",
            "https://a.example/1",
            None,
        ),
    ],
)
def test_a_link_that_says_it_is_the_original_is_the_source(
    line: str, text: str, url: str, found: str | None
) -> None:
    source = source_of(line, text, url)
    assert source is not None
    assert source[0] == found


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("支持我們", "https://pay.example/donate"),
        ("上一篇", "https://lion.example/2025/01/30/prev"),
        ("Facebook專頁", "https://www.facebook.com/lion"),
        ("Facebook", "https://www.facebook.com/lion"),
        ("YouTube", "https://www.youtube.com/@lion"),
        ("多域名 SSL 證書", "http://www.baike.example/wiki/1"),
        ("lion", "https://lion.example/"),
        ("港聲報", "https://a.example/1"),
        ("https://a.example/1", "https://a.example/1"),
        ("輝達股價回穩，分析員料影響有限", "https://a.example/realtime/article/1"),
        ("港聲報", "/realtime/article/1"),
        ("Viaduct", "https://a.example/1"),
    ],
)
def test_another_last_link_is_no_source(text: str, url: str) -> None:
    assert source_of(text, text, url) is None


def test_a_link_to_the_original_that_repeats_the_headline_names_no_outlet() -> None:
    assert source_of("原文鏈接：港鐵加價", "港鐵加價", "https://lion.example/1", title="港鐵加價") == (
        None,
        "https://lion.example/1",
    )


def test_an_address_that_holds_the_headline_is_the_articles_own() -> None:
    found = source_of("港聲報", "港聲報", "https://a.example/2025/港股急升-三百點", title="港股急升 三百點")
    assert found is not None
    assert found[0] == "港聲報"


def test_a_link_of_the_outlets_own_name_is_the_source() -> None:
    assert source_of("港聲報", "港聲報", "https://a.example/1", outlet="港声报") == (
        "港聲報",
        "https://a.example/1",
    )


@pytest.mark.parametrize(
    ("url", "section"),
    [
        ("https://a.example/realtime/article/1/即時-國際-題目", "國際"),
        ("https://a.example/1/%E5%8D%B3%E6%99%82-%E5%9C%8B%E9%9A%9B-x", "國際"),
        ("https://a.example/日報-港聞-題目", "港聞"),
        ("https://a.example/news/1", None),
        ("https://[獨家]/即時-國際-題目", None),
        ("", None),
        (None, None),
    ],
)
def test_the_section_stands_in_the_address(url: str | None, section: str | None) -> None:
    assert section_of(url) == section
