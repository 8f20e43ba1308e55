"""Make the sample corpus `data/sample/` from the hand-written bank `data/bank/`.

`python data/make_sample.py` writes the corpus anew; `--check` exits 1 if what lies there differs. Every run gives
the same bytes: each choice is drawn from a generator seeded with the story's key, and no clock is read.

A story of reach N is carried by up to N of six invented outlets. The first prints it as written; the others copy
it word for word, drop a paragraph, or only find another headline. Each outlet then writes it down in its own way.
"""

import argparse
import hashlib
import html
import json
import random
import re
import shutil
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from urllib.parse import quote

import opencc

DATA = Path(__file__).resolve().parent
BANK, SAMPLE = DATA / "bank", DATA / "sample"
SEED = "hk-media-sample-1"


@dataclass(frozen=True, eq=False)
class Outlet:
    """One invented outlet and its habits."""

    slug: str
    name: str
    covers: dict[str, int]  # weight by subject; 0 = never; other subjects: `elsewhere`
    elsewhere: int
    region: str = "hk"  # words and script: hk, tw, cn
    lang: str = "zh-HK"
    separator: str = ""  # between topic and headline; none = no topic
    gap: str = " "  # between a headline's halves
    tags: int = 3
    own_name: bool = False  # its own name as category and first tag, as in a crawler's output
    categories: str = "list"  # list, text, commas
    summary: str = "title"  # title, lead, empty, absent
    date: str = "local"  # local, offset, utc, slash
    day_only: tuple[str, ...] = ()  # sections whose articles carry a date without a time
    headings: bool = True
    captions: int = 2
    photo: str = ""  # credit at a caption's end
    label: str = "相關新聞"
    related: int = 1
    credit: str = "（綜合報道）"  # under a text taken from elsewhere
    speed: int = 60  # minutes behind the first, at a median

    def weight(self, subject: str) -> int:
        """How readily it covers a subject."""
        return self.covers.get(subject, self.elsewhere)


OUTLETS = (
    Outlet(  # a broadsheet: sober headlines without a topic, its name as category and tag; dates its arts pages
        *("waingon", "維岸日報", {"technology": 6, "markets": 5, "politics": 9, "housing": 7}, 7),
        gap=" \u00a0",
        own_name=True,
        day_only=("文化",),
        photo="（資料圖片）",
        credit="（本報綜合報道）",
        related=2,
        speed=240,
    ),
    Outlet(  # a finance site: topic with ｜, ISO dates, one bare category, a real summary
        *("abacus", "算盤街財經", {"markets": 9, "technology": 7, "housing": 6, "politics": 4}, 1),
        separator="｜",
        tags=4,
        categories="text",
        summary="lead",
        date="offset",
        captions=1,
        label="更多新聞",
        credit="（綜合外電）",
        speed=50,
    ),
    Outlet(  # an online site: topic with ︱, the liveliest headlines, many pictures and links
        *("tramline", "電車軌", {"technology": 6, "markets": 3, "housing": 5, "world": 5}, 8),
        separator="︱",
        gap="\u3000",
        tags=5,
        photo="（網上圖片）",
        label="延伸閱讀",
        related=2,
        speed=35,
    ),
    Outlet(  # a wire agency: no headings, no inner pictures, dates in UTC, categories in one string
        *("namchiu", "南潮社", {"technology": 5, "markets": 5, "world": 9, "politics": 6, "weather": 5}, 3),
        tags=2,
        categories="commas",
        summary="lead",
        date="utc",
        headings=False,
        captions=0,
        label="相關報道",
        related=0,
        credit="（南潮社）",
        speed=15,
    ),
    Outlet(  # in Taiwan
        *(
            "chinaberry",
            "苦楝新聞網",
            {"technology": 6, "markets": 4, "world": 5, "sport": 1, "culture": 1},
            0,
        ),
        region="tw",
        lang="zh-TW",
        separator="|",
        gap="\u3000",
        summary="lead",
        date="slash",
        captions=1,
        label="延伸閱讀",
        credit="（綜合報導）",
        speed=200,
    ),
    Outlet(  # on the mainland: Simplified, no summary
        *("maiduo", "麥垛新聞", {"technology": 6, "markets": 5, "world": 3, "sport": 1, "culture": 1}, 0),
        region="cn",
        lang="zh-CN",
        separator="丨",
        gap="，",
        tags=3,
        summary="absent",
        headings=False,
        label="相关阅读",
        credit="（综合报道）",
        speed=150,
    ),
)
WIRE = next(outlet for outlet in OUTLETS if outlet.slug == "namchiu")

