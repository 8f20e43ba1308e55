"""Who published an article, and where: names, addresses, and fields that hold either."""

from collections.abc import Callable

import pytest

from analytics.read.document import Reading

Read = Callable[..., Reading]


def article(header: str = "", body: str = "正文說股市急升。") -> str:
    return f"---\ntitle: 港股急升\n{header}---\n\n{body}\n"


def row_of(reading: Reading) -> dict[str, object]:
    assert [problem for problem in reading.problems if problem.severity == "error"] == []
    return reading.rows[0]


@pytest.mark.parametrize(
    ("header", "outlet", "url"),
    [
        ("source: https://lion.example/news/1\n", "lion.example", "https://lion.example/news/1"),
        (
            "source: https://lion.example/news/1\nsource_hostname: 獅山報\n",
            "獅山報",
            "https://lion.example/news/1",
        ),
        ("source: '[獅山報](https://lion.example/1)'\n", "獅山報", "https://lion.example/1"),
        ("source: <a href=https://lion.example/1>獅山報</a>\n", "獅山報", "https://lion.example/1"),
        ("source: 獅山報 https://lion.example/1\n", "獅山報", "https://lion.example/1"),
        ("source: 來源：獅山報\n", "獅山報", None),
        ("source: www.lion.example\n", "lion.example", None),
        ("source: lion.example/news/1\n", "lion.example", "lion.example/news/1"),
        ("source: https://lion.example\n", "lion.example", None),
        (
            "source_url: https://lion.example\nurl: https://lion.example/news/1\n",
            "lion.example",
            "https://lion.example/news/1",
        ),
        (
            "source: https://lion.example/feed\nlink: https://lion.example/1\n",
            "lion.example",
            "https://lion.example/1",
        ),
        ("url: /posts/mtr/\n", None, None),
        (
            "link: https://lion.example/港鐵 加價/a-1\n",
            "lion.example",
            "https://lion.example/港鐵%20加價/a-1",
        ),
    ],
)
def test_an_address_is_an_address_and_a_name_a_name(
    read_one: Read, header: str, outlet: str | None, url: str | None
) -> None:
    row = row_of(read_one(article(header)))
    assert (row["outlet"], row["source_url"]) == (outlet, url)


def test_a_link_to_another_site_than_the_headers_names_no_outlet(read_one: Read) -> None:
    body = "正文說股市急升。\n\n[pay](https://pay.example/article/1)"
    row = row_of(read_one(article("url: https://lion.example/1\n", body)))
    assert (row["outlet"], row["source_url"]) == ("lion.example", "https://lion.example/1")


def test_a_last_link_that_asks_for_money_is_no_source(read_one: Read) -> None:
    row = row_of(read_one(article(body="正文。\n\n[支持我們](https://pay.example/donate)")))
    assert (row["outlet"], row["source_url"]) == (None, None)


@pytest.mark.parametrize("link", ["https://[獨家]/1", "not an address", "//a", "http://"])
def test_an_address_that_is_none_names_no_outlet(read_one: Read, link: str) -> None:
    assert row_of(read_one(article(f'link: "{link}"\n')))["outlet"] is None


def test_a_path_is_an_address_on_the_site_that_a_field_names(read_one: Callable[..., Reading]) -> None:
    for site in (
        "site: https://lion.example/",
        "website: https://lion.example",
        "source: https://lion.example",
    ):
        header = f"title: 港鐵加價\ndate: 2025-01-31\npermalink: /news/mtr\n{site}"
        reading = read_one(f"---\n{header}\n---\n\n港鐵宣布加價三個百分點。\n")
        assert (reading.rows[0]["source_url"], reading.problems) == ("https://lion.example/news/mtr", [])


@pytest.mark.parametrize("path", ["/news/mtr", "news/mtr/", "2025/01/31/mtr.html"])
def test_a_path_on_no_known_site_is_told(read_one: Callable[..., Reading], path: str) -> None:
    reading = read_one(f"---\ntitle: 港鐵加價\ndate: 2025-01-31\npermalink: {path}\n---\n\n港鐵宣布加價。\n")
    assert reading.rows[0]["source_url"] is None
    assert [problem.code for problem in reading.problems] == ["address_incomplete"]
    assert path in str(reading.rows[0]["extra"])


def test_an_address_without_its_protocol_is_one(read_one: Callable[..., Reading]) -> None:
    reading = read_one(
        "---\ntitle: 港鐵加價\ndate: 2025-01-31\nurl: //lion.example/1\n---\n\n港鐵宣布加價。\n"
    )
    assert reading.rows[0]["source_url"] == "https://lion.example/1"
