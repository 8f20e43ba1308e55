"""Who published an article, and where: outlet and address, from fields that hold either."""

import re
from urllib.parse import urljoin

from ..text.fold import fold_word
from .fields import Fields
from .problems import Problem, warning
from .source import address
from .vocabulary import patterns

_ADDRESS = re.compile(r"(?:https?:)?//[^\s<>()\[\]\"'（）「」，。]+", re.IGNORECASE)
_HOST_AND_PATH = re.compile(r"(?:[\w-]++\.)++[a-z]{2,}+/[^\s<>]*+", re.IGNORECASE)
_MARKDOWN = re.compile(r"\[(?P<name>[^\[\]]*)\]\(\s*+(?P<url>[^\s()]++)[^()]*+\)")
_ANCHOR = re.compile(
    r"<a\s(?>[^<>]*?href\s*+=\s*+)[\"']?+(?P<url>[^\s\"'<>]++)[^<>]*+>(?P<name>[^<]*+)</a>", re.IGNORECASE
)
_LABEL = patterns("source")["field_label"]
_PATH = re.compile(r"/?[^\s/:?#]{1,200}(?:/[^\s/?#]{0,200}){1,12}", re.ASCII | re.IGNORECASE)
_LONGEST = 2000  # characters of a field that may hold an address
_MARKS = " \t-–—|｜:：()（）[]<>《》「」,，"


def name_and_address(text: str) -> tuple[str | None, str | None]:
    """Return the name and the address in a field that may hold either, or both.

    Examples
    --------
    >>> name_and_address("港聲報")
    ('港聲報', None)
    >>> name_and_address("https://lion.example/news/1")
    (None, 'https://lion.example/news/1')
    >>> name_and_address("[獅山報](https://lion.example/1)"), name_and_address("來源：獅山報 https://lion.example/1")
    (('獅山報', 'https://lion.example/1'), ('獅山報', 'https://lion.example/1'))
    """
    if len(text) > _LONGEST:
        return text, None
    linked = _MARKDOWN.search(text) or _ANCHOR.search(text)
    if linked:
        name, url = linked["name"], linked["url"]
    elif found := _ADDRESS.search(text) or _HOST_AND_PATH.fullmatch(text):
        name, url = text[: found.start()] + text[found.end() :], found[0]
    else:
        name, url = text, None
    label = _LABEL.match(name.strip())
    name = name.strip()[label.end() :] if label else name
    if url or label:
        name = name.strip(_MARKS)
    if name.lower().startswith("www.") and " " not in name:
        name = name[4:]
    return name or None, url


def host(url: str | None) -> str | None:
    """Return the host of an address, without `www.`.

    >>> host("https://www.lion.example/1"), host("lion.example/1"), host("news")
    ('lion.example', 'lion.example', None)
    """
    if url and _HOST_AND_PATH.fullmatch(url):
        url = f"//{url}"
    place = address(url)
    return (place.hostname or "").removeprefix("www.") or None


def outlet_in(fields: Fields) -> tuple[str | None, str | None]:
    """Return the outlet that the fields name, and the address that one of them holds in its place."""
    url = None
    for field in fields.each("outlet"):
        name, found = name_and_address(field.texts[0])
        url = url or found
        if name:
            fields.use(field, whole=len(field.texts) == 1 and not found)
            return name, url
        fields.use(field, whole=found == field.texts[0] and is_article(found))
    return None, url


def address_in(fields: Fields, home: str | None, path: str, problems: list[Problem]) -> str | None:
    """Return the address of the article among the fields; a site's home page is none.

    Parameters
    ----------
    fields : Fields
        Front matter, or the row of a table.
    home : str, optional
        An address that stands in place of the outlet's name; a path is one on that site.
    path : str
        The document, for the problem of a path on no known site.
    problems : list of Problem
        Takes that problem.
    """
    on_site = None
    for field in fields.each("source_url"):
        for text in field.texts:
            whole = text.replace(" ", "%20") if re.match(r"https?://\S+(?: [^\s:]+)*$", text) else None
            name, url = (None, whole) if whole else name_and_address(text)
            if url and not name and is_article(url):
                fields.use(field, whole=len(field.texts) == 1)
                return f"https:{url}" if url.startswith("//") else url
            on_site = on_site or (text if _PATH.fullmatch(text) else None)
    if home and is_article(home):
        return home
    if home and on_site:
        return urljoin(home if "//" in home else f"https://{home}", on_site)
    if on_site:
        message = f"a path without the address of its site: {on_site!r}"
        problems.append(warning(path, "address_incomplete", message, field="source_url"))
    return None


def is_article(url: str) -> bool:
    """Whether an address may be an article's: it names a host and something on it.

    >>> is_article("https://lion.example/news/1"), is_article("https://lion.example/"), is_article("/news/1")
    (True, False, False)
    """
    place = address(url if "//" in url else f"//{url}")
    return bool(place.hostname and (place.path.strip("/") or place.query or place.fragment))


def named_by_host(names: list[str], url: str | None) -> str | None:
    """Return the name that stands in an address' host: an outlet that is kept among the categories.

    >>> named_by_host(["港聞", "lionnews"], "https://www.lionnews.example/1")
    'lionnews'
    """
    place = host(url) or ""
    return next((name for name in names if len(name) > 1 and fold_word(name) in place), None)