# Nothing was collected from an outlet (None: from any) between these instants.
OUTAGES = (
    ("waingon", datetime(2025, 3, 11), datetime(2025, 3, 14)),
    (None, datetime(2025, 3, 23), datetime(2025, 3, 25)),
)
# One article that the collector saved twice, under two names.
TWICE = ("tramline", "ds-nvidia-crash")

SECTIONS = {  # Hong Kong's name of a section -> Taiwan's, the mainland's
    "港聞": ("港澳", "港澳"),
    "兩岸": ("兩岸", "国内"),
    "體育": ("運動", "体育"),
    "文化": ("藝文", "文化"),
}
FURNITURE: dict[str, object] = {  # the theme's settings, the same in every file
    **dict.fromkeys(("menu", "thumbnail", "lead"), ""),
    **dict.fromkeys(("comments", "authorbox"), False),
    "pager": True,
    **dict.fromkeys(("toc", "mathjax"), False),
    "sidebar": "right",
    "widgets": ["search", "recent", "taglist"],
}
HEADLINE, COPY, EDIT = "other headline", "word for word", "a paragraph less"

SPOKEN = re.compile("[咗嘅啲哋喺嚟噉咁嗰佢冇乜睇攞瞓搵諗俾嘢唔]|(?<!關)係|返工|放工|買餸")
TODAY = re.compile("今[日早晨晚]|昨[日晚]|明日|剛")
PLACES = re.compile(
    "灣仔|旺角|中環|觀塘|荃灣|葵涌|深水埗|沙田|元朗|屯門|將軍澳|銅鑼灣|尖沙咀|啟德|大角咀|油塘|西貢|九龍灣|九龍城"
    "|土瓜灣|北角|科學園|數碼港|西九文化區|維園"
)
WEEK = re.compile(r"周(?=[一二三四五六日末年])|(?<=[上本下每首兩數幾一半三按源\d])周")


@dataclass(frozen=True)
class Story:
    """One story of the bank."""

    key: str
    at: datetime
    subject: str
    section: str
    topic: str
    reach: int
    titles: list[str]
    heading: str
    paragraphs: list[str]
    captions: list[str]
    tags: list[str]

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join([*self.titles, self.heading, *self.paragraphs, *self.captions])


@dataclass
class Article:
    """One story in one outlet, in the outlet's own words."""

    story: Story
    outlet: Outlet
    at: datetime
    title: str
    paragraphs: list[str]
    heading: str = ""
    credit: str = ""
    number: int = 0  # within the outlet's day
    address: str = ""
    related: list["Article"] = field(default_factory=list)

    @property
    def section(self) -> str:
        """The section as the outlet calls it."""
        return section(self.story.section, self.outlet)

    def name(self, number: int, suffix: str = ".md", *, dated: bool = True) -> str:
        """Its file within the corpus."""
        day = f"{self.at:%Y-%m-%d}-{number:03}-" if dated else ""
        return f"{self.outlet.slug}/{day}{self.story.key}{suffix}"


# ---- words ----


