"""Every text that readers of charts and pages see, in Traditional Chinese (Hong Kong) and English, as data.

The texts lie in TOML files beside this module, one for each use. A text has a key of the form `file.table.name` and
two forms:

    [trend]                                   # charts.toml: the key is charts.trend.title
    title = { zh = "提及{subject}的文章", en = "Articles that mention {subject}" }

`text("charts.trend.title", subject="DeepSeek")` returns it in the language that is set, with its placeholders filled.
Placeholders follow `str.format`. `{count:article|articles}` picks the first form where `count` is 1, else the second.

| file | what it holds | read by |
| --- | --- | --- |
| `columns.toml` | headings of table columns, by measure | `heading(column, measure)` |
| `values.toml` | names of coded values, by column | `value(content, column)` |
| `charts.toml` | titles, axes, notes and alternative texts, by chart | `text("charts.…")` |
| `sentences.toml` | what a table says, by measure | `text("sentences.…")` |
| `pages.toml` | everything else on a page | `text("pages.…")` |
| `explorer.toml` | fields, answers and errors of the explorer | `text("explorer.…")` |
"""

import string
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from ..errors import ArgumentError

LANGUAGES = ("zh-HK", "en")
_FORMS = {"zh-HK": "zh", "en": "en"}
_language = LANGUAGES[0]


def language(code: str | None = None) -> str:
    """Return the language of texts; with `code`, set it first.

    Raises
    ------
    ArgumentError
        There are no texts in that language.

    Examples
    --------
    >>> language()
    'zh-HK'
    """
    global _language
    if code is not None:
        if code not in LANGUAGES:
            raise ArgumentError(f"no texts in {code!r}; known: {', '.join(LANGUAGES)}")
        _language = code
    return _language


def text(key: str, **values: object) -> str:
    """Return a text of the catalogues in the language that is set.

    Parameters
    ----------
    key : str
        `file.table.name`.
    **values
        What its placeholders stand for.

    Raises
    ------
    KeyError
        There is no such text, or a placeholder has no value.

    Examples
    --------
    >>> text("charts.common.all_articles")
    '全部文章'
    """
    return _FORMATTER.format(_entry(key)[_FORMS[_language]], **values)


def filled(form: str, **values: object) -> str:
    """Return a text with its placeholders filled.

    >>> filled("{count:file|files}", count=2)
    'files'
    """
    return _FORMATTER.format(form, **values)


def has(key: str) -> bool:
    """Return whether the catalogues hold a text.

    >>> has("charts.common.all_articles"), has("charts.common.nothing_like_it")
    (True, False)
    """
    try:
        _entry(key)
    except KeyError:
        return False
    return True


def either(zh: str, en: str) -> str:
    """Return the form of the language that is set.

    >>> either("文章", "articles")
    '文章'
    """
    return zh if _language == "zh-HK" else en


def _entry(key: str) -> Mapping[str, str]:
    file, *path = key.split(".")
    found: Any = catalogue(file)
    for name in path:
        found = found.get(name, {}) if isinstance(found, Mapping) else {}
    if not isinstance(found, Mapping) or "zh" not in found:
        raise KeyError(f"no text {key!r} in the catalogues")
    return found


@cache
def catalogue(name: str) -> Mapping[str, Any]:
    """Return one of the files, parsed.

    >>> sorted(catalogue("charts")["common"]["all_articles"])
    ['en', 'zh']
    """
    file = files(__name__) / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


class _Formatter(string.Formatter):
    """`str.format`, and `{count:one|many}`."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if "|" in format_spec:
            one, many = format_spec.split("|", 1)
            return one if value == 1 else many
        return str(super().format_field(value, format_spec))


_FORMATTER = _Formatter()
