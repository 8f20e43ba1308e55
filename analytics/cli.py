"""The command line: a command a measure, the same names and defaults as the library."""

import functools
import inspect
import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from . import Query, health, load, load_entities, load_lexicon, match, new_words
from . import aboutness as aboutness_of
from . import bursts as bursts_of
from . import collocations as collocations_of
from . import cooccurrence as cooccurrence_of
from . import distribution as distribution_of
from . import keyness as keyness_of
from . import kwic as kwic_of
from . import mentions as mentions_of
from . import ngrams as ngrams_of
from . import outlets as outlets_of
from . import rising as rising_of
from . import stories as stories_of
from . import syndicated as syndicated_of
from . import terms as terms_of
from . import trend as trend_of
from .errors import AnalyticsError, CorpusError, EntityError, QueryError
from .measures.kwic import Concordance
from .measures.tally import COVERAGE
from .text.lexicon import Lexicon
from .text.match import Entity, as_entity
from .text.query import of_entity
from .text.tokens import segmenter

app = typer.Typer(
    help="Count coverage in Hong Kong news right, and show it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class Format(StrEnum):
    """How a table is printed."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"


_debug = False
_COVERAGE = ",".join(COVERAGE)
_FORMULA = (
    "=",
    "+",
    "-",
    "@",
    "＝",
    "＋",
    "－",
    "＠",
    "\t",
    "\r",
    "\n",
)  # what makes a spreadsheet run a cell
_WIDE = 1 << 16  # columns of a table that no terminal cuts to its width
_UsageError: type[Exception] = typer.BadParameter.__bases__[
    0
]  # Typer gives its family of errors no public name

Corpus = Annotated[
    str, typer.Argument(help="folder, file, archive or address of the articles", show_default=False)
]
Entities = Annotated[
    Path | None, typer.Option("--entities", help="an entity pack in place of the shipped one")
]
Words = Annotated[Path | None, typer.Option("--words", help="user words in jieba's format: word freq tag")]
Timezone = Annotated[str, typer.Option(help="time zone of times without an offset")]
Cache = Annotated[bool, typer.Option("--cache/--no-cache", help="read only what changed since the last time")]
_ENTITY = "a key of the entity pack (deepseek), or names parted by commas (深度求索,DeepSeek)"
EntityKeys = Annotated[
    list[str], typer.Option("--entity", "-e", help=f"{_ENTITY}; may be repeated", show_default=False)
]
MaybeEntity = Annotated[
    str | None, typer.Option("--entity", "-e", help=f"what to count: {_ENTITY}", show_default=False)
]
OnlyEntity = Annotated[
    str | None,
    typer.Option("--entity", "-e", help=f"only articles that mention it: {_ENTITY}", show_default=False),
]
MaybeQuery = Annotated[
    str | None,
    typer.Option("--query", "-q", help="only articles that match: '輝達 AND title:股價'", show_default=False),
]
Freq = Annotated[str, typer.Option(help="day, week, month or quarter")]
MaybeFreq = Annotated[str | None, typer.Option("--freq", help="also by day, week, month or quarter")]
Start = Annotated[str | None, typer.Option("--from", help="first day, 2025-01-01")]
End = Annotated[str | None, typer.Option("--to", help="last day, 2025-03-31")]
Fields = Annotated[str, typer.Option(help="text fields to look in, parted by commas")]
Shape = Annotated[Format, typer.Option("--format", "-f", help="how to print the table")]
Out = Annotated[Path | None, typer.Option("--out", "-o", help="write to this file")]
Excel = Annotated[bool, typer.Option("--excel", help="CSV that a spreadsheet opens safely: BOM, no formulas")]


@app.callback()
def _everywhere(debug: Annotated[bool, typer.Option(help="show the traceback of an error")] = False) -> None:
    global _debug
    _debug = debug


def _table_command(command: Callable[..., pd.DataFrame]) -> Callable[..., pd.DataFrame]:
    """Make a command of a function that returns a table: it gains --format, --out and --excel."""

    @functools.wraps(command)
    def run(*, format: Format, out: Path | None, excel: bool, **given: object) -> None:
        _emit(command(**given), format, out, excel)

    added = {"format": (Shape, Format.table), "out": (Out, None), "excel": (Excel, False)}
    kind = inspect.Parameter.KEYWORD_ONLY
    options = [inspect.Parameter(name, kind, annotation=a, default=d) for name, (a, d) in added.items()]
    own = inspect.signature(command)
    run.__signature__ = own.replace(parameters=[*own.parameters.values(), *options])  # type: ignore[attr-defined]
    run.__annotations__ = command.__annotations__ | {name: a for name, (a, _) in added.items()}
    app.command()(run)
    return command


@app.command("load")
def load_command(
    corpus: Corpus,
    entities: Entities = None,
    words: Words = None,
    timezone: Timezone = "Asia/Hong_Kong",
    cache: Cache = True,
    format: Shape = Format.table,
    out: Out = None,
    excel: Excel = False,
) -> None:
    """Read a corpus and tell what is in it; with --out, write the article table."""
    read = load(corpus, entities=entities, words=words, timezone=timezone, cache=cache)
    if out:
        _emit(read.articles, format, out, excel)
        return
    facts = health(read)
    facts.loc[len(facts)] = ["fingerprint", read.fingerprint]
    _emit(facts, format, out, excel)


@app.command()
def check(
    corpus: Corpus,
    entities: Entities = None,
    words: Words = None,
    timezone: Timezone = "Asia/Hong_Kong",
    cache: Cache = True,
    format: Shape = Format.table,
    out: Out = None,
    excel: Excel = False,
) -> None:
    """List what is wrong with a corpus; exit status 1 if a document was rejected."""
    read = load(corpus, entities=entities, words=words, timezone=timezone, cache=cache)
    _emit(read.problems, format, out, excel)
    if read.ledger["rejected"]:
        raise typer.Exit(1)


@_table_command
def trend(
    corpus: Corpus,
    entity: MaybeEntity = None,
    query: MaybeQuery = None,
    freq: Freq = "week",
    start: Start = None,
    end: End = None,
    fields: Fields = _COVERAGE,
    entities: Entities = None,
) -> pd.DataFrame:
    """Count the articles that mention an entity, period by period."""
    wanted = _subject(entity, query, entities)
    articles = load(corpus, entities=entities).articles
    return trend_of(articles, wanted, freq=freq, start=start, end=end, fields=_list(fields))


@_table_command
def distribution(
    corpus: Corpus,
    by: Annotated[str, typer.Option(help="categories, tags, outlet, section, topic, lang, weekday or hour")],
    entity: OnlyEntity = None,
    query: MaybeQuery = None,
    freq: MaybeFreq = None,
    start: Start = None,
    end: End = None,
    fields: Fields = _COVERAGE,
    entities: Entities = None,
) -> pd.DataFrame:
    """Count how articles are spread over the values of a column."""
    wanted = _subject(entity, query, entities) if entity or query else None
    articles = load(corpus, entities=entities).articles
    names = _list(fields)
    return distribution_of(articles, by, entity=wanted, freq=freq, start=start, end=end, fields=names)


@_table_command
def outlets(
    corpus: Corpus,
    entity: MaybeEntity = None,
    query: MaybeQuery = None,
    freq: MaybeFreq = None,
    start: Start = None,
    end: End = None,
    fields: Fields = _COVERAGE,
    entities: Entities = None,
) -> pd.DataFrame:
    """Count each outlet's coverage of an entity against the outlet's own output."""
    wanted = _subject(entity, query, entities)
    articles = load(corpus, entities=entities).articles
    return outlets_of(articles, wanted, freq=freq, start=start, end=end, fields=_list(fields))


@_table_command
def terms(
    corpus: Corpus,
    query: MaybeQuery = None,
    entities: Entities = None,
    words: Words = None,
    stop: Annotated[
        Path | None, typer.Option(help="stop words to add; with - before a word, to take off")
    ] = None,
    top: Annotated[int | None, typer.Option(min=1, help="only the first so many")] = None,
) -> pd.DataFrame:
    """Count the terms of titles and bodies."""
    lexicon = load_lexicon(_pack(entities), words, stop)
    articles = _matching(load(corpus, entities=entities, words=words).articles, query, entities)
    result = terms_of(articles, lexicon=lexicon)
    return result.head(top) if top else result


@_table_command
def mentions(
    corpus: Corpus,
    entity: EntityKeys,
    query: MaybeQuery = None,
    fields: Fields = _COVERAGE,
    entities: Entities = None,
) -> pd.DataFrame:
    """List every mention of one or several entities."""
    wanted = [_entity(name, entities) for name in entity]
    articles = _matching(load(corpus, entities=entities).articles, query, entities)
    return mentions_of(articles, wanted, fields=_list(fields))


@_table_command
def kwic(
    corpus: Corpus,
    query: Annotated[str, typer.Argument(help="a query: 'DeepSeek AND 股價'", show_default=False)],
    width: Annotated[int, typer.Option(min=1, help="columns of context on each side")] = 40,
    sort: Annotated[str | None, typer.Option(help="left or right: by the context on that side")] = None,
    entities: Entities = None,
) -> pd.DataFrame:
    """Show every place of a query in its context."""
    asked = _query(query, entities)
    return kwic_of(load(corpus, entities=entities).articles, asked, width=width, sort=sort)


@_table_command
def aboutness(
    corpus: Corpus,
    entity: Annotated[
        str, typer.Option("--entity", "-e", help=f"whom they are about: {_ENTITY}", show_default=False)
    ],
    query: MaybeQuery = None,
    entities: Entities = None,
) -> pd.DataFrame:
    """Score each article for how much it is about an entity."""
    wanted = _entity(entity, entities)
    return aboutness_of(_matching(load(corpus, entities=entities).articles, query, entities), wanted)


@_table_command
def words(
    corpus: Corpus,
    longest: Annotated[int, typer.Option(min=2, help="longest word in characters")] = 5,
    min_frequency: Annotated[int, typer.Option(min=2, help="least number of occurrences")] = 5,
    min_cohesion: Annotated[float, typer.Option(help="least PMI in bits")] = 3.0,
    min_entropy: Annotated[float, typer.Option(help="least branching entropy on both sides, in bits")] = 1.0,
    query: MaybeQuery = None,
    entities: Entities = None,
    words: Words = None,
) -> pd.DataFrame:
    """Propose words that the dictionary lacks."""
    articles = _matching(load(corpus, entities=entities, words=words).articles, query, entities)
    return new_words(
        articles,
        lexicon=load_lexicon(_pack(entities), words),
        longest=longest,
        min_frequency=min_frequency,
        min_cohesion=min_cohesion,
        min_entropy=min_entropy,
    )


@_table_command
def bursts(
    corpus: Corpus,
    entity: MaybeEntity = None,
    query: MaybeQuery = None,
    freq: Annotated[str, typer.Option(help="day, week, month or quarter")] = "day",
    s: Annotated[float, typer.Option(help="how many times the base rate a burst has")] = 2.0,
    gamma: Annotated[float, typer.Option(help="how dear a burst is: higher finds fewer")] = 1.0,
    fields: Fields = _COVERAGE,
    entities: Entities = None,
) -> pd.DataFrame:
    """Find when attention rose, and explain each rise by its terms and headlines."""
    wanted = _subject(entity, query, entities)
    articles = load(corpus, entities=entities).articles
    return bursts_of(articles, wanted, freq=freq, s=s, gamma=gamma, fields=_list(fields))


@_table_command
def keyness(
    corpus: Corpus,
    target: Annotated[
        str, typer.Argument(help="query for the target: 'entity:deepseek'", show_default=False)
    ],
    reference: Annotated[str | None, typer.Option(help="query for the reference; all others without")] = None,
    min_frequency: Annotated[int, typer.Option(min=1, help="least frequency in both together")] = 3,
    entities: Entities = None,
) -> pd.DataFrame:
    """Compare the terms of the articles that match a query with those of others."""
    wanted = _query(target, entities)
    other = _query(reference, entities) if reference else None
    articles = load(corpus, entities=entities).articles
    return keyness_of(articles, wanted, other, min_frequency=min_frequency, lexicon=_lexicon(entities))


@_table_command
def rising(
    corpus: Corpus,
    freq: Freq = "week",
    top: Annotated[int, typer.Option(min=1, help="terms a period")] = 10,
    min_frequency: Annotated[int, typer.Option(min=1, help="least frequency in the period")] = 3,
    start: Start = None,
    end: End = None,
    query: MaybeQuery = None,
    entities: Entities = None,
) -> pd.DataFrame:
    """List the terms that mark each period out against all before it."""
    articles = _matching(load(corpus, entities=entities).articles, query, entities)
    return rising_of(
        articles,
        freq=freq,
        top=top,
        min_frequency=min_frequency,
        start=start,
        end=end,
        lexicon=_lexicon(entities),
    )


@_table_command
def collocations(
    corpus: Corpus,
    node: Annotated[str, typer.Argument(help=f"a word; or {_ENTITY}", show_default=False)],
    window: Annotated[int, typer.Option(min=1, help="tokens to each side")] = 5,
    min_frequency: Annotated[int, typer.Option(min=1, help="least occurrences in the windows")] = 3,
    query: MaybeQuery = None,
    entities: Entities = None,
) -> pd.DataFrame:
    """List the words that stand near a word or an entity."""
    pack = load_entities(entities)
    wanted = list(_list(node)) if "," in node else pack.get(node.casefold(), node)
    articles = _matching(load(corpus, entities=entities).articles, query, entities)
    return collocations_of(
        articles, wanted, window=window, min_frequency=min_frequency, lexicon=_lexicon(entities)
    )


@_table_command
def ngrams(
    corpus: Corpus,
    length: Annotated[int, typer.Option(min=2, max=5, help="words")] = 2,
    min_frequency: Annotated[int, typer.Option(min=1, help="least number of occurrences")] = 3,
    query: MaybeQuery = None,
    entities: Entities = None,
) -> pd.DataFrame:
    """List strings of words that recur."""
    articles = _matching(load(corpus, entities=entities).articles, query, entities)
    return ngrams_of(articles, length=length, min_frequency=min_frequency, lexicon=_lexicon(entities))


@_table_command
def cooccurrence(
    corpus: Corpus,
    of: Annotated[str, typer.Option(help="tags, categories, topic or entities")] = "tags",
    min_articles: Annotated[int, typer.Option(min=1, help="least number of articles that have both")] = 2,
    fields: Fields = _COVERAGE,
    query: MaybeQuery = None,
    entities: Entities = None,
) -> pd.DataFrame:
    """Count which tags, categories or entities occur in the same articles."""
    articles = _matching(load(corpus, entities=entities).articles, query, entities)
    return cooccurrence_of(
        articles, of, entities=_pack(entities), min_articles=min_articles, fields=_list(fields)
    )


@_table_command
def stories(
    corpus: Corpus,
    query: MaybeQuery = None,
) -> pd.DataFrame:
    """Tell for each article which story it tells, and whether it was the first."""
    return stories_of(_matching(load(corpus).articles, query, None))


@_table_command
def syndicated(
    corpus: Corpus,
    least: Annotated[int, typer.Option(min=1, help="articles from which a story is listed")] = 2,
    query: MaybeQuery = None,
) -> pd.DataFrame:
    """List the stories that several articles tell: who was first, how far they went."""
    return syndicated_of(_matching(load(corpus).articles, query, None), least=least)


@app.command()
def segment(
    entities: Entities = None,
    words: Words = None,
) -> None:
    """Read lines on standard input; print each with its tokens parted by single spaces."""
    cutter = segmenter(load_lexicon(_pack(entities), words))
    lines = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="surrogateescape", newline="\n")
    writer = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", errors="surrogateescape", newline="\n")
    for line in lines:
        text = line.removesuffix("\n")
        writer.write(" ".join(text[start:end] for start, end in cutter.spans(text)) + "\n")
    writer.flush()
    writer.detach()


@app.command()
def report(
    names: Annotated[
        list[str] | None, typer.Argument(help="reports to build; all without", show_default=False)
    ] = None,
    corpus: Annotated[str, typer.Option(help="folder, file or archive of the articles")] = "data/sample",
    out: Annotated[Path, typer.Option("--out", "-o", help="where the pages go")] = Path("reports"),
    entity: Annotated[
        str, typer.Option("--entity", "-e", help=f"whose coverage the reports follow: {_ENTITY}")
    ] = "deepseek",
    start: Start = None,
    end: End = None,
    language: Annotated[str, typer.Option(help="of the pages: zh-HK or en")] = "zh-HK",
) -> None:
    """Build the reports; exit status 1 if one failed."""
    from . import reports  # Jupyter is slow to start, and no other command needs it

    results = reports.build(
        names or None, corpus=corpus, out=out, entity=entity, start=start, end=end, language=language
    )
    for result in results:
        note = "" if result.ok else f": {result.error}"
        print(
            f"{'built ' if result.ok else 'failed'} {result.name}{note}",
            file=sys.stdout if result.ok else sys.stderr,
        )
    print(f"open {out / 'index.html'}")
    if not all(result.ok for result in results):
        raise typer.Exit(1)


def _list(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split(",") if name.strip())


def _pack(path: Path | None) -> list[Entity] | None:
    return list(load_entities(path).values()) if path else None


def _entity(name: str, path: Path | None) -> Entity:
    """A key of the pack; several names parted by commas are meant ad hoc."""
    return as_entity(list(_list(name)) if "," in name else name, load_entities(path))


def _lexicon(path: Path | None) -> Lexicon:
    return load_lexicon(_pack(path))


def _query(text: str, path: Path | None) -> Query:
    return Query(text, entities=load_entities(path))


def _subject(entity: str | None, query: str | None, path: Path | None) -> Entity | Query:
    """What to count: an entity, what a query finds, or what is both."""
    if entity is None and query is None:
        raise QueryError("say what to count: --entity deepseek, or --query 'DeepSeek AND 股價'")
    if query is None or entity is None:
        return _entity(entity, path) if entity else _query(query or "", path)
    return of_entity(_entity(entity, path), _query(query, path))


def _matching(articles: pd.DataFrame, query: str | None, path: Path | None) -> pd.DataFrame:
    return articles[match(articles, _query(query, path))] if query else articles


def _emit(table: pd.DataFrame, format: Format, out: Path | None, excel: bool) -> None:
    """Print a table, or write it to a file whole or not at all."""
    if format is Format.table and out is not None:
        format = {".json": Format.json, ".parquet": Format.parquet}.get(out.suffix, Format.csv)
    if excel and format is not Format.csv:
        raise QueryError(f"--excel goes with --format csv, not {format.value}")
    if format is Format.table:
        if isinstance(table, Concordance):
            print(table)
        else:
            _print(table)
        return
    data = _encoded(table, format, excel)
    if out is None:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return
    temporary = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
        temporary.replace(out)
    except OSError as bad:
        temporary.unlink(missing_ok=True)
        raise CorpusError(f"{out}: cannot be written ({bad.strerror})") from None


def _encoded(table: pd.DataFrame, format: Format, excel: bool) -> bytes:
    if format is Format.parquet:
        buffer = io.BytesIO()
        if any(isinstance(dtype, pd.ArrowDtype) for dtype in table.dtypes):
            # pandas cannot read back its own note on columns of lists: without the note it can
            bare = pa.Table.from_pandas(table, preserve_index=False).replace_schema_metadata(None)
            pq.write_table(bare, buffer)
        else:
            table.to_parquet(buffer, index=False)
        return buffer.getvalue()
    plain = table.copy()
    for name in plain.columns:
        values = plain[name]
        if pd.api.types.is_datetime64_any_dtype(values.dtype):
            plain[name] = _written(values)
        elif isinstance(values.dtype, pd.ArrowDtype):
            lists = values.astype(object).map(list)
            plain[name] = lists if format is Format.json else lists.map(_as_json)
    if format is Format.json:
        written = plain.to_json(orient="records", force_ascii=False, indent=1, double_precision=15)
        return f"{written}\n".encode()
    if excel:
        texts = plain.select_dtypes(include=["str", "object"]).columns
        plain[texts] = plain[texts].map(
            lambda cell: f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
        )
    return plain.to_csv(index=False, lineterminator="\n").encode("utf-8-sig" if excel else "utf-8")


def _as_json(values: list[object]) -> str:
    return json.dumps(values, ensure_ascii=False)


def _written(times: pd.Series) -> pd.Series:
    """Days as 2025-01-27; instants in ISO form with their offset."""
    if getattr(times.dtype, "tz", None) is None:
        return times.dt.strftime("%Y-%m-%d")
    return times.map(lambda time: time.isoformat() if pd.notna(time) else None).astype("str")


def _print(table: pd.DataFrame) -> None:
    shown = Table(box=None, header_style="bold", pad_edge=False)
    for name in table.columns:
        shown.add_column(
            name, justify="right" if pd.api.types.is_numeric_dtype(table[name].dtype) else "left"
        )
    for row in table.itertuples(index=False):
        shown.add_row(*(escape(_cell(value)) for value in row))
    console = Console()
    if console.is_terminal:
        console.print(shown)
        return
    console.width = _WIDE  # in a pipe a row is a line
    with console.capture() as captured:
        console.print(shown)
    print("\n".join(line.rstrip() for line in captured.get().splitlines()))


def _cell(value: object) -> str:
    if pd.api.types.is_list_like(value):
        return "；".join(map(str, value))  # type: ignore[call-overload]
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return ""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d %H:%M}" if value.tz else f"{value:%Y-%m-%d}"
    if isinstance(value, float):
        return f"{value:.1f}" if abs(value) >= 1000 else f"{value:.4g}"
    return str(value)


@contextmanager
def _told() -> Iterator[None]:
    """One line on stderr, no traceback, whatever went wrong."""
    try:
        yield
    except _UsageError as wrong:
        told = wrong.format_message()  # type: ignore[attr-defined]
        _fail(told if sys.argv[1:] else "give a command; --help lists them", 2)
    except typer.Abort:
        _fail("stopped", 1)
    except AnalyticsError as mistake:
        if _debug:
            raise
        _fail(str(mistake), 2 if isinstance(mistake, (QueryError, EntityError)) else 1)
    except Exception as bug:
        if _debug:
            raise
        _fail(f"{type(bug).__name__}: {bug} (not foreseen; `analytics --debug …` shows where)", 1)


def _fail(message: str, status: int) -> NoReturn:
    print(f"analytics: {message}", file=sys.stderr)
    raise SystemExit(status)


def main() -> None:
    """Run the command line. Exit status: 0 done, 1 something failed, 2 wrong usage."""
    with _told():
        status = app(standalone_mode=False)
        if status:
            raise SystemExit(status)