@cache
def wording() -> dict[str, tuple[str, str]]:
    """Return the table of regional words: Hong Kong's -> (Taiwan's, the mainland's)."""
    lines = (BANK / "wording.txt").read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in line.split("|")] for line in lines if line and line[0] != "#"]
    table = {hk: (tw, cn) for hk, tw, cn in rows}
    if len(table) < len(rows):
        raise SystemExit("data/bank/wording.txt: a word stands twice")
    return table


@cache
def _words() -> re.Pattern[str]:
    return re.compile("|".join(sorted(wording(), key=len, reverse=True)))


@cache
def _script(name: str) -> opencc.OpenCC:
    return opencc.OpenCC(name)


def say(text: str, region: str) -> str:
    """Return a Hong Kong text in a region's words and script.

    >>> say("英偉達晶片質素高，周一升3%", "tw"), say("「英偉達」晶片", "cn")
    ('輝達晶片品質高，週一升3%', '“英伟达”芯片')
    """
    if region == "hk":
        return text
    column = ("tw", "cn").index(region)
    text = _words().sub(lambda match: wording()[match[0]][column], text)
    if region == "cn":
        return _script("hk2s").convert(text).translate(str.maketrans("「」『』", "“”‘’"))
    text = _script("t2tw").convert(_script("hk2t").convert(WEEK.sub("週", text)))
    return text.replace("臺", "台").replace("汙", "污")


def section(name: str, outlet: Outlet) -> str:
    """Return what an outlet calls a section."""
    if outlet.region != "hk" and name in SECTIONS:
        return SECTIONS[name][("tw", "cn").index(outlet.region)]
    return say(name, outlet.region)


def dollars(story: Story, text: str) -> str:
    """Return a text with the bare dollars of Hong Kong's own news named."""
    if story.section in ("國際", "兩岸", "財經"):
        return text
    return re.sub(r"(?<=\d)([百千萬億]*)元", r"\1港元", text)


def abroad(story: Story, paragraphs: list[str]) -> list[str]:
    """Return a Hong Kong story's paragraphs for readers elsewhere: which city, and whose dollars."""
    paragraphs = [dollars(story, text) for text in paragraphs]
    for index, text in enumerate(paragraphs):
        place = PLACES.search(text)
        if place:
            if not re.search("香港(?!時間)|本港", "".join(paragraphs[:index]) + text[: place.start()]):
                paragraphs = [*paragraphs]
                paragraphs[index] = f"{text[: place.start()]}香港{text[place.start() :]}"
            break
    return paragraphs


# ---- who prints what, when ----


def stories() -> list[Story]:
    """Read the bank, in order of time."""
    read = []
    for name in ("technology", "city"):
        for row in tomllib.loads((BANK / f"{name}.toml").read_text("utf-8"))["story"]:
            read.append(Story(**{**row, "at": datetime.strptime(row["at"], "%Y-%m-%d %H:%M")}))
    return sorted(read, key=lambda story: (story.at, story.key))


def silent(outlet: Outlet, at: datetime) -> bool:
    """Whether nothing was collected from an outlet at that instant."""
    return any(slug in (None, outlet.slug) and begin <= at < end for slug, begin, end in OUTAGES)


def print_times(story: Story, draw: random.Random) -> Iterator[tuple[Outlet, datetime]]:
    """Yield the outlets that carry a story, the first one first, and when each prints it."""
    spoken = bool(SPOKEN.search(story.text))
    weights = {
        outlet: outlet.weight(story.subject)
        for outlet in OUTLETS
        if outlet.weight(story.subject) and not (spoken and outlet.region != "hk")
    }
    ranks = {outlet: draw.random() ** (1 / weight) for outlet, weight in weights.items()}
    order = sorted(weights, key=lambda outlet: -ranks[outlet])
    weekend = story.at.weekday() > 4 and story.reach > 2  # thinly staffed desks
    chosen = [outlet for outlet in order if not silent(outlet, story.at)][: story.reach - weekend]
    first = next((o for o in chosen if o is WIRE and draw.random() < 0.5), chosen[0])
    if first.region != "hk" and any(outlet.region == "hk" for outlet in chosen):
        first = next(outlet for outlet in chosen if outlet.region == "hk")
    yield first, story.at + timedelta(seconds=draw.randrange(60))
    for outlet in chosen:
        if outlet is not first:
            yield outlet, delayed(story, outlet, draw)


