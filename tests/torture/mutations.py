"""Documents, tables and archives of every dialect, and their damaged copies."""

import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Iterator
from random import Random

import pandas as pd

_BODY = """
獅山初創推出模型

首段，**粗體**和[連結](https://a.example/1)。第二句！

## 小題

![員工測試模型](https://a.example/1.jpg)

員工測試模型

- 一項
- [另一項](https://a.example/2)

> 引文「內層」

| 甲 | 乙 |
| - | - |
| 1 | 2 |

<div class="a"><p>HTML<br>正文</p></div> &amp;lt; {{< video a >}} {% note %}注{% endnote %} [[頁|名]] %%評%% ==標==

相關新聞：[獅山加價，議員反對](https://a.example/3)

來源：[港聲報](https://a.example/realtime/article/3/即時-財經-獅山)
"""
_HTML = (
    "<html lang='zh-HK'><head><title>港鐵加價</title><meta property='og:site_name' content='港聲報'>"
    "<meta property='article:published_time' content='2025-02-08T13:55:51+08:00'></head><body><h1>港鐵加價</h1>"
    "<p>首段。<a href='https://a.example'>連結</a></p><figure><img src=a alt=圖><figcaption>圖說</figcaption></figure>"
    "<ul><li>一<li>二</ul><script>let a = '<p>'</script><!-- 注 --><table><tr><td>格</table></body></html>"
)
_YAML = (
    '---\ntitle: "科技︱獅山 #1"\ndate: 2025年2月8日 下午1:55\ntags: [港股, "樓市"]\ncategories:\n- name: 財經\n'
    "summary: >-\n  摺\n  行\nx: &a {b: [1, *a]}\nlang: zh_HK\nsource: '[獅山報](https://lion.example/1)'\n---\n"
)
_RECORDS = [
    {
        "title": "港鐵加價",
        "text": "港鐵宣布加價。[+12 chars]",
        "date": "01/02/2025",
        "tags": "['港股' '樓市']",
        "url": "https://a.example/1",
    },
    {
        "title": {"rendered": "巴士"},
        "content": [{"value": "<p>減班</p>"}],
        "date_gmt": "2025-02-08T05:55:51",
        "_embedded": {},
    },
    {
        "headline": '樓市"升"',
        "body": "甲\n\n乙",
        "published": 1738994151,
        "source": "Lion",
        "meta": {"desk": "港聞"},
    },
]
_RSS = (
    '<?xml version="1.0"?><rss xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">'
    "<channel><title>獅山報</title><item><title>港鐵</title><description><![CDATA[<p>正文</p>]]></description>"
    "<pubDate>Sat, 08 Feb 2025 13:55:51 +0800</pubDate><dc:creator>甲</dc:creator><category domain='post_tag'>港股</category>"
    "<wp:post_type>post</wp:post_type><guid isPermaLink='false'>https://a.example</guid></item></channel></rss>"
)


def _documents() -> dict[str, bytes]:
    texts = {
        "yaml.md": _YAML + _BODY,
        "toml.md": "+++\ntitle = '甲'\ndate = 2025-02-08T13:55:51+08:00\ntags = ['a']\n[extra]\nx = 1_000\n+++\n"
        + _BODY,
        "json.md": '{"title": "甲", "date": "2025-02-08", "tags": ["a", 1.50, null]}\n' + _BODY,
        "hexo.md": "title: 甲\ndate: 2025-02-08 13:55\ntags: a, b\n---\n" + _BODY,
        "pelican.md": "Title: 甲\nDate: 2025-02-08\nTags: a, b\n   c\n\n" + _BODY,
        "bare.md": "# 題目\n" + _BODY,
        "page.html": _HTML,
        "header.html": _YAML + _HTML,
        "plain.txt": "題目\n\n首段，第一行\n第二行。\n\n```\ncode\n```\n來源：獅山社\n",
    }
    found = {name: text.encode() for name, text in texts.items()}
    for encoding in ("big5hkscs", "gb18030", "utf-16", "utf-16-be", "shift_jis", "euc_kr"):
        found[f"{encoding}.md"] = (_YAML + _BODY).encode(encoding, "ignore")
    return found


