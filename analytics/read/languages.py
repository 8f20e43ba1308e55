"""Names and codes of languages -> BCP-47 tags."""

import re
from functools import lru_cache

from .vocabulary import words

_KNOWN = {name: tag for tag, names in words("languages", "names").items() for name in names}
_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|\d{3}))?"
    r"(?P<rest>(?:-[a-z0-9]{5,8}|-\d[a-z0-9]{3})*+(?:-x(?:-[a-z0-9]{1,8})++)?+)"
)


@lru_cache(maxsize=256)
def language_tag(text: str) -> str | None:
    """Return the BCP-47 tag of a language; None if the text names none that is known.

    Examples
    --------
    >>> [language_tag(text) for text in ("zh_HK", "EN-us", "zh-hant-hk", "Chinese", "繁體中文", "zh_TW.UTF-8")]
    ['zh-HK', 'en-US', 'zh-Hant-HK', 'zh', 'zh-Hant', 'zh-TW']
    >>> language_tag("multilingual")
    """
    # `zh-HK,zh;q=0.9` of a browser, `zh_TW.UTF-8@radical` of a system
    plain = re.split(r"[,;.@]", text.strip().casefold().replace("（", "(").replace("）", ")"), maxsplit=1)[0]
    plain = re.sub(r"[\s_–—-]+", "-", plain.strip())
    known = _KNOWN.get(plain) or _KNOWN.get(plain.replace("-(", "("))
    if known:
        return known
    tag = _TAG.fullmatch(plain)
    if not tag:
        return None
    language = _KNOWN.get(tag["language"], tag["language"])
    script, region = (tag["script"] or "").title(), (tag["region"] or "").upper()
    return "-".join(filter(None, [language, script, region])) + tag["rest"]