def delayed(story: Story, outlet: Outlet, draw: random.Random) -> datetime:
    """Return when a later outlet prints a story: minutes to two days on, seldom on a weekend."""
    minutes = round(outlet.speed * draw.lognormvariate(0, 0.7)) + 4
    midnight = story.at.replace(hour=23, minute=58)
    same_day = min(story.at + timedelta(minutes=minutes, seconds=draw.randrange(60)), midnight)
    days = draw.choices((0, 1, 2), (70, 22, 8))[0]
    later = (story.at + timedelta(days=days)).replace(hour=draw.randint(7, 20), minute=draw.randint(0, 59))
    new_week = later.isocalendar().week != story.at.isocalendar().week
    if days == 0 or TODAY.search(story.text) or later.weekday() > 4 or new_week or silent(outlet, later):
        return same_day
    return later


def plan() -> list[Article]:
    """Return every article of the corpus, in order of time, with addresses and links."""
    articles: list[Article] = []
    for story in stories():
        draw = random.Random(f"{SEED}:{story.key}")
        source: Article | None = None
        for turn, (outlet, at) in enumerate(print_times(story, draw)):
            way = draw.choices((COPY, EDIT, HEADLINE), (4, 4, 3))[0] if source else COPY
            source_index = 0 if way == COPY else 1 if turn % 2 else 2
            article = Article(story, outlet, at, headline(story, outlet, source_index), [*story.paragraphs])
            heading = story.heading
            if way == EDIT and len(story.paragraphs) > 2:  # editors cut from the bottom
                about_last = heading_place(heading, article.paragraphs) == len(article.paragraphs) - 1
                heading = "" if about_last else heading
                article.paragraphs.pop()
            if outlet.region != "hk":
                article.paragraphs = [say(text, outlet.region) for text in abroad(story, article.paragraphs)]
            if outlet.headings:
                article.heading = say(heading, outlet.region)
            if source and way != HEADLINE:
                from_wire = source.outlet is WIRE and way == COPY
                article.credit = say(WIRE.credit, outlet.region) if from_wire else outlet.credit
            source = source or article
            articles.append(article)
    articles.sort(key=lambda article: (article.at, article.outlet.slug))
    for index, article in enumerate(articles):
        earlier = [one for one in articles[:index] if one.outlet is article.outlet]
        article.number = 1 + sum(one.at.date() == article.at.date() for one in earlier)
        article.address = address(article, 2_100_000 + 37 * index)
        same = [one for one in reversed(earlier) if set(one.story.tags) & set(article.story.tags)]
        article.related = same[: article.outlet.related]
    return articles


def headline(story: Story, outlet: Outlet, wanted: int) -> str:
    """Return a story's headline as an outlet words it; a topic is not said twice at its beginning."""
    titles = [*story.titles[wanted:], *story.titles[:wanted]]
    if outlet.slug == "tramline":  # spoken Cantonese sells
        titles.sort(key=lambda title: not SPOKEN.search(title))
    topic = ""
    if outlet.separator and story.topic:
        fresh = [title for title in titles if not title.startswith(story.topic)]
        titles, topic = fresh or titles, story.topic + outlet.separator if fresh else ""
    title = re.sub(r"(?<=[A-Za-z0-9.%]) (?=[A-Za-z0-9])", "\ue000", titles[0]).replace(" ", "\ue001")
    title = title if outlet.region == "hk" else dollars(story, title)
    return say(topic + title, outlet.region).replace("\ue001", outlet.gap).replace("\ue000", " ")


