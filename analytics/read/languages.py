"""Names and codes of languages -> BCP-47 tags."""

import re
from functools import lru_cache

_NAMES = {
    "zh": "chinese 中文 漢語 汉语 華語 华语 mandarin 國語 国语 普通話 普通话 chi zho cmn zh-zh",
    "zh-Hant": """traditional-chinese chinese-traditional chinese-(traditional) 繁體中文 繁体中文 中文-繁體 中文-繁体
        中文(繁體) 中文(繁体) 正體中文 繁體 繁体 繁中 zh-cht zht zh-tc tc zh-hant-zh""",
    "zh-Hans": """simplified-chinese chinese-simplified chinese-(simplified) 简体中文 簡體中文 中文-简体 中文-簡體
        中文(简体) 中文(簡體) 简体 簡體 简中 簡中 zh-chs zhs zh-sc sc""",
    "zh-HK": "繁體中文-香港 繁體中文(香港) 中文(香港) 香港中文 hk zhhk chinese-hong-kong chinese-(hong-kong)",
    "zh-TW": "繁體中文-台灣 繁體中文(台灣) 中文(台灣) 中文(臺灣) 台灣中文 zhtw chinese-taiwan chinese-(taiwan)",
    "zh-CN": "中文(中国) 中文(中國) cn zhcn chinese-china chinese-(china)",
    "yue": "cantonese 粵語 粤语 廣東話 广东话 廣州話",
    "en": "english eng 英文 英語 英语",
    "ja": "japanese jpn jp 日文 日語 日语 日本語",
    "ko": "korean kor 韓文 韓語 韩语 한국어",
    "fr": "french fra fre 法文 法語 法语 français",
    "de": "german deu ger 德文 德語 德语 deutsch",
    "es": "spanish spa 西班牙文 西班牙語 西班牙语 español",
    "pt": "portuguese por 葡文 葡萄牙語 葡萄牙语 português",
    "ru": "russian rus 俄文 俄語 俄语 русский",
    "it": "italian ita 意大利文 italiano",
    "ar": "arabic ara 阿拉伯文",
    "hi": "hindi hin",
    "th": "thai tha 泰文",
    "vi": "vietnamese vie 越南文",
    "id": "indonesian ind 印尼文 in",
    "ms": "malay msa may 馬來文",
}
_KNOWN = {name: tag for tag, names in _NAMES.items() for name in names.split()}
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
