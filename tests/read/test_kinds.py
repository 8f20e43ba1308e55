"""What the names of files and folders say of what they hold."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import analytics
from analytics.read.kinds import is_known, printable, skip_reason


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("_drafts/mtr.md", "draft"),
        ("site/_drafts/mtr.md", "draft"),
        ("content/posts/_index.md", "list_page"),
        ("content/posts/_index.zh-hk.md", "list_page"),
        ("_layouts/default.html", "site_file"),
        ("_includes/head.html", "site_file"),
        ("_site/2025/01/31/mtr.html", "site_file"),
        ("archetypes/default.md", "site_file"),
        ("theme/node_modules/x/package.json", "site_file"),
    ],
)
def test_files_that_hold_no_article(path: str, code: str) -> None:
    reason = skip_reason(path)
    assert reason is not None
    assert reason[0] == code


@pytest.mark.parametrize(
    "path",
    ["_posts/2025-01-31-mtr.md", "posts/index.md", "my_drafts/mtr.md", "news/_indexed.md", "layouts.md"],
)
def test_files_that_may_hold_one(path: str) -> None:
    assert skip_reason(path) is None


@pytest.mark.parametrize("name", ["a.MD", "a.jsonl.gz", "a.tar.gz", "a.html"])
def test_endings_are_known_in_any_case_and_packed(name: str) -> None:
    assert is_known(name)


def test_bytes_of_a_name_that_are_no_text_are_shown() -> None:
    assert printable("a\udcb4.md") == "a\\xb4.md"


def test_a_site_given_whole_counts_its_posts_alone(
    write_corpus: Callable[[Mapping[str, str | bytes]], Path],
) -> None:
    post = "---\ntitle: 港鐵加價\ndate: 2025-01-31\n---\n\n港鐵公司宣布加價。\n"
    page = "<html><body>{{ content }}</body></html>"
    root = write_corpus(
        {
            "_posts/2025-01-31-mtr.md": post,
            "_drafts/bus.md": post.replace("港鐵", "巴士"),
            "_layouts/default.html": page,
            "_includes/nav.html": page,
            "_site/2025/01/31/mtr.html": "<html><title>港鐵加價</title><p>港鐵公司宣布加價。</p></html>",
            "README.md": "# 網站\n\n如何安裝。\n",
            "node_modules/x/package.json": '{"title": "x", "description": "x"}',
        }
    )
    corpus = analytics.load(root, cache=False)
    assert corpus.articles["path"].tolist() == ["_posts/2025-01-31-mtr.md"]
    assert corpus.ledger["files"] == 7 == corpus.ledger["articles"] + corpus.ledger["rejected"]
    assert set(corpus.problems["severity"]) == {"skipped"}
