"""Markdown -> HTML, in the dialects that newsrooms, site generators and note programs write."""

import re

import pyromark

from .template_tags import without_note_markup, without_template_tags

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
)
_INDENT = re.compile(r"\n[ \t\u3000\u00a0]++(?=[\u2e80-\uffef!\[])")
_ADDRESS = re.compile(r"\]\((https?://[^()\s\"]*+[^\S\n][^()\n\"]*+)\)")


def to_html(markdown: str) -> str:
    r"""Return a Markdown text as HTML.

    >>> to_html("恒指**造好**。{{< video a >}}")
    '<p>恒指<strong>造好</strong>。</p>\n'
    """
    text = without_note_markup(without_template_tags(markdown))
    # Blanks before Chinese indent a paragraph. They do not make it code.
    text = _INDENT.sub("\n", f"\n{text}")
    # The parser takes no address with blanks in it.
    text = _ADDRESS.sub(lambda match: "](" + "%20".join(match[1].split()) + ")", text)
    html: str = pyromark.html(text, options=_OPTIONS)
    return html
