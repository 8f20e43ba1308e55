"""Markdown in the dialects that people write becomes HTML without their markup."""

import pytest

from analytics.read.body import parts
from analytics.read.markdown import to_html


def body(markdown: str) -> str:
    return parts(markdown, "題目", form="markdown").body


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("港鐵加價。\n{: .lead}\n\n尾段。", "港鐵加價。\n\n尾段。"),
        ("{% note info %}\n提示文字。\n{% endnote %}", "提示文字。"),
        ("首段。\n\n{% asset_img a.jpg 車站 %}\n\n尾段。", "首段。\n\n尾段。"),
        ('首段。{{ page.title }}{{< video "a" >}}{{% notice %}}', "首段。"),
        ("首段。\n\n{% highlight python %}\nx = 1\n{% endhighlight %}\n\n尾段。", "首段。\n\n尾段。"),
        ("首段。{% comment %}編輯註{% endcomment %}尾段。", "首段。尾段。"),
        ("首段{%未關的標籤。", "首段{%未關的標籤。"),
        ("據[[獅山報]]及[[harbour|港聲報]]報道。", "據獅山報及港聲報報道。"),
        ("見[[獅山報#第二節]]。![[附件.pdf]]", "見獅山報。"),
        ("> [!note] 提示\n> 內容。", "提示\n\n內容。"),
        ("> [!WARNING]-\n> 內容。", "內容。"),
        ("首段%%待查%%完。\n\n%%\n草稿\n%%\n\n尾段。", "首段完。\n\n尾段。"),
        ("==重點==在此。", "重點在此。"),
        ("::: tip 提示\n內容。\n:::", "內容。"),
        ("首段。\n\n<!-- more -->\n\n尾段。", "首段。\n\n尾段。"),
        ("首段。\n\n~~~\n碼\n~~~", "首段。"),
        ("首段。\n\n<iframe src='a'></iframe>\n\n尾段。", "首段。\n\n尾段。"),
        ("升幅100%%，跌幅50%%。", "升幅100%%，跌幅50%%。"),
        ("[[1]](https://a.example) 說明。", "[1] 說明。"),
        ("* TOC\n{:toc}\n\n首段。", "首段。"),
        ("[caption id='1' width='2']首段。[/caption]", "首段。"),
        ("import A from './a'\n\n首段。{/* 註 */}\n\n<A id='1' />", "首段。"),
        ("首段。 ^a1b2c3\n\n尾段。", "首段。\n\n尾段。"),
        ("{%- include a.html -%}首段。{% raw %}尾{% endraw %}", "首段。尾"),
        ("[toc]\n\n首段。\n\n#港鐵 #加價", "首段。"),
        ("> 輝\n> 達**急\n升**。", "輝達急升。"),
        ("## 題 {#id}\n\n首段。", "首段。"),
    ],
)
def test_markup_of_programs_is_no_text(markdown: str, text: str) -> None:
    assert body(markdown) == text


def test_an_embedded_picture_counts_as_a_picture() -> None:
    assert parts("首段。\n\n![[車站.png]]", "題目", form="markdown").images == 1


def test_an_address_with_blanks_is_an_address() -> None:
    assert 'href="https://a.example/%E6%B8%AF%20%E8%81%9E"' in to_html("[甲](https://a.example/港 聞)")


@pytest.mark.parametrize("indent", ["    ", "\t", "\u3000\u3000", "\u00a0 "])
def test_blanks_before_chinese_indent_a_paragraph(indent: str) -> None:
    assert body(f"{indent}首段。") == "首段。"