# ---- writing it down ----


def address(article: Article, number: int) -> str:
    """Return an article's own address; its path carries the section."""
    slug = re.sub(r"[^\w︱｜丨.%-]+", "-", article.title).strip("-")
    instant = say("即時", article.outlet.region) if article.outlet.region == "tw" else "即時"
    instant = "即时" if article.outlet.region == "cn" else instant
    return f"https://www.{article.outlet.slug}.example/realtime/article/{number}/{instant}-{article.section}-{slug}"


def picture(article: Article, number: int) -> str:
    """Return the address of an article's picture."""
    named = hashlib.sha256(f"{article.outlet.slug}:{article.story.key}:{number}".encode()).hexdigest()[:24]
    return f"https://img.{article.outlet.slug}.example/photo/{article.at:%Y/%m/%d}/{named}.jpg"


def captions(article: Article) -> list[str]:
    """Return an article's captions as the outlet writes them."""
    wanted = article.story.captions[: article.outlet.captions]
    texts = [say(caption, article.outlet.region) for caption in wanted]
    credit = article.outlet.photo
    return [text if text.endswith("）") or not credit else text.rstrip("。") + credit for text in texts]


def written_date(article: Article) -> str:
    """Return the date in the outlet's way of writing it."""
    if article.story.section in article.outlet.day_only:
        return f"{article.at:%Y-%m-%d}"
    match article.outlet.date:
        case "offset":
            return f"{article.at:%Y-%m-%dT%H:%M:%S}+08:00"
        case "utc":
            return f"{article.at - timedelta(hours=8):%Y-%m-%dT%H:%M:%S}Z"
        case "slash":
            return f"{article.at:%Y/%m/%d %H:%M}"
        case _:
            return f"{article.at:%Y-%m-%d %H:%M:%S}"


def header(article: Article) -> dict[str, object]:
    """Return an article's front matter."""
    outlet, region = article.outlet, article.outlet.region
    tags = [say(tag, region) for tag in article.story.tags][: outlet.tags - outlet.own_name]
    own = [say(outlet.name, region)] if outlet.own_name else []
    topical = list(dict.fromkeys([article.section, say(article.story.topic, region) or article.section]))
    listed = {"list": own or topical[:1], "text": article.section, "commas": ", ".join(topical)}
    summary = {
        "title": article.title + "   ...",
        "lead": re.sub("(?<=。)(?![」”]).*", "", article.paragraphs[0]),
        "empty": "",
    }
    return {
        "title": article.title,
        "date": written_date(article),
        **({"summary": summary[outlet.summary]} if outlet.summary in summary else {}),
        "categories": listed[outlet.categories],
        "lang": [outlet.lang],
        "translations": [outlet.lang],
        "tags": own + tags,
        **FURNITURE,
        "synthetic": True,
    }


def heading_place(heading: str, paragraphs: list[str]) -> int:
    """Return which paragraph, after the first, a heading speaks of: it shares most pairs of characters with it."""

    def pairs(text: str) -> set[str]:
        return {text[i : i + 2] for i in range(len(text) - 1)}

    shared = {index: len(pairs(heading) & pairs(text)) for index, text in enumerate(paragraphs) if index}
    return max(shared, key=lambda index: (shared[index], index)) if shared and heading else -1


def markdown(article: Article) -> str:
    """Return an article's body, blank lines and all as the collector leaves them."""
    lines = ["", f"![{article.title}]({picture(article, 0)})", "", article.title, "", "", "", ""]
    pictures = list(enumerate(captions(article), 1))
    links = list(article.related)
    place = heading_place(article.heading, article.paragraphs)
    for index, paragraph in enumerate(article.paragraphs):
        if index == place:
            lines += [article.heading, "-" * len(article.heading), ""]
        lines.append(paragraph)
        if pictures and index in (0, len(article.paragraphs) - 1):
            number, caption = pictures.pop(0)
            lines += [f" ![{caption}]({picture(article, number)})", "", "", caption, "", ""]
        lines.append("")
        if links and index:
            link = links.pop(0)
            lines += [f"**{article.outlet.label}：[{link.title}]({quote(link.address, safe=':/')})**", ""]
    if article.credit:
        lines += [article.credit, ""]
    lines.append(f"[{say(article.outlet.name, article.outlet.region)}]({article.address})")
    return "\n".join(lines) + "\n"


