"""Languages: every spelling that files use, and the one tag that the table holds."""

import pytest

from analytics.read.languages import language_tag


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("zh-HK", "zh-HK"),
        ("zh_HK", "zh-HK"),
        ("zh-hk", "zh-HK"),
        ("EN-us", "en-US"),
        ("zh-hant-hk", "zh-Hant-HK"),
        ("zh_Hant", "zh-Hant"),
        ("zh_TW.UTF-8", "zh-TW"),
        ("zh-HK,zh;q=0.9", "zh-HK"),
        ("Chinese", "zh"),
        ("中文", "zh"),
        ("繁體中文", "zh-Hant"),
        ("繁體中文（香港）", "zh-HK"),
        ("Chinese (Simplified)", "zh-Hans"),
        ("Traditional Chinese", "zh-Hant"),
        ("zh-cht", "zh-Hant"),
        ("chi", "zh"),
        ("zho-HK", "zh-HK"),
        ("cn", "zh-CN"),
        ("粵語", "yue"),
        ("English", "en"),
        ("eng", "en"),
        ("日本語", "ja"),
        ("es-419", "es-419"),
        ("de-DE-1996", "de-DE-1996"),
    ],
)
def test_a_language_becomes_its_tag(written: str, tag: str) -> None:
    assert language_tag(written) == tag


@pytest.mark.parametrize("written", ["multilingual", "", "x", "zh-", "港聞", "true", "zh-HK-toolongsubtag"])
def test_what_names_no_language_has_no_tag(written: str) -> None:
    assert language_tag(written) is None
