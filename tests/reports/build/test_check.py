import nbformat
import pytest

from analytics import ReportError
from analytics.reports.build.check import check, check_outputs, without_places

GOOD = """<!doctype html><html lang="zh-HK"><head><title>報道走勢</title><style>p { color: #123 }</style></head>
<body><h1>報道走勢</h1><p>每周<a href="https://haijiao.example/1">原文</a></p>
<div role="img" aria-label="折線圖：一月底急升"><svg><use href="#a"></use><path id="a" clip-path="url(#b)"></path></svg></div>
<img src="data:image/png;base64,AA" alt="一月底急升"></body></html>"""


def refused(page, **options):
    with pytest.raises(ReportError, match="must not be published") as caught:
        check(page, **options)
    return str(caught.value)


def test_a_whole_page_passes_links_to_originals_included():
    check(GOOD, ["/home/chan"])


@pytest.mark.parametrize(
    "markup",
    [
        '<script src="https://cdn.example/a.js"></script>',
        "<script>fetch('/')</script>",
        '<link rel="stylesheet" href="https://fonts.example/css">',
        '<img src="https://pictures.example/a.png" alt="一張圖">',
        '<img src="//pictures.example/a.png" alt="一張圖">',
        '<img src="data:," srcset="https://pictures.example/a.png 2x" alt="一張圖">',
        '<iframe src="https://video.example"></iframe>',
        '<video poster="https://video.example/a.png"></video>',
        '<svg aria-hidden="true"><image href="https://pictures.example/a.png"></image></svg>',
        '<form action="https://form.example"></form>',
        '<p onclick="go()">按</p>',
        '<a href="javascript:go()">按</a>',
        '<meta http-equiv="refresh" content="0; url=https://elsewhere.example">',
        '<link rel="icon" href="https://pictures.example/icon.png">',
        '<link rel="preload" as="font" href="fonts/a.woff2">',
        '<embed src="https://video.example/a.swf">',
        '<svg aria-hidden="true"><use href="https://pictures.example/a.svg#b"></use></svg>',
        '<svg aria-hidden="true"><path fill="url(https://pictures.example/a.svg#b)"></path></svg>',
    ],
)
def test_what_asks_for_something_outside_is_refused(markup):
    refused(GOOD.replace("</body>", f"{markup}</body>"))


@pytest.mark.parametrize(
    "style",
    [
        "@import 'https://fonts.example/a.css';",
        "@font-face { src: url(https://fonts.example/a.woff2) }",
        "p { background: url('//pictures.example/a.png') }",
        "p { background: image-set('https://pictures.example/a.png' 1x) }",
    ],
)
def test_style_that_asks_for_something_outside_is_refused(style):
    assert "style" in refused(GOOD.replace("p { color: #123 }", style))
    assert "style" in refused(GOOD.replace("<p>", f'<p style="{style}">'))


@pytest.mark.parametrize(
    "address", ["file:///home/chan/a.md", "/home/chan/a.md", "vscode://file/a.md", "C:\\a.md"]
)
def test_a_link_that_readers_cannot_follow_is_refused(address):
    assert "leads nowhere" in refused(GOOD.replace("https://haijiao.example/1", address))


@pytest.mark.parametrize(
    "address", ["#a", "index.html", "../index.html", "報道.html", "mailto:desk@haijiao.example"]
)
def test_a_link_beside_or_within_the_page_passes(address):
    check(GOOD.replace("https://haijiao.example/1", address))


@pytest.mark.parametrize("char", ["\ue0a1", "\ufdd0", "\x07", "\U0010fffd", "\ud83d"])
def test_a_character_that_no_font_has_is_refused(char):
    assert f"no font has: U+{ord(char):04X}" in refused(GOOD.replace("每周", char))


@pytest.mark.parametrize("text", ["𠮷野家", "😀", "\ufffd", "𡃁", "é"])
def test_rare_characters_pass(text):
    check(GOOD.replace("每周", text))


def test_a_figure_drawn_with_boxes_is_refused():
    told = (
        "a.py:1: UserWarning: Glyph 26032 (\\N{CJK UNIFIED IDEOGRAPH-65B0}) missing from font(s) DejaVu Sans."
    )
    cell = nbformat.v4.new_code_cell(outputs=[nbformat.v4.new_output("stream", name="stderr", text=told)])
    with pytest.raises(ReportError, match=r"boxes in place of characters .*26032"):
        check_outputs(nbformat.v4.new_notebook(cells=[cell]))


def test_a_page_has_exactly_one_h1():
    assert "0 h1" in refused(GOOD.replace("h1", "h2"))
    assert "2 h1" in refused(GOOD.replace("<p>", "<h1>再一個</h1><p>"))


def test_language_and_title_are_stated():
    assert "language" in refused(GOOD.replace(' lang="zh-HK"', ""))
    assert "language" in refused(GOOD.replace("zh-HK", "中文"))
    assert "title" in refused(GOOD.replace("<title>報道走勢</title>", "<title> </title>"))


@pytest.mark.parametrize(
    "alt",
    [
        "",
        ' alt=""',
        ' alt=" "',
        ' alt="No description has been provided for this image"',
        ' alt="output_3_0.png"',
        ' alt="Figure"',
    ],
)
def test_an_image_without_words_is_refused(alt):
    assert "no words" in refused(GOOD.replace(' alt="一月底急升"', alt))


def test_a_drawing_without_words_is_refused():
    assert "no words" in refused(GOOD.replace(' aria-label="折線圖：一月底急升"', ""))
    assert "no words" in refused(GOOD.replace("折線圖：一月底急升", "chart.svg"))


def test_a_traceback_is_refused():
    assert "traceback" in refused(GOOD.replace("每周", "Traceback (most recent call last)"))


def test_a_folder_of_this_machine_is_refused():
    assert "/home/chan" in refused(GOOD.replace("每周", "/home/chan/corpus/a.md"), places=["/home/chan"])


def test_an_address_that_only_looks_like_a_folder_passes():
    check(GOOD.replace("haijiao.example/1", "haijiao.example/home/chan/1"), ["/home/chan"])


def test_an_id_stands_once():
    assert "stands twice" in refused(GOOD.replace("<p>", '<p id="a">'))


def test_a_heavy_page_is_refused():
    assert "bytes" in refused(GOOD, most_bytes=100)


def test_all_faults_are_told_at_once():
    told = refused(GOOD.replace("h1", "h2").replace(' lang="zh-HK"', ""))
    assert "h1" in told and "language" in told


def test_folders_are_cut_short_in_what_readers_see():
    assert without_places("'/home/chan/a.csv' is missing", ["/home/chan"]) == "'…/a.csv' is missing"