def yaml(front: dict[str, object]) -> str:
    """Return front matter in YAML, text quoted, lists a line each."""
    lines = []
    for name, value in front.items():
        if isinstance(value, list):
            lines += [f"{name}:", *(f"  - {_quoted(entry)}" for entry in value)]
        else:
            lines.append(f"{name}: {_quoted(value)}")
    return "---\n" + "\n".join(lines) + "\n---\n"


def _quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


# ---- the odd ones ----


def _toml(article: Article) -> bytes:
    lines = [f"{name} = {_quoted(value)}" for name, value in header(article).items() if name != "date"]
    lines.insert(1, f"date = {article.at:%Y-%m-%dT%H:%M:%S}+08:00")
    return ("+++\n" + "\n".join(lines) + "\n+++\n" + markdown(article)).encode()


def _json(article: Article) -> bytes:
    return (json.dumps(header(article), ensure_ascii=False, indent=2) + "\n" + markdown(article)).encode()


def _mark(article: Article) -> bytes:
    return b"\xef\xbb\xbf" + plain(article)


def _crlf(article: Article) -> bytes:
    return plain(article).replace(b"\n", b"\r\n")


def _big5(article: Article) -> bytes:
    return plain(replace(article, title=article.title.replace("\u00a0", " "))).decode().encode("big5hkscs")


def _unquoted(article: Article) -> bytes:
    article = replace(article, title="外電: 美國商務部職員接電郵 勿碰DeepSeek")
    text = plain(article).decode()
    return text.replace(f'title: "{article.title}"', f"title: {article.title}", 1).encode()


def _cut(article: Article) -> bytes:
    text = plain(article).decode()
    return (text[: text.index("widgets:")] + 'synthetic: true\nwidgets:\n  - "sea').encode()


def _undated(article: Article) -> bytes:
    front = header(article)
    del front["date"]
    return (yaml(front) + markdown(article)).encode()


def _last_wednesday(article: Article) -> bytes:
    return (yaml({**header(article), "date": "上星期三"}) + markdown(article)).encode()


def _chinese_date(article: Article) -> bytes:
    date = f"{article.at.year}年{article.at.month}月{article.at.day}日"
    return (yaml({**header(article), "date": date}) + markdown(article)).encode()


def _html(article: Article) -> bytes:
    title, name = html.escape(article.title), article.outlet.name
    place = heading_place(article.heading, article.paragraphs)
    inner = []
    for index, paragraph in enumerate(article.paragraphs):
        inner += [f"<h2>{article.heading}</h2>"] if index == place else []
        inner.append(f"<p>{html.escape(paragraph)}</p>")
    for number, caption in enumerate(captions(article), 1):
        photo = f'<img src="{picture(article, number)}" alt="{caption}">'
        inner.append(f"<figure>{photo}<figcaption>{caption}</figcaption></figure>")
    lines = [
        *("<!DOCTYPE html>", f'<html lang="{article.outlet.lang}">', "<head>", '<meta charset="utf-8">'),
        f"<title>{title}</title>",
        f'<meta property="og:title" content="{title}">',
        f'<meta property="og:site_name" content="{name}">',
        f'<meta property="article:published_time" content="{article.at:%Y-%m-%dT%H:%M:%S}+08:00">',
        f'<meta property="article:section" content="{article.section}">',
        '<meta name="synthetic" content="true">',
        f'<link rel="canonical" href="{article.address}">',
        *("</head>", "<body>", f"<h1>{title}</h1>", *inner, "</body>", "</html>"),
    ]
    return ("\n".join(lines) + "\n").encode()


