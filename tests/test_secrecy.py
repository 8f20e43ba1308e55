"""Secrets are masked in texts and found on pages."""

import pytest

from analytics.secrecy import masked, shows_secret

ADDRESS = "https://wong:hunter22@127.0.0.1:9/a.zip?token=abcdef123"


def test_credentials_of_the_corpus_are_masked_where_they_stand_alone():
    assert masked("login hunter22 refused, abcdef123 expired", ADDRESS) == "login *** refused, *** expired"
    assert masked("p@ssword", "ftp://wong:p%40ssword@news.example/a.zip") == "***"


def test_a_secret_is_found_on_a_page_as_html_writes_it(monkeypatch):
    monkeypatch.setenv("NEWS_TOKEN", "a<b>&c99")
    assert shows_secret("<p>a&lt;b&gt;&amp;c99</p>") and shows_secret(b"x,a<b>&c99\n")
    assert not shows_secret("<p>a b c99</p>")


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://chan:pass@news.example/a.zip", "https://***@news.example/a.zip"),
        ("https://news.example/a.zip?sig=abc%2F1&v=2", "https://news.example/a.zip?sig=***&v=2"),
        ("https://news.example/a?X-Amz-Signature=ff00", "https://news.example/a?X-Amz-Signature=***"),
        ("data/sample", "data/sample"),
    ],
)
def test_credentials_of_an_address_are_masked(address, shown):
    assert masked(address) == shown
