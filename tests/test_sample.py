"""The sample corpus is what its generator makes, and what its README says of it."""

import importlib.util
import re
import sys
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

import analytics

DATA = Path(__file__).parents[1] / "data"
spec = importlib.util.spec_from_file_location("make_sample", DATA / "make_sample.py")
sample = importlib.util.module_from_spec(spec)
sys.modules["make_sample"] = sample  # dataclasses look their module up
spec.loader.exec_module(sample)


@pytest.fixture(scope="module")
def files():
    return sample.on_disk(sample.SAMPLE)


@pytest.fixture(scope="module")
def articles():
    return sample.plan()


@pytest.fixture(scope="module")
def texts(files):
    """Every file's text by its outlet's region."""
    region = {outlet.slug: outlet.region for outlet in sample.OUTLETS}
    encodings = {sample_name(files, odd): "big5hkscs" for odd in sample.ODD if odd.write is sample._big5}
    return [
        (name, region[name.split("/")[0]], content.decode(encodings.get(name, "utf-8-sig")))
        for name, content in files.items()
    ]


def sample_name(files, odd):
    return next(name for name in files if name.startswith(odd.outlet) and f"{odd.key}." in name)


def said(article):
    return "\n".join([article.title, article.heading, *article.paragraphs, *sample.captions(article)])


def monday(at):
    return (at - timedelta(days=at.weekday())).date()


def test_the_generator_makes_the_committed_corpus_byte_for_byte(files):
    made = sample.corpus()
    assert list(made) == list(files)
    assert [name for name in made if made[name] != files[name]] == []


def test_a_second_run_in_another_folder_writes_the_same_bytes(tmp_path, files):
    (tmp_path / "sample").mkdir()
    (tmp_path / "sample" / "stale.md").write_text("gone after the run")
    assert sample.write(tmp_path / "sample") == len(files)
    assert sample.on_disk(tmp_path / "sample") == files
    assert [path.name for path in tmp_path.iterdir()] == ["sample"]


def test_check_fails_when_a_file_differs(tmp_path, monkeypatch, capsys, files):
    sample.write(tmp_path / "sample")
    monkeypatch.setattr(sample, "SAMPLE", tmp_path / "sample")
    assert sample.main(["--check"]) == 0
    name = next(iter(files))
    (tmp_path / "sample" / name).write_bytes(b"changed")
    assert sample.main(["--check"]) == 1
    assert name in capsys.readouterr().err


def test_there_are_about_three_hundred_articles(files):
    assert 280 <= len(files) <= 330


def test_six_outlets_have_a_folder_each(files):
    assert {name.split("/")[0] for name in files} == {outlet.slug for outlet in sample.OUTLETS}
    assert len(sample.OUTLETS) == 6


def test_every_file_says_that_it_is_synthetic(texts):
    assert [name for name, _, text in texts if "synthetic" not in text] == []


def test_every_address_is_under_the_reserved_domain(texts):
    hosts = {host for _, _, text in texts for host in re.findall(r"https?://([^/\s)\"]+)", text)}
    assert {host.rsplit(".", 1)[1] for host in hosts} == {"example"}


def test_every_article_is_of_the_quarter(articles):
    assert {article.at.year for article in articles} == {2025}
    assert min(article.at for article in articles).date() >= date(2025, 1, 1)
    assert max(article.at for article in articles).date() <= date(2025, 3, 31)


def test_every_story_is_printed(articles):
    assert {article.story.key for article in articles} == {story.key for story in sample.stories()}
    assert len(sample.stories()) >= 80


def test_no_story_is_printed_more_often_than_it_reaches(articles):
    printed = Counter(article.story.key for article in articles)
    assert [story.key for story in sample.stories() if printed[story.key] > story.reach] == []


def test_nothing_comes_from_an_outlet_while_its_collection_is_out(articles):
    assert [article.name(1) for article in articles if sample.silent(article.outlet, article.at)] == []
    waingon = {article.at.date() for article in articles if article.outlet.slug == "waingon"}
    assert not waingon & {date(2025, 3, day) for day in (11, 12, 13)}
    assert not {article.at.date() for article in articles} & {date(2025, 3, 23), date(2025, 3, 24)}


def test_one_article_lies_there_twice(files):
    twins = [name for name in files if name.startswith("tramline/") and "ds-nvidia-crash" in name]
    assert len(twins) == 2
    assert files[twins[0]] == files[twins[1]]


def test_the_week_of_27_january_holds_most_articles_on_deepseek(articles):
    weeks = Counter(monday(one.at) for one in articles if re.search("DeepSeek|深度求索", said(one)))
    (first, most), (_, second) = weeks.most_common(2)
    assert first == date(2025, 1, 27)
    assert most > 2 * second
    assert weeks[date(2024, 12, 30)] == 0


def test_weekends_are_quieter(articles):
    days = Counter(article.at.weekday() for article in articles)
    assert max(days[5], days[6]) < min(days[day] for day in range(5))


