"""Secrets come through the environment and stay there: never on a page, in the manifest, a log or a kept notebook."""

import os
import re

_NAMED = re.compile(r"key|token|secret|passw|credential", re.IGNORECASE)
_SHORTEST = 6  # characters: a shorter value stands in many a text by chance
_USER = re.compile(r"(?<=://)[^/@\s'\"]+@")
_QUERY = re.compile(
    r"([?&](?:[\w.-]*(?:key|token|secret|passw|signature|credential)[\w.-]*|sig|sas)=)[^&\s'\"]+",
    re.IGNORECASE,
)


def masked(text: str) -> str:
    """Return a text without the secrets that it may hold.

    Those are the credentials of an address, and the values of environment variables named like a key, a token, a secret
    or a password.

    >>> masked("s3://id:secret@bucket/news?token=abc123&page=2")
    's3://***@bucket/news?token=***&page=2'
    """
    for value in secrets():
        text = text.replace(value, "***")
    return _QUERY.sub(r"\1***", _USER.sub("***@", text))


def secrets() -> list[str]:
    """Return the secret values of the environment, the longest first."""
    found = {value for name, value in os.environ.items() if _NAMED.search(name) and len(value) >= _SHORTEST}
    return sorted(found - {"true", "false"}, key=lambda value: (-len(value), value))