def _tables() -> dict[str, bytes]:
    frame = pd.DataFrame(
        {"title": ["甲", "乙"], "text": ["正文", None], "date": pd.to_datetime(["2025-02-08", None])}
    )
    parquet, workbook = io.BytesIO(), io.BytesIO()
    frame.to_parquet(parquet)
    frame.to_excel(workbook, index=False)
    csv = 'title,text,date\n"甲,""一""","正\n文",2025-02-08\n乙,文,02/08/2025\n丙,"未完,2025-01-01\n'
    lines = "\n".join(json.dumps(record, ensure_ascii=False) for record in _RECORDS)
    return {
        "a.csv": csv.encode(),
        "a.tsv": csv.replace(",", "\t").encode(),
        "b.csv": csv.replace(",", ";").encode("big5hkscs"),
        "a.jsonl": lines.encode(),
        "a.json": json.dumps({"articles": _RECORDS}, ensure_ascii=False).encode(),
        "b.json": frame.to_json(orient="split", date_format="iso").encode(),
        "a.parquet": parquet.getvalue(),
        "a.xlsx": workbook.getvalue(),
        "a.xml": _RSS.encode(),
        "a.atom": b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>a</title><link href="b"/></entry></feed>',
    }


def _archives() -> dict[str, bytes]:
    members = {
        "a.md": (_YAML + _BODY).encode(),
        "b/c.csv": b"title,text\na,b\n",
        "d.md.gz": gzip.compress(b"# a\n\nb"),
    }
    packed, tar = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    with tarfile.open(fileobj=tar, mode="w") as archive:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    plain = tar.getvalue()
    gz = {"a.md.gz": members["d.md.gz"], "a.csv.gz": gzip.compress(b"title,text\na,b\n")}
    return {"a.zip": packed.getvalue(), "a.tar": plain, "a.tar.gz": gzip.compress(plain), **gz}


DOCUMENTS, TABLES, ARCHIVES = _documents(), _tables(), _archives()
# What means something in one dialect or another
_WORDS = [
    *(
        "---\n",
        "+++\n",
        "...\n",
        "{",
        "}",
        "[",
        "]",
        '"',
        "'",
        ":",
        ": ",
        "- ",
        "#",
        "&a ",
        "*a",
        "<<: ",
        "|\n",
        ">-\n",
        "!!int ",
    ),
    *(
        "![",
        "](",
        "**",
        "__",
        "~~",
        "`",
        "```\n",
        "> ",
        "# ",
        "|",
        "\n\n",
        "\r",
        "\t",
        "    ",
        "<",
        ">",
        "</p>",
        "<p>",
        "<div>",
    ),
    *(
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "&amp;",
        "&#",
        ";",
        "<script>",
        "</script>",
        "{{<",
        ">}}",
        "{%",
        "%}",
        "[[",
        "]]",
        "%%",
    ),
    *(
        "==",
        ":::",
        "\ufeff",
        "\0",
        "\x1b[",
        "\u202e",
        "\u200b",
        "\ud7ff",
        "一",
        "。",
        "「",
        "︱",
        "相關新聞：",
        "來源：",
        "https://",
    ),
    *(
        "1e999",
        "9" * 50,
        "-0",
        "NaN",
        "null",
        "true",
        "0x10",
        "2025-02-30",
        "13:99",
        "民國",
        "年",
        "月",
        ",",
        ";",
        '""',
        "\\",
        "\\u",
    ),
]
_BITS = [word.encode("utf-8") for word in _WORDS] + [
    b"\xff",
    b"\x80",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\x00",
    b"PK\x03\x04",
]


def mutated(data: bytes, other: bytes, random: Random) -> bytes:
    """Return a copy of a file with one to eight changes; `other` lends pieces."""
    made = bytearray(data)
    for _ in range(random.randint(1, 8)):
        place = random.randint(0, len(made))
        length = min(random.choice((1, 1, 2, 4, 16, 64, 256)), len(made) - place)
        kind = random.randrange(9)
        if kind == 0 and length:
            made[place] ^= 1 << random.randrange(8)
        elif kind == 1:
            del made[place : place + length]
        elif kind == 2:
            made[place:place] = random.choice(_BITS)
        elif kind == 3:
            made[place : place + length] = random.choice(_BITS)
        elif kind == 4:  # a piece many times
            made[place:place] = made[place : place + length] * random.choice((2, 10, 100))
        elif kind == 5:
            made[place:place] = random.choice(_BITS) * random.choice((2, 20, 500))
        elif kind == 6:
            begin = random.randint(0, len(other))
            made[place:place] = other[begin : begin + 4 * length]
        elif kind == 7:
            made[place:] = made[place:] if random.random() < 0.8 else b""
        else:
            made[place : place + length] = bytes(random.randrange(256) for _ in range(length))
    return bytes(made[:500_000])


def files(seeds: dict[str, bytes], number: int, seed: int | str) -> Iterator[tuple[str, bytes]]:
    """Yield mutated files, the same for the same seed."""
    random = Random(seed)
    names, contents = list(seeds), list(seeds.values())
    for count in range(number):
        name = names[count % len(names)]
        yield name, mutated(seeds[name], random.choice(contents), random)
