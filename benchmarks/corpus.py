"""A corpus of any size for the benchmarks, always the same bytes: the sample's bank of stories, varied by a seed.

An article has the headline, section and tags of one story of the bank and sentences of many, with other figures and
names in them; it is written down as one of the sample's six outlets does. Two years of dates; one article in eight
is a copy of another outlet's, some of them a paragraph shorter; a few headers are broken or lack a date.
"""

import os
import random
import re
import shutil
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import platformdirs

from data import make_sample as sample

SEED = "hk-media-benchmark-1"
BEGIN, DAYS = datetime(2023, 7, 1), 731
COPIED, SHORTENED = 0.125, 0.4  # shares of copies, and of shortened ones among them
CUT, COLON, UNDATED = 0.001, 0.005, 0.003  # shares of broken headers
SENTENCES = (9, 34)  # of an article
_CHUNK = 500
_SURNAMES = "陳李張黃何吳林鄭王梁劉楊周葉許馮鄧曾蔡譚"
_GIVEN = "嘉俊家偉志明美玲詠詩子軒穎欣浩然樂文慧敏建華國強思雅芷晴卓朗柏熙凱琳紫瑩梓健曉彤祖兒"


def place() -> Path:
    """Return the folder that the corpora lie in: `$BENCH_DIR`, or one in the user's cache."""
    chosen = os.environ.get("BENCH_DIR")
    return Path(chosen) if chosen else Path(platformdirs.user_cache_dir("hk-media-analytics")) / "benchmarks"


def corpus(size: int) -> Path:
    """Return the folder of a corpus of `size` files, written first if it is not there."""
    folder = place() / f"{SEED}-{size}"
    if folder.exists():
        return folder
    fresh = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    chunks = [range(first, min(first + _CHUNK, size)) for first in range(0, size, _CHUNK)]
    with ProcessPoolExecutor() as pool:
        list(pool.map(_write, [fresh] * len(chunks), chunks))
    return fresh.rename(folder)


def _write(folder: Path, numbers: range) -> None:
    for number in numbers:
        article = article_of(number)
        file = folder / article.outlet.slug / f"{article.at:%Y-%m}" / f"{article.at:%d}-{number:06}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(written(article, number))


def article_of(number: int) -> sample.Article:
    """Return the article of a number: an original, or a copy of one that stands shortly before it."""
    draw = random.Random(f"{SEED}:{number}:copy")
    if number == 0 or draw.random() >= COPIED:
        return _original(number, draw.choice(sample.OUTLETS))
    source = _original(number - draw.randint(1, min(number, 40)), draw.choice(_FAMILY))
    outlet = draw.choice([outlet for outlet in _FAMILY if outlet is not source.outlet])
    paragraphs = source.paragraphs[:-1] if draw.random() < SHORTENED else source.paragraphs
    at = source.at + timedelta(minutes=draw.randint(5, 2000))
    article = replace(source, outlet=outlet, at=at, paragraphs=paragraphs, credit=outlet.credit)
    article.title = sample.headline(article.story, outlet, draw.randrange(3))
    article.address = sample.address(article, number)
    return article


# those that write in the same words: what one prints another can copy
_FAMILY = tuple(outlet for outlet in sample.OUTLETS if outlet.region == "hk")


def _original(number: int, outlet: sample.Outlet) -> sample.Article:
    draw = random.Random(f"{SEED}:{number}")
    story = draw.choice(_stories())
    at = BEGIN + timedelta(days=draw.randrange(DAYS), seconds=draw.randrange(6 * 3600, 24 * 3600))
    sentences = [
        _varied(text, draw) for text in draw.sample(_sentences(outlet.region), draw.randint(*SENTENCES))
    ]
    paragraphs = []
    while sentences:
        taken = draw.randint(2, 4)
        paragraphs.append("".join(sentences[:taken]))
        sentences = sentences[taken:]
    story = replace(story, at=at, paragraphs=paragraphs)
    title = _varied(sample.headline(story, outlet, draw.randrange(3)), draw)
    heading = sample.say(story.heading, outlet.region) if outlet.headings else ""
    article = sample.Article(story, outlet, at, title, paragraphs, heading, number=number)
    article.address = sample.address(article, number)
    article.related = [article] * outlet.related
    return article


def _varied(text: str, draw: random.Random) -> str:
    """The text with other figures, and with another name where it says who."""
    text = re.sub(
        r"(?<![A-Za-z\d.-])\d{2,}(?![\d.]*[A-Za-z])",
        lambda met: str(draw.randint(10, 10 ** len(met[0]))),
        text,
    )
    return re.sub(
        r"(?<=[，。])(?=[他她])", lambda _: f"{draw.choice(_SURNAMES)}{_given(draw)}說，", text, count=1
    )


def _given(draw: random.Random) -> str:
    return draw.choice(_GIVEN) + draw.choice(_GIVEN)


@cache
def _stories() -> list[sample.Story]:
    return sample.stories()


@cache
def _sentences(region: str) -> list[str]:
    """Every sentence of the bank, in a region's words and script."""
    whole = [text for story in _stories() for text in story.paragraphs]
    parts = [part for text in whole for part in re.findall(r"[^。！？]+[。！？]+[」』）]*", text)]
    return [sample.say(part, region) for part in dict.fromkeys(parts)]


def written(article: sample.Article, number: int) -> bytes:
    """Return an article's file; a few headers are cut off, hold an unquoted colon, or lack the date."""
    draw = random.Random(f"{SEED}:{number}:fault").random()
    content = sample.plain(article)
    if draw < CUT:
        return content[: content.index(b"\nwidgets:")]
    if draw < CUT + COLON:  # a mapping inside a mapping, as YAML reads it
        return content.replace(b'title: "', 'title: 外電: "'.encode(), 1)
    if draw < CUT + COLON + UNDATED:
        return re.sub(rb"(?m)^date: .*\n", b"", content, count=1)
    return content
