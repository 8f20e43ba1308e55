"""Cache: what was read and kept."""

from typing import Annotated

import typer

from .command import app, emit
from .options import Excel, Format, Out, Shape

cache = typer.Typer(help="The cache of what was read: derived data, safe to delete.", no_args_is_help=True)
app.add_typer(cache, name="cache")


@cache.command("info")
def cache_info(format: Shape = Format.table, out: Out = None, excel: Excel = False) -> None:
    """List the caches on this machine: of which corpus, how large, when last used."""
    from ..read.cache import caches

    emit(caches(), format, out, excel)


@cache.command("clear")
def cache_clear(
    corpus: Annotated[str | None, typer.Option(help="of this corpus only", show_default=False)] = None,
) -> None:
    """Delete the caches, or those of one corpus. It costs time at the next reading, never data."""
    from ..read.cache import clear

    print(f"{clear(corpus):,} bytes freed")
