"""The templates of pages, tables and feeds; they lie in the folder `templates`."""

from functools import cache
from pathlib import Path

import jinja2

from ...wording import text

TEMPLATES = Path(__file__).parent / "templates"


@cache
def template(name: str) -> jinja2.Template:
    """Return a template; `text` gives it the texts that readers see.

    >>> template("table.html.j2").name
    'table.html.j2'
    """
    loader = jinja2.FileSystemLoader(TEMPLATES)
    environment = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= FILTERS
    environment.globals["text"] = text
    return environment.get_template(name)


@jinja2.pass_context  # else a template would keep the texts of the language that it was compiled in
def _text(_: object, key: str, **values: object) -> str:
    return text(key, **values)


FILTERS = {"number": "{:,}".format, "text": _text}
