"""Markup that a site generator or note program would replace: Liquid, Hugo, Hexo, Obsidian, containers."""

import re

_LONGEST = 2000  # characters of a tag. What opens and does not close by then is text.
_ENCLOSED_CODE = re.compile(r"\s*+[<%]?-?\s*+(?P<name>highlight|codeblock|code|comment|mermaid|math)\b")
_KRAMDOWN_ATTRIBUTES = re.compile(r"(?:(?m:^)[*-] [^\n]{0,40}\n)?\{:toc\}|\{:[^{}\n]*+\}")
_WORDPRESS_TAG = re.compile(
    r"\[/?(?:caption|gallery|embed|video|audio|youtube|playlist|vc_\w+|et_pb_\w+|su_\w+)(?:[ =][^\[\]\n]*+)?\]"
)
_MDX_LINE = re.compile(
    r"(?m)^import [^\n]* from ['\"][^\n]*+$|^export (?:const|default) [^\n]*+$|\{/\*[^\n*]*+\*/\}"
)
_BLOCK_NAME = re.compile(r"(?m)[ \t]\^[A-Za-z0-9-]{1,40}$")
_CONTAINER = re.compile(r"(?m)^[ \t]{0,3}:{3,}+[^\n]*+$")
_CALLOUT = re.compile(r"(?m)^([ \t]{0,3}(?:>[ \t]?)++)\[!\w[^\]\n]{0,40}+\][+-]?+[ \t]*+([^\n]*+)")
_WIKI_LINK = re.compile(
    r"(?P<embed>!?)\[\[(?P<page>[^\[\]|#^\n]*+)(?:[#^][^\[\]|\n]*+)?(?:\|(?P<name>[^\[\]\n]*+))?\]\](?!\()"
)
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp)\s*$", re.IGNORECASE)
_COMMENT_IN_LINE = re.compile(r"(?<!\d)%%(?=[^%\s])[^%\n]*+%%|%%[ \t][^%\n]*+%%")
_COMMENT_LINE = re.compile(r"(?m)^[ \t]*%%[ \t]*$")
_HIGHLIGHT = re.compile(r"==(?=[^\s=])([^=\n]*+)==")


def without_template_tags(text: str) -> str:
    """Return `text` without the tags of Liquid, Hugo and Hexo. What stands between two tags stays, unless it is code.

    >>> without_template_tags("{% note info %}提示{% endnote %}{{ page.title }}。{{< video src='a' >}}")
    '提示。'
    """
    if "{" in text:
        text = _without_tags(text)
        text = _KRAMDOWN_ATTRIBUTES.sub("", text)
    return _WORDPRESS_TAG.sub("", text) if "[/" in text or "[gallery" in text else text


def _without_tags(text: str) -> str:
    kept: list[str] = []
    place = 0
    endless: set[str] = set()  # names of enclosed code that nothing closes any more
    # Where the next closing stands: looked for once, however many openings precede it
    ends = {"{%": -1, "{{": -1}
    for opening in re.finditer(r"\{[{%]", text):
        begin = opening.start()
        if begin < place:
            continue
        if ends[opening[0]] < begin + 2:
            found = text.find("%}" if opening[0] == "{%" else "}}", begin + 2)
            ends[opening[0]] = found if found >= 0 else len(text) + _LONGEST
        end = ends[opening[0]]
        if end > begin + _LONGEST:
            continue
        kept.append(text[place:begin])
        place = end + 2
        name = _ENCLOSED_CODE.match(text, begin + 2)
        if name and name.end() <= end and name["name"] not in endless:
            enclosed = _end_of_enclosed(text, place, name["name"])
            place = enclosed or place
            if enclosed is None:
                endless.add(name["name"])
    return "".join([*kept, text[place:]])


def _end_of_enclosed(text: str, place: int, name: str) -> int | None:
    """Return where a block of code or comment ends that began before `place`; None if it does not."""
    ends = re.compile(rf"\{{[{{%][<%]?-?\s*+(?:end|/){name}\b[^{{}}]*+\}}")
    found = ends.search(text, place)
    if not found:
        return None
    return found.end() + text.startswith("}", found.end())


def without_note_markup(text: str) -> str:
    """Return Markdown without the markup of note programs: wiki links, embeds, callouts, comments, containers.

    >>> without_note_markup("[[獅山報|獅報]]報道%%待查%%，見[[附錄]]。![[附件]]")
    '獅報報道，見附錄。'
    """
    if "[[" in text:
        text = _WIKI_LINK.sub(_wiki_text, text)
    if "[!" in text:
        text = _CALLOUT.sub(r"\1\2\n\1", text)  # its title is a paragraph of its own
    if "^" in text:
        text = _BLOCK_NAME.sub("", text)
    if "{/*" in text or text.lstrip().startswith(("import ", "export ")):
        text = _MDX_LINE.sub("", text)
    if ":::" in text:
        text = _CONTAINER.sub("", text)
    if "%" in text and "%%" in text:
        text = _COMMENT_IN_LINE.sub("", text)
        pieces = _COMMENT_LINE.split(text)
        text = "".join(pieces[::2]) if len(pieces) % 2 else text
    return _HIGHLIGHT.sub(r"\1", text) if "==" in text else text


def _wiki_text(link: re.Match[str]) -> str:
    if link["embed"]:
        return f"![](<{link['page']}>)" if _PICTURE.search(link["page"]) else ""
    return link["name"] or link["page"]
