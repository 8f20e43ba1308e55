"""Documentation that is checked: docstrings, the columns they promise, and the command line against the library."""

import dataclasses
import importlib
import inspect
import pkgutil
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest
from typer.testing import CliRunner

import analytics
from analytics import cli
from analytics.cli.source import Source

NAMES = sorted(set(analytics.__all__) - {"charts", "reports"})
FUNCTIONS = {name: getattr(analytics, name) for name in NAMES if inspect.isfunction(getattr(analytics, name))}
CLASSES = {name: getattr(analytics, name) for name in NAMES if inspect.isclass(getattr(analytics, name))}
SECTION = re.compile(r"^(\w[\w ]*)\n-{3,}$", re.MULTILINE)


def sections(documented: object) -> dict[str, str]:
    """The sections of a numpydoc docstring, by title; the summary under an empty one."""
    parts = SECTION.split(inspect.getdoc(documented) or "")
    return {"": parts[0]} | dict(zip(parts[1::2], parts[2::2], strict=True))


def described(text: str) -> set[str]:
    """The names that a Parameters or Attributes section describes."""
    heads = [line.split(" : ")[0] for line in text.splitlines() if re.match(r"\w.* : ", line)]
    return {name for head in heads for name in re.split(r",\s*", head)}


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(analytics.__path__, "analytics."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


# --- docstrings


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_public_function_documents_parameters_result_and_an_example(name: str) -> None:
    function = FUNCTIONS[name]
    told = sections(function)
    assert told[""].strip()
    parameters = set(inspect.signature(function).parameters)
    assert (
        described(told.get("Parameters", "")) | set(re.findall(r"`(\w+)`", told[""])) & parameters
        == parameters
    )
    assert told["Returns"].strip() if "Returns" in told else told[""].startswith("Return")
    assert ">>> " in told.get("Examples", "")


@pytest.mark.parametrize("name", CLASSES)
def test_a_public_class_documents_what_it_is_and_its_fields(name: str) -> None:
    told = sections(CLASSES[name])
    assert told[""].strip()
    if dataclasses.is_dataclass(CLASSES[name]):
        fields = {field.name for field in dataclasses.fields(CLASSES[name])}
        assert described(told["Attributes"]) == fields


def test_everything_public_in_every_module_has_a_docstring() -> None:
    bare = [
        f"{module.__name__}.{name}"
        for module in modules()
        for name, thing in vars(module).items()
        if not name.startswith("_")
        and (inspect.isfunction(thing) or inspect.isclass(thing))
        and thing.__module__ == module.__name__
        and not (inspect.getdoc(thing) or "").strip()
    ]
    assert bare == []


def test_every_module_says_what_it_is_for() -> None:
    assert [module.__name__ for module in modules() if not (module.__doc__ or "").strip()] == []


# --- columns

HALVES = (("2025-01-20", "2025-01-24"), ("2025-01-25", "2025-01-28"))


def codes_of(corpus: analytics.Corpus) -> pd.DataFrame:
    """The codes of two coders, who differ once."""
    folder = Path(tempfile.mkdtemp())
    book = '[[question]]\nkey = "about"\nask = "?"\nkind = "yes-no"\n'
    (folder / "codebook.toml").write_text(f'title = "t"\n{book}', "utf-8")
    first, second = corpus.articles["id"]
    for coder, answers in {"a": ("yes", "no"), "b": ("yes", "yes")}.items():
        rows = f"id,about\n{first},{answers[0]}\n{second},{answers[1]}\n"
        (folder / f"{coder}.csv").write_text(rows, "utf-8")
    return analytics.load_codes(folder)


def validated(corpus: analytics.Corpus) -> pd.DataFrame:
    return analytics.validate(corpus, codes_of(corpus), "deepseek", question="about", coder="a")


# Every measure of the public names that gives a table, called over the articles.
MEASURES: dict[str, Callable[[analytics.Corpus], pd.DataFrame]] = {
    "sample": lambda corpus: analytics.sample(corpus, 2).iloc[:, -3:],  # after the columns of articles
    "load_codes": lambda corpus: codes_of(corpus),
    "agreement": lambda corpus: analytics.agreement(codes_of(corpus), repeats=5),
    "confusion": lambda corpus: analytics.confusion(codes_of(corpus)),
    "disagreements": lambda corpus: analytics.disagreements(corpus, codes_of(corpus)),
    "validate": lambda corpus: validated(corpus),
    "misjudged": lambda corpus: analytics.misjudged(corpus, validated(corpus)),
    "remedies": lambda corpus: analytics.remedies(corpus, validated(corpus), aliases=["天文台"]),
    "correct": lambda corpus: analytics.correct(
        analytics.trend(corpus, "deepseek"), corpus, validated(corpus)
    ).iloc[:, -7:],  # after the columns of the trend
    "trend": lambda corpus: analytics.trend(corpus, "deepseek"),
    "outlets": lambda corpus: analytics.outlets(corpus, "deepseek", freq="week"),
    "distribution": lambda corpus: analytics.distribution(corpus, "tags", freq="week"),
    "trends": lambda corpus: analytics.trends(corpus, ["deepseek", "nvidia"]),
    "compare": lambda corpus: analytics.compare(
        corpus, ["deepseek"], ("2025-01-20", "2025-01-26"), ("2025-01-27", "2025-02-02")
    ),
    "behind": lambda corpus: analytics.behind(analytics.trend(corpus, "deepseek"), corpus),
    "terms": analytics.terms,
    "mentions": lambda corpus: analytics.mentions(corpus, "deepseek"),
    "headlines": lambda corpus: analytics.headlines(corpus, "deepseek"),
    "gaps": analytics.gaps,
    "health": analytics.health,
    "anomalies": analytics.anomalies,
    "boilerplate": lambda corpus: analytics.boilerplate(corpus, min_articles=2),
    "kwic": lambda corpus: analytics.kwic(corpus, "DeepSeek"),
    "aboutness": lambda corpus: analytics.aboutness(corpus, "deepseek"),
    "new_words": lambda corpus: analytics.new_words(corpus, min_frequency=2),
    "lexicon_coverage": analytics.lexicon_coverage,
    "keyness": lambda corpus: analytics.keyness(corpus, "deepseek", min_frequency=1),
    "rising": lambda corpus: analytics.rising(corpus, min_frequency=1),
    "collocates": lambda corpus: analytics.collocates(corpus, "deepseek", min_frequency=1),
    "ngrams": lambda corpus: analytics.ngrams(corpus, min_frequency=1),
    "cooccurrence": lambda corpus: analytics.cooccurrence(corpus, "tags", min_articles=1),
    "stories": analytics.stories,
    "bursts": lambda corpus: analytics.bursts(corpus, "deepseek"),
    "dispersion": lambda corpus: analytics.dispersion(corpus, ["deepseek", "模型"]),
    "xray": lambda corpus: analytics.xray(corpus, ["deepseek", "模型"]),
    "diversity": analytics.diversity,
    "concentration": analytics.concentration,
    "syndication": analytics.syndication,
    "first_to_publish": analytics.first_to_publish,
    "threads": lambda corpus: analytics.threads(corpus, similarity=0.01, min_stories=1),
    "related": lambda corpus: analytics.related(corpus, corpus.articles["id"].iloc[0]),
    "timing": analytics.timing,
    "decomposition": lambda corpus: analytics.decomposition(corpus, "deepseek", *HALVES),
    "syndicated": lambda corpus: analytics.syndicated(corpus, min_articles=1),
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> analytics.Corpus:
    folder = tmp_path_factory.mktemp("press")
    for number, (date, title, body) in enumerate(
        [
            ("2025-01-20 09:15:00", "DeepSeek推新模型", "深度求索公布新模型，業界關注新模型。"),
            ("2025-01-28 23:30:00", "年卅晚天氣清涼", "天文台料氣溫回升。"),
        ]
    ):
        text = f'---\ntitle: "{title}"\ndate: "{date}"\ntags: ["要聞"]\n---\n\n{body}\n'
        Path(folder / f"{number}.md").write_text(text, encoding="utf-8")
    return analytics.load(folder, cache=False)


def documented_columns(function: Callable[..., object]) -> dict[str, str]:
    """The columns that a docstring's table promises, with their dtypes."""
    lines = [line.strip("\n") for line in sections(function)["Returns"].splitlines()]
    rules = [number for number, line in enumerate(lines) if re.fullmatch(r"\s*=+(\s+=+)+", line)]
    begin, end = rules[0], rules[1]
    starts = [match.start() for match in re.finditer(r"=+", lines[begin])]
    rows = [
        (line[starts[0] : starts[1]].strip(), line[starts[1] : starts[2]].strip())
        for line in lines[begin + 1 : end]
    ]
    return {name: dtype for name, dtype in rows if name}


@pytest.mark.parametrize("name", MEASURES)
def test_the_documented_columns_are_those_returned(corpus: analytics.Corpus, name: str) -> None:
    table = MEASURES[name](corpus)
    told = documented_columns(FUNCTIONS[name])
    assert list(told) == list(table.columns)
    assert {column: re.split(r"[\[<]", str(dtype))[0] for column, dtype in table.dtypes.items()} == told


def test_every_measure_that_gives_a_table_is_checked_here() -> None:
    tables = {
        name for name, function in FUNCTIONS.items() if re.search(r"={3,} +={3,}", function.__doc__ or "")
    }
    assert tables == set(MEASURES)


# --- command line

COMMANDS = {command.name or "": command.callback for command in cli.app.registered_commands}
COMMANDS |= {
    command.callback.__name__: command.callback for command in cli.app.registered_commands if not command.name
}
LIBRARY = {
    name: FUNCTIONS[name.replace("-", "_")] for name in COMMANDS if name.replace("-", "_") in FUNCTIONS
}
SHARED = {field.name for field in dataclasses.fields(Source)} | {"format", "out", "excel"}
# A command reads the corpus itself; a subject is asked for by two options.
OTHER_NAMES = {"articles": "corpus", "source": "corpus"}
SUBJECTS = {"subject", "entity", "entities", "target", "node", "terms"}
# A command line has no objects: a lexicon is made of files, a row of a table of how it is counted and its keys.
LEFT_OUT = {"lexicon", "text", "workers", "progress", "table", "validation"}
CODED = {"question", "codebook", "value", "coder", "fields"}  # of the validation that a command makes itself
ADDED = {
    "terms": {"stop", "top"},
    "keyness": {"reference_query"},
    "behind": {"freq", "period", "by", "value", "start", "end", "fields"},
    "disagreements": {"codebook"},
    "confusion": {"codebook"},
    "validate": {"codebook"},
    "misjudged": CODED | {"min_score"},
    "remedies": CODED,
    "correct": CODED | {"codes", "by", "freq", "start", "end"},
}


def plain(default: object) -> object:
    return ",".join(default) if isinstance(default, tuple) else default


@pytest.mark.parametrize("name", LIBRARY)
def test_command_and_library_agree_in_names_and_defaults(name: str) -> None:
    options = inspect.signature(COMMANDS[name]).parameters
    wanted = inspect.signature(LIBRARY[name]).parameters
    for key, parameter in wanted.items():
        if key in LEFT_OUT:
            continue
        if key in SUBJECTS and name not in ("load", "segment"):
            assert {"entity", "query"} <= set(options)
            continue
        option = options[OTHER_NAMES.get(key, key)]
        if parameter.default is not inspect.Parameter.empty:
            assert plain(option.default) == plain(parameter.default), key
    own = set(options) - SHARED - {"entity", "query"} - ADDED.get(name, set())
    assert own <= {OTHER_NAMES.get(key, key) for key in wanted}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_help_and_explains_each_option(name: str) -> None:
    assert f"\n│ {name} " in CliRunner().invoke(cli.app, ["--help"], env={"COLUMNS": "100"}).output
    assert (COMMANDS[name].__doc__ or "").strip()
    for parameter in inspect.signature(COMMANDS[name]).parameters.values():
        assert any(getattr(note, "help", None) for note in parameter.annotation.__metadata__), parameter.name


def test_options_of_a_name_mean_the_same_everywhere() -> None:
    meanings: dict[str, set[tuple[str, ...]]] = {}
    for callback in COMMANDS.values():
        for parameter in inspect.signature(callback).parameters.values():
            for note in parameter.annotation.__metadata__:
                meanings.setdefault(parameter.name, set()).add(
                    tuple(getattr(note, "param_decls", None) or ())
                )
    assert {
        name: told
        for name, told in meanings.items()
        if len(told) > 1 and name not in ("entity", "query", *SUBJECTS)
    } == {}