def test_the_wire_dates_in_utc_so_that_some_days_differ(articles):
    wire = [article for article in articles if article.outlet is sample.WIRE]
    written = [datetime.fromisoformat(sample.written_date(article)) for article in wire]
    assert {stamp.utcoffset() for stamp in written} == {timedelta(0)}
    assert any(stamp.date() != article.at.date() for stamp, article in zip(written, wire, strict=True))


def test_the_odd_files_are_odd(files):
    content = {odd.write: files[sample_name(files, odd)] for odd in sample.ODD}
    assert len(content) == 12
    assert content[sample._mark].startswith(b"\xef\xbb\xbf---\n")
    assert b"\r\n" in content[sample._crlf]
    assert not re.search(rb"(?<!\r)\n", content[sample._crlf])
    assert content[sample._toml].startswith(b"+++\n")
    assert content[sample._json].startswith(b"{\n")
    assert b"\ndate" not in content[sample._undated]
    assert "上星期三" in content[sample._last_wednesday].decode()
    assert "2025年2月8日" in content[sample._chinese_date].decode()
    assert content[sample._cut].count(b"---") == 1
    assert content[sample._html].startswith(b"<!DOCTYPE html>")
    with pytest.raises(UnicodeDecodeError):
        content[sample._big5].decode()


def test_all_other_files_have_plain_line_ends(files):
    odd = {sample_name(files, one) for one in sample.ODD if one.write is sample._crlf}
    assert [name for name, content in files.items() if b"\r" in content and name not in odd] == []


IMPOSSIBLE = {  # what a careless replacement would leave behind
    "tw": "英偉達|特朗普|人工智能(?!研發院)|晶片組片|軟件|網絡|質素|的士|屏幕|裏|衞|着|綫|為為|中中國|中國中國|美中國|中國國產業|港港元|"
    "人民幣港元|美港元|香港香港|本港|內地|周[一二三四五六日末]|臺|汙|程式程式|應用應用|機械|聊天App[A-Z]|"
    "同比|初創|咗|嘅|嗰|啲|喺|唔|\ue000|\ue001",
    "cn": "輝達|辉达|川普|人工智慧|晶片|软体|软件件|网路|品质|的士|计程车|萤幕|衛|衞|裏|麽|臺|「|」|中中国|国内内|中国国内|"
    "美国国产|同比份|港港元|人民币港元|美港元|香港香港|本港|程式|伺服|數據|矽谷|应用应用|亿亿|咗|嘅|嗰|啲|喺|唔|\ue000|\ue001",
    "hk": "輝達|川普|人工智慧|軟體|網路(?!上)|計程車|晶晶|\ue000|\ue001",
}


@pytest.mark.parametrize("region", IMPOSSIBLE)
def test_no_region_speaks_in_another_ones_words(texts, region):
    slips = [
        (name, text[max(0, found.start() - 8) : found.end() + 8])
        for name, where, text in texts
        if where == region
        for found in re.finditer(IMPOSSIBLE[region], text)
    ]
    assert slips == []


def test_the_mainland_outlet_is_in_simplified_characters_throughout(articles):
    convert = sample._script("t2s").convert
    mainland = [said(one) for one in articles if one.outlet.region == "cn"]
    assert mainland
    assert [text for text in mainland if convert(text) != text] == []


def test_words_are_replaced_longest_first_and_once():
    assert sample.say("內地國產加速卡", "tw") == "中國大陸中國國產加速卡"
    assert sample.say("美國產業", "tw") == "美國產業"
    assert sample.say("按年份鋪排，按年升三成", "cn") == "按年份铺排，同比增长三成"
    assert sample.say("裏面衞生着手，周一第12周，周先生", "tw") == "裡面衛生著手，週一第12週，周先生"


def test_every_related_link_is_another_article_of_the_outlet_before_it(articles):
    for article in articles:
        assert all(one.outlet is article.outlet and one.at <= article.at for one in article.related)
        assert article not in article.related
    assert sum(len(article.related) for article in articles) > 100


def test_stories_are_those_of_the_bank_pair_by_pair() -> None:
    """Every two articles of one story of the bank are one story, and no others are."""
    odd = {(one.outlet, one.key): one for one in sample.ODD}
    key_of = {}
    for article in sample.plan():
        which = (article.outlet.slug, article.story.key)
        one = odd.get(which)
        name = (
            article.name(article.number, one.suffix, dated=one.dated) if one else article.name(article.number)
        )
        key_of[name] = article.story.key
        if which == sample.TWICE:
            key_of[article.name(article.number + 900)] = article.story.key
    articles = analytics.load(DATA / "sample").articles
    found = pd.DataFrame({"story": analytics.stories(articles)["story"], "key": articles["path"].map(key_of)})
    assert found["key"].notna().all()
    assert found.groupby("story")["key"].nunique().max() == 1
    assert found.groupby("key")["story"].nunique().max() == 1