def _text(article: Article) -> bytes:
    return ("\n\n".join([article.title, *article.paragraphs, "（虛構樣本 synthetic: true）"]) + "\n").encode()


@dataclass(frozen=True)
class Odd:
    """One deliberately odd file: which article, what is done to it, and what it shows."""

    outlet: str
    key: str
    write: Callable[[Article], bytes]
    reason: str
    suffix: str = ".md"
    dated: bool = True  # whether the file's name holds the day


ODD = (
    Odd("namchiu", "ds-openai-distill", _toml, "TOML front matter between +++, its date unquoted"),
    Odd("abacus", "hkex-results", _json, "JSON front matter"),
    Odd("tramline", "ds-app-store", _mark, "a byte order mark before the front matter"),
    Odd("chinaberry", "ds-taiwan-ban", _crlf, "line ends of Windows"),
    Odd("waingon", "health-public-fees-reform", _big5, "Big5-HKSCS bytes"),
    Odd("namchiu", "ds-us-commerce-ban", _unquoted, "an unquoted title with `: ` in it: can be repaired"),
    Odd("waingon", "ds-italy-block", _cut, "broke off in the middle of its front matter: cannot be read"),
    Odd("maiduo", "ds-nvidia-crash", _undated, "no date", dated=False),
    Odd("tramline", "culture-lunar-fair-snake", _last_wednesday, "a date that names no day: 上星期三"),
    Odd("abacus", "housing-student-rents-hung-hom", _chinese_date, "a date in Chinese: 2025年2月8日"),
    Odd("tramline", "sport-kai-tak-park-opens", _html, "a web page saved whole", ".html"),
    Odd(
        "waingon",
        "transport-tolo-highway-crash",
        _text,
        "plain text without any front matter",
        ".txt",
        dated=False,
    ),
)


# ---- the corpus ----


def plain(article: Article) -> bytes:
    """Return an article's file in the usual form."""
    return (yaml(header(article)) + markdown(article)).encode()


def corpus() -> dict[str, bytes]:
    """Return every file of the corpus: name -> content."""
    odd = {(one.outlet, one.key): one for one in ODD}
    files = {}
    for article in plan():
        which = (article.outlet.slug, article.story.key)
        one = odd.pop(which, None)
        content = one.write(article) if one else plain(article)
        name = (
            article.name(article.number, one.suffix, dated=one.dated) if one else article.name(article.number)
        )
        files[name] = content
        if which == TWICE:
            files[article.name(article.number + 900)] = content
    if odd:
        raise SystemExit(f"these are printed nowhere, choose others: {sorted(odd)}")
    return dict(sorted(files.items()))


def on_disk(folder: Path) -> dict[str, bytes]:
    """Return every file under a folder: name -> content."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def write(folder: Path) -> int:
    """Write the corpus anew beside `folder`, put it in its place, and return the number of files."""
    files = corpus()
    fresh, stale = folder.with_name(folder.name + ".new"), folder.with_name(folder.name + ".old")
    for leftover in (fresh, stale):
        shutil.rmtree(leftover, ignore_errors=True)
    for name, content in files.items():
        path = fresh / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    if folder.exists():
        folder.rename(stale)
    fresh.rename(folder)
    shutil.rmtree(stale, ignore_errors=True)
    return len(files)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    parser = argparse.ArgumentParser(description="Make data/sample/ from data/bank/.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if data/sample/ differs")
    if parser.parse_args(arguments).check:
        wanted, found = corpus(), on_disk(SAMPLE)
        differ = sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
        for name in differ[:10]:
            print(f"differs: data/sample/{name}", file=sys.stderr)
        return 1 if differ else 0
    print(f"{write(SAMPLE)} files in data/sample/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
