"""Cache: what was read and kept."""

from functools import partial
from typing import TYPE_CHECKING

import typer

from .command import command
from .program import app

if TYPE_CHECKING:
    import pandas as pd

cache = typer.Typer(help="The cache of what was read: derived data, safe to delete.", no_args_is_help=True)
app.add_typer(cache, name="cache")


@partial(command, name="info", under=cache)
def cache_info() -> "pd.DataFrame":
    """List the caches on this machine: of which corpus, how large, when last used."""
    from ..read.cache import caches

    return caches()


@partial(command, name="clear", under=cache)
def cache_clear(corpus: str | None = None) -> None:
    """Delete the caches, or those of one corpus. It costs time at the next reading, never data."""
    from ..read.cache import clear

    print(f"{clear(corpus):,} bytes freed")
