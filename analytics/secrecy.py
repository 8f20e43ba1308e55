"""Secrets of the environment and of addresses: kept out of messages, pages and files."""

import os
import re
from html import escape
from urllib.parse import parse_qsl, unquote, urlsplit

_NAMED = re.compile(r"key|token|secret|passw|credential", re.IGNORECASE)
_SHORTEST = 6  # characters: shorter values occur in texts by chance
_USER = re.compile(r"(?<=://)[^/@\s'\"]+@")
_QUERY_NAME = r"(?=[\w.-]*?(?:key|token|secret|passw|signature|credential)|(?:sig|sas)(?![\w.-]))[\w.-]++"
_QUERY = re.compile(rf"([?&]{_QUERY_NAME}=)[^&\s'\"]+", re.IGNORECASE)


def masked(text: str, address: str = "") -> str:
    """Return a text with its secrets replaced by `***`.

    Secrets are the credentials in any address, the credentials of the corpus' own `address` also outside of it, and
    the values of environment variables that are named like a key, a token, a secret or a password.

    >>> masked("s3://id:secret@bucket/news?token=abc123&page=2")
    's3://***@bucket/news?token=***&page=2'
    """
    for value in secrets(address):
        text = text.replace(value, "***")
    return without_credentials(text)


def without_credentials(text: str) -> str:
    """Return a text with the credentials of all addresses in it replaced by `***`.

    >>> without_credentials("ftp://wong:hunter22@news.example/a.zip: no such file")
    'ftp://***@news.example/a.zip: no such file'
    """
    return _QUERY.sub(r"\1***", _USER.sub("***@", text))


def secrets(address: str = "") -> list[str]:
    """Return the secret values of the environment and of an address, longest first."""
    found = {value for name, value in os.environ.items() if _NAMED.search(name)}
    found |= _credentials(address)
    long = {value for value in found if len(value) >= _SHORTEST} - {"true", "false"}
    return sorted(long, key=lambda value: (-len(value), value))


def shows_secret(content: str | bytes, address: str = "") -> bool:
    """Return whether a page or a file holds a secret value, plain or escaped for HTML."""
    text = content if isinstance(content, str) else content.decode("utf-8", "replace")
    return any(form in text for value in secrets(address) for form in (value, escape(value)))


def _credentials(address: str) -> set[str]:
    if "://" not in address:
        return set()
    try:
        parts = urlsplit(address)
        written = {parts.username or "", parts.password or ""}
    except ValueError:
        return set()
    named = {
        value for name, value in parse_qsl(parts.query) if re.fullmatch(_QUERY_NAME, name, re.IGNORECASE)
    }
    return {form for value in written | named for form in (value, unquote(value))}
