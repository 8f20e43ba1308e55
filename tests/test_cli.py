"""The command line: what it prints, writes and says, and with which exit status."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import analytics
from analytics import cli
from analytics.errors import CorpusError

STORIES = [
    (
        "2025-01-20 09:15:00",
        "港聲報",
        "DeepSeek推新模型",
        "DeepSeek公布R1模型。輝達股價受壓。",
        ["科技", "=1+1"],
    ),
    ("2025-01-28 23:30:00", "海傍日報", "年卅晚天氣清涼", "天文台料氣溫回升。", ["+852", "天氣"]),
    ("2025-02-03 08:00:00", "港聲報", "@市場焦點", "－深度求索登頂，股價造好。", ["-港股", "＝SUM(A1)"]),
    ("", "海傍日報", "讀者來函", "寄自灣仔，談DeepSeek。", []),
]


@dataclass(frozen=True)
class Told:
    """What a command gave back."""

    status: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode("utf-8")


Run = Callable[..., Told]


def write(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for number, (date, outlet, title, body, tags) in enumerate(STORIES):
        header = f"title: {json.dumps(title, ensure_ascii=False)}\n" + f'date: "{date}"\n' * bool(date)
        header += f"tags: {json.dumps(tags, ensure_ascii=False)}\n"
        source = f"[{outlet}](https://news.example/{number})"
        (folder / f"{number}.md").write_text(f"---\n{header}---\n\n{body}\n\n{source}\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(write(tmp_path_factory.mktemp("corpus") / "報章"))


@pytest.fixture(scope="module", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run a command in this process."""

    def runs(*arguments: str, stdin: bytes = b"") -> Told:
        monkeypatch.setattr(sys, "argv", ["analytics", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        status = 0
        try:
            cli.main()
        except SystemExit as ended:
            status = int(ended.code or 0)
        out, err = capsysbinary.readouterr()
        return Told(status, out, err.decode("utf-8"))

    return runs


def process(*arguments: str, stdin: bytes = b"") -> Told:
    """Run a command as a program of its own, its output in pipes."""
    command = [sys.executable, "-m", "analytics", *arguments]
    done = subprocess.run(command, input=stdin, capture_output=True, timeout=120)
    return Told(done.returncode, done.stdout, done.stderr.decode("utf-8"))


def mistake(told: Told) -> str:
    """The one line that a command said on stderr."""
    assert told.err.startswith("analytics: ")
    assert told.err.count("\n") == 1
    assert "Traceback" not in told.err
    return told.err.removeprefix("analytics: ").rstrip("\n")


# --- formats

# Every command that gives a table: an example, and what the library gives for it.
TABLES: dict[str, tuple[list[str], Callable[[analytics.Corpus], pd.DataFrame]]] = {
    "check": ([], lambda corpus: corpus.problems),
    "trend": (["-e", "deepseek"], lambda corpus: analytics.trend(corpus, "deepseek")),
    "distribution": (["--by", "tags"], lambda corpus: analytics.distribution(corpus, "tags")),
    "outlets": (["-e", "deepseek"], lambda corpus: analytics.outlets(corpus, "deepseek")),
    "trends": (
        ["-e", "deepseek", "-e", "nvidia", "-q", "股價"],
        lambda corpus: analytics.trends(corpus, ["deepseek", "nvidia", analytics.Query("股價")]),
    ),
    "compare": (
        ["-e", "deepseek", "--before", "2025-01-20..2025-01-31", "--after", "2025-02-01..2025-02-09"],
        lambda corpus: analytics.compare(
            corpus, ["deepseek"], ("2025-01-20", "2025-01-31"), ("2025-02-01", "2025-02-09")
        ),
    ),
    "behind": (
        ["-e", "deepseek", "--period", "2025-02-04"],
        lambda corpus: analytics.behind(analytics.trend(corpus, "deepseek").loc[[2]], corpus),
    ),
    "terms": ([], analytics.terms),
    "mentions": (["-e", "deepseek"], lambda corpus: analytics.mentions(corpus, "deepseek")),
    "kwic": (["股價"], lambda corpus: analytics.kwic(corpus, "股價")),
    "aboutness": (["-e", "deepseek"], lambda corpus: analytics.aboutness(corpus, "deepseek")),
    "bursts": (["-e", "deepseek"], lambda corpus: analytics.bursts(corpus, "deepseek")),
    "keyness": (["股價"], lambda corpus: analytics.keyness(corpus, analytics.Query("股價"))),
    "rising": (["--min-frequency", "1"], lambda corpus: analytics.rising(corpus, min_frequency=1)),
    "collocates": (
        ["deepseek", "--min-frequency", "1"],
        lambda c: analytics.collocates(c, "deepseek", min_frequency=1),
    ),
    "ngrams": (["--min-frequency", "1"], lambda corpus: analytics.ngrams(corpus, min_frequency=1)),
    "cooccurrence": (["--of", "entities"], lambda corpus: analytics.cooccurrence(corpus, "entities")),
    "gaps": ([], analytics.gaps),
    "anomalies": ([], analytics.anomalies),
    "boilerplate": (["--min-articles", "2"], lambda c: analytics.boilerplate(c, min_articles=2)),
    "stories": ([], analytics.stories),
    "syndicated": (["--min-articles", "1"], lambda corpus: analytics.syndicated(corpus, min_articles=1)),
    "dispersion": (["deepseek", "股價"], lambda c: analytics.dispersion(c, ["deepseek", "股價"])),
    "xray": (["deepseek"], lambda corpus: analytics.xray(corpus, ["deepseek"])),
    "diversity": ([], analytics.diversity),
    "concentration": (["--freq", "week"], lambda c: analytics.concentration(c, freq="week")),
    "syndication": (["-e", "deepseek"], lambda corpus: analytics.syndication(corpus, "deepseek")),
    "first_to_publish": ([], analytics.first_to_publish),
    "timing": ([], analytics.timing),
    "decomposition": (
        ["-e", "deepseek", "--before", "2025-01-20..2025-01-31", "--after", "2025-02-01..2025-02-09"],
        lambda corpus: analytics.decomposition(
            corpus, "deepseek", ("2025-01-20", "2025-01-31"), ("2025-02-01", "2025-02-09")
        ),
    ),
    "words": (["--min-frequency", "2"], lambda corpus: analytics.new_words(corpus, min_frequency=2)),
}


@pytest.fixture(scope="module")
def corpus(press: str) -> analytics.Corpus:
    return analytics.load(press, cache=False)


def without_zone(table: pd.DataFrame) -> pd.DataFrame:
    """Times as UTC: Parquet keeps the instant and the zone, CSV and JSON an offset."""
    times = table.select_dtypes(include=["datetimetz"]).columns
    lists = [
        name
        for name, kind in table.dtypes.items()
        if pd.api.types.is_object_dtype(kind) or isinstance(kind, pd.ArrowDtype)
    ]
    table = table.assign(**{name: table[name].map(list).astype(object) for name in lists})
    return pd.DataFrame(table.assign(**{name: table[name].dt.tz_convert("UTC") for name in times}))


@pytest.mark.parametrize("command", TABLES)
def test_parquet_holds_the_librarys_table(
    run: Run, press: str, corpus: analytics.Corpus, tmp_path: Path, command: str
) -> None:
    arguments, measure = TABLES[command]
    file = tmp_path / "table.parquet"
    assert run(command, press, *arguments, "--format", "parquet", "--out", str(file)).status == 0
    wanted = without_zone(measure(corpus))
    assert_frame_equal(without_zone(pd.read_parquet(file)), wanted, check_exact=True)


@pytest.mark.parametrize("command", TABLES)
def test_csv_has_the_librarys_columns_and_rows(
    run: Run, press: str, corpus: analytics.Corpus, command: str
) -> None:
    arguments, measure = TABLES[command]
    told = run(command, press, *arguments, "--format", "csv")
    rows = list(csv.reader(io.StringIO(told.text)))
    assert (told.status, told.err) == (0, "")
    assert rows[0] == list(measure(corpus).columns)
    assert len(rows) - 1 == len(measure(corpus))
    assert not told.out.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("command", TABLES)
def test_json_is_a_list_of_rows(run: Run, press: str, corpus: analytics.Corpus, command: str) -> None:
    arguments, measure = TABLES[command]
    rows = json.loads(run(command, press, *arguments, "--format", "json").text)
    assert len(rows) == len(measure(corpus))
    assert all(list(row) == list(measure(corpus).columns) for row in rows)


@pytest.mark.parametrize("command", TABLES)
def test_a_table_in_a_pipe_is_a_line_a_row_without_colour(
    run: Run, press: str, corpus: analytics.Corpus, command: str
) -> None:
    arguments, measure = TABLES[command]
    told = run(command, press, *arguments)
    assert told.status == 0
    assert b"\x1b" not in told.out
    assert len(told.text.splitlines()) == len(measure(corpus)) + (command != "kwic")
    assert all(line == line.rstrip() for line in told.text.splitlines() if command != "kwic")


def test_parquet_keeps_what_the_table_is_about(run: Run, press: str, tmp_path: Path) -> None:
    run("trend", press, "-e", "nvidia", "--out", str(tmp_path / "trend.parquet"))
    assert pd.read_parquet(tmp_path / "trend.parquet").attrs["entity"] == "英偉達"


def test_every_command_that_gives_a_table_has_an_example_here() -> None:
    tables = {
        command.name or command.callback.__name__  # type: ignore[union-attr]
        for command in cli.app.registered_commands
        if "format" in command.callback.__annotations__  # type: ignore[union-attr]
    }
    assert tables == {*TABLES, "load"}


def test_the_header_of_trend_is_exactly_this(run: Run, press: str) -> None:
    told = run("trend", press, "--entity", "deepseek", "--freq", "week", "--format", "csv")
    assert told.text.splitlines()[0] == "period,matching,total,share,low,high,mentions,partial"
    assert [line.split(",")[:4] for line in told.text.splitlines()[1:]] == [
        ["2025-01-20", "1", "1", "1.0"],
        ["2025-01-27", "0", "1", "0.0"],
        ["2025-02-03", "1", "1", "1.0"],
    ]


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        (["-e", "deepseek", "--period", "2025-02-09"], ["@市場焦點"]),
        (["-e", "deepseek", "--freq", "month", "--period", "2025-01-20"], ["DeepSeek推新模型"]),
        (["--by", "tags", "--value", "天氣"], ["年卅晚天氣清涼"]),
        (["--by", "tags", "--value", ""], ["讀者來函"]),
        (["--by", "outlet", "--value", "港聲報", "--period", "2025-01-20"], ["DeepSeek推新模型"]),
        (["-e", "deepseek", "--by", "outlet", "--value", "海傍日報"], ["讀者來函"]),
        (["-q", "天文台 OR 股價"], ["DeepSeek推新模型", "年卅晚天氣清涼", "@市場焦點"]),
    ],
    ids=str,
)
def test_behind_lists_the_articles_of_a_row(
    run: Run, press: str, asked: list[str], titles: list[str]
) -> None:
    assert [row["title"] for row in json.loads(run("behind", press, *asked, "-f", "json").text)] == titles


def test_a_missing_share_is_an_empty_cell_in_csv_and_null_in_json(run: Run, press: str) -> None:
    asked = ["trend", press, "-e", "deepseek", "--from", "2025-03-03", "--to", "2025-03-09"]
    assert run(*asked, "-f", "csv").text.splitlines()[1] == "2025-03-03,0,0,,,,0,False"
    assert json.loads(run(*asked, "-f", "json").text) == [
        {
            "period": "2025-03-03", "matching": 0, "total": 0, "share": None, "low": None, "high": None,
            "mentions": 0, "partial": False,
        }
    ]  # fmt: skip


def test_times_are_written_with_their_offset(run: Run, press: str) -> None:
    rows = json.loads(run("kwic", press, "天文台", "-f", "json").text)
    assert rows[0]["published"] == "2025-01-28T23:30:00+08:00"


def test_load_tells_the_ledger_and_the_fingerprint(run: Run, press: str, corpus: analytics.Corpus) -> None:
    rows = json.loads(run("load", press, "-f", "json").text)
    facts = {row["item"]: row["value"] for row in rows}
    assert (facts["files"], facts["articles"], facts["undated"]) == ("4", "4", "1")
    assert facts["fingerprint"] == corpus.fingerprint


def test_load_writes_the_articles_as_parquet_that_load_reads_again(
    run: Run, press: str, corpus: analytics.Corpus, tmp_path: Path
) -> None:
    file = tmp_path / "articles.parquet"
    assert run("load", press, "--out", str(file)).status == 0
    plain = pd.read_parquet(file)
    assert plain["title"].tolist() == corpus.articles["title"].tolist()
    assert plain["tags"].map(list).tolist() == corpus.articles["tags"].map(list).tolist()
    again = analytics.load(file, cache=False).articles
    assert again["published"].tolist()[:3] == corpus.articles["published"].tolist()[:3]


def test_lists_are_lists_in_json_and_json_in_csv(run: Run, press: str, tmp_path: Path) -> None:
    for name in ("articles.json", "articles.csv"):
        assert run("load", press, "--out", str(tmp_path / name)).status == 0
    tags = STORIES[0][4]
    assert json.loads((tmp_path / "articles.json").read_text(encoding="utf-8"))[0]["tags"] == tags
    assert json.loads(pd.read_csv(tmp_path / "articles.csv")["tags"][0]) == tags


# --- files


@pytest.mark.parametrize(
    ("name", "begins"),
    [("a.csv", b"period,"), ("a.json", b"["), ("a.parquet", b"PAR1"), ("a.txt", b"period,")],
)
def test_a_file_gets_the_format_of_its_name_unless_told(
    run: Run, press: str, tmp_path: Path, name: str, begins: bytes
) -> None:
    told = run("trend", press, "-e", "deepseek", "--out", str(tmp_path / "new" / name))
    assert (told.status, told.out, told.err) == (0, b"", "")
    assert (tmp_path / "new" / name).read_bytes().startswith(begins)


def test_the_format_asked_for_goes_before_the_files_name(run: Run, press: str, tmp_path: Path) -> None:
    run("trend", press, "-e", "deepseek", "--format", "csv", "--out", str(tmp_path / "a.json"))
    assert (tmp_path / "a.json").read_bytes().startswith(b"period,")


def test_a_file_is_written_whole_or_not_at_all(
    run: Run, press: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "trend.csv"
    file.write_text("昨天的表", encoding="utf-8")

    def full_disk(self: Path, data: bytes) -> int:
        with self.open("wb") as half:
            half.write(data[: len(data) // 2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full_disk)
    told = run("trend", press, "-e", "deepseek", "--out", str(file))
    assert (told.status, mistake(told)) == (1, f"{file}: cannot be written (No space left on device)")
    assert file.read_text(encoding="utf-8") == "昨天的表"
    assert [path.name for path in tmp_path.iterdir()] == ["trend.csv"]


def test_a_mistake_leaves_the_file_as_it_was(run: Run, press: str, tmp_path: Path) -> None:
    file = tmp_path / "trend.csv"
    file.write_text("昨天的表", encoding="utf-8")
    assert run("trend", press, "-e", "deepseek", "--freq", "weekly", "--out", str(file)).status == 2
    assert file.read_text(encoding="utf-8") == "昨天的表"


def test_a_folder_is_no_file_to_write(run: Run, press: str, tmp_path: Path) -> None:
    told = run("trend", press, "-e", "deepseek", "--out", str(tmp_path))
    assert told.status == 1
    assert "cannot be written" in mistake(told)


# --- spreadsheets


def test_excel_csv_begins_with_a_byte_order_mark(run: Run, press: str) -> None:
    told = run("distribution", press, "--by", "tags", "--format", "csv", "--excel")
    assert told.out.startswith(b"\xef\xbb\xbfperiod,value,")


@pytest.mark.parametrize("tag", ["=1+1", "+852", "-港股", "＝SUM(A1)"])
def test_excel_csv_neutralises_what_a_spreadsheet_would_run(run: Run, press: str, tag: str) -> None:
    def values(*more: str) -> list[str]:
        text = run("distribution", press, "--by", "tags", "--format", "csv", *more).out.decode("utf-8-sig")
        return [row["value"] for row in csv.DictReader(io.StringIO(text))]

    assert tag in values()
    assert f"'{tag}" in values("--excel")
    assert tag not in values("--excel")


def test_excel_csv_leaves_words_numbers_and_empty_cells_alone(run: Run, press: str) -> None:
    text = run("distribution", press, "--by", "tags", "--format", "csv", "--excel").out.decode("utf-8-sig")
    rows = {row["value"]: row for row in csv.DictReader(io.StringIO(text))}
    assert rows["科技"]["matching"] == "1"
    assert rows[""]["period"] == ""


def test_excel_goes_with_csv_only(run: Run, press: str) -> None:
    for format_ in ("json", "parquet", "table"):
        told = run("terms", press, "--format", format_, "--excel")
        assert (told.status, mistake(told)) == (2, f"--excel goes with --format csv, not {format_}")


# --- asking


def test_names_parted_by_commas_are_meant_ad_hoc(run: Run, press: str) -> None:
    told = run("trend", press, "--entity", "深度求索, 天文台", "--format", "csv")
    assert [line.split(",")[1] for line in told.text.splitlines()[1:]] == ["0", "1", "1"]


def test_an_entity_and_a_query_must_both_hold(run: Run, press: str) -> None:
    told = run("trend", press, "-e", "deepseek", "-q", "股價 AND NOT 輝達", "--format", "csv")
    assert [line.split(",")[1] for line in told.text.splitlines()[1:]] == ["0", "0", "1"]


def test_names_with_blanks_go_with_a_query_too(run: Run, press: str) -> None:
    told = run("trend", press, "-e", "Deep Seek,深度求索", "-q", "股價", "--format", "csv")
    assert [line.split(",")[1] for line in told.text.splitlines()[1:]] == ["0", "0", "1"]


def test_an_entity_pack_of_ones_own_is_asked(run: Run, press: str, tmp_path: Path) -> None:
    pack = tmp_path / "own.toml"
    pack.write_text('[observatory]\nhk = ["天文台"]\n', encoding="utf-8")
    told = run("mentions", press, "-e", "observatory", "--entities", str(pack), "-f", "json")
    assert [row["text"] for row in json.loads(told.text)] == ["天文台"]
    assert "unknown entity 'deepseek'" in mistake(
        run("mentions", press, "-e", "deepseek", "--entities", str(pack))
    )


def test_several_entities_are_given_one_by_one(run: Run, press: str) -> None:
    rows = json.loads(run("mentions", press, "-e", "deepseek", "-e", "nvidia", "-f", "json").text)
    assert {row["entity"] for row in rows} == {"deepseek", "nvidia"}


def test_fields_are_parted_by_commas(run: Run, press: str) -> None:
    rows = json.loads(run("mentions", press, "-e", "deepseek", "--fields", "title", "-f", "json").text)
    assert [row["field"] for row in rows] == ["title"]


def test_top_keeps_the_first_terms(run: Run, press: str) -> None:
    assert len(json.loads(run("terms", press, "--top", "2", "-f", "json").text)) == 2


# --- mistakes


def test_a_command_that_did_its_work_exits_0(run: Run, press: str) -> None:
    assert run("check", press).status == 0


def test_check_exits_1_if_a_document_was_rejected(run: Run, tmp_path: Path) -> None:
    folder = write(tmp_path / "corpus")
    (folder / "empty.md").write_bytes(b"")
    told = run("check", str(folder), "-f", "json")
    assert told.status == 1
    assert [row["severity"] for row in json.loads(told.text) if row["path"] == "empty.md"] == ["error"]


def test_check_puts_like_problems_together_on_a_terminal(run: Run, tmp_path: Path) -> None:
    folder = write(tmp_path / "corpus")
    for name in ("x.md", "y.md"):
        (folder / name).write_bytes(b"")
    line = next(line for line in run("check", str(folder)).text.splitlines() if "empty_file" in line)
    assert line.split()[:4] == ["error", "empty_file", "2", "x.md"]


def test_check_exits_0_if_all_that_was_left_out_are_copies(run: Run, tmp_path: Path) -> None:
    folder = write(tmp_path / "corpus")
    for file in list(folder.glob("*.md"))[:1]:
        (folder / "copy.md").write_bytes(file.read_bytes())
    assert run("check", str(folder)).status == 0


def test_own_names_of_columns_are_given_with_an_equals_sign(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("kop,tekst\n港鐵加價,加價。\n", encoding="utf-8")
    rows = run("load", str(tmp_path), "--column", "kop=title", "--column", "tekst=body", "-f", "json")
    assert {"item": "articles", "value": "1", "unit": "articles"} in json.loads(rows.text)


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["trend", "/不存在", "-e", "deepseek"], 1, "/不存在: no such file or folder"),
        (["trend", "PRESS", "-e", "deepsek"], 2, "unknown entity 'deepsek'; did you mean 'deepseek'?"),
        (["trend", "PRESS"], 2, "say what to count: --entity deepseek"),
        (["trend", "PRESS", "-e", "deepseek", "--freq", "weekly"], 2, "did you mean 'week'?"),
        (["trend", "PRESS", "-e", "deepseek", "--fields", "titel"], 2, "did you mean 'title'?"),
        (["trend", "PRESS", "-e", "deepseek", "--fields", ""], 2, "give at least one field"),
        (["trend", "PRESS", "-e", "deepseek", "--from", "明天"], 2, "start: not a date: '明天'"),
        (
            ["trend", "PRESS", "-e", "deepseek", "--from", "2025-02-01", "--to", "2025-01-01"],
            2,
            "before it starts",
        ),
        (["trend", "PRESS", "-e", "deepseek", "--format", "xls"], 2, "'xls' is not one of"),
        (["trend", "PRESS", "-e", "deepseek", "--frequency", "week"], 2, "No such option: --frequency"),
        (["trend", "PRESS", "-e", "deepseek", "--entities", "/no.toml"], 2, "/no.toml: cannot be read"),
        (["trend"], 2, "Missing argument"),
        (["distribution", "PRESS"], 2, "Missing option '--by'"),
        (["distribution", "PRESS", "--by", "tag"], 2, "unknown dimension 'tag'; did you mean 'tags'?"),
        (["terms", "PRESS", "--top", "0"], 2, "--top"),
        (["terms", "PRESS", "--words", "/no.txt"], 1, "/no.txt: cannot be read"),
        (["load", "PRESS", "--timezone", "Hongkong/Central"], 1, "unknown time zone"),
        (["trends", "PRESS"], 2, "say what to count: --entity deepseek"),
        (["trends", "PRESS", "-e", "deepseek", "--window", "2"], 2, "window must be odd"),
        (
            ["compare", "PRESS", "-e", "nvidia", "--before", "2025-01", "--after", "a..b"],
            2,
            "--before must be two days",
        ),
        (["behind", "PRESS", "-e", "deepseek", "--value", "AI"], 2, "--value is of a column; say of which"),
        (
            ["behind", "PRESS", "-e", "deepseek", "--period", "2026-01-01"],
            2,
            "2026-01-01 is not in the range",
        ),
        (["behind", "PRESS", "--by", "tags", "--value", "科枝"], 2, "unknown value '科枝'"),
        (["trendz"], 2, "No such command 'trendz'"),
        ([], 2, "give a command"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_mistake_is_one_line_on_stderr(
    run: Run, press: str, arguments: list[str], status: int, message: str
) -> None:
    told = run(*(press if argument == "PRESS" else argument for argument in arguments))
    assert told.status == status
    assert message in mistake(told)


def test_an_unforeseen_error_is_one_line_too(run: Run, press: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analytics, "terms", lambda *_, **__: 1 / 0)
    told = run("terms", press)
    assert told.status == 1
    assert mistake(told).startswith("ZeroDivisionError: division by zero")


def test_debug_lets_the_traceback_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["analytics", "--debug", "trend", "/不存在", "-e", "deepseek"])
    with pytest.raises(CorpusError):
        cli.main()


# --- segment


def blanks_removed(data: bytes) -> str:
    return "".join(data.decode("utf-8", errors="surrogateescape").split())


def test_segment_parts_tokens_by_single_spaces(run: Run) -> None:
    told = run("segment", stdin="立法會議員討論ＡＩ政策\n輝達工程師\n".encode())
    assert told.text == "立法會 議員 討論 ＡＩ 政策\n輝達 工程師\n"


@pytest.mark.parametrize(
    "line_ends",
    [
        b"",
        b"\n",
        b"\n\n\n",
        b"a\r\nb\r\n",
        b"\xff\xfe\n",
        "末行無換行".encode(),
        b"\x00\x1b[31m\n",
        b"\xe7\xab\n\n\xe7",
    ],
)
def test_segment_keeps_lines_and_characters(run: Run, line_ends: bytes) -> None:
    told = run("segment", stdin=line_ends)
    assert told.status == 0
    assert blanks_removed(told.out) == blanks_removed(line_ends)
    ended = line_ends if line_ends.endswith(b"\n") or not line_ends else line_ends + b"\n"
    assert told.out.count(b"\n") == ended.count(b"\n")


TEXT = st.text(
    st.sampled_from("立法會議員DeepSeek-V3 ２０２５年\t\u3000\u200b,。😀𠮷\ue000\r\n'&1%"), max_size=40
)


@settings(deadline=None, max_examples=60)
@given(TEXT | st.text(max_size=20))
def test_segment_keeps_every_non_blank_character_of_any_text(text: str) -> None:
    data = text.encode("utf-8", errors="ignore")
    given_, written = io.TextIOWrapper(io.BytesIO(data)), io.TextIOWrapper(kept := io.BytesIO())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", given_)
        patch.setattr(sys, "stdout", written)
        cli.corpus.segment()
    assert blanks_removed(kept.getvalue()) == blanks_removed(data)
    assert kept.getvalue().count(b"\n") == data.count(b"\n") + (not data.endswith(b"\n") and bool(data))
    assert b"  " not in kept.getvalue()


# --- as a program of its own


def test_the_module_runs_like_the_command() -> None:
    told = process("trend", "--help")
    assert told.status == 0
    assert "Count the articles that mention an entity" in told.text


def test_piped_output_has_no_colour_codes(press: str) -> None:
    told = process("trend", press, "--entity", "deepseek")
    assert (told.status, told.err) == (0, "")
    assert b"\x1b" not in told.out
    assert told.text.split()[:8] == list(analytics.trend(analytics.load(press), "deepseek").columns)


def test_a_program_segments_bytes_that_are_no_text() -> None:
    told = process("segment", stdin="港鐵\r\n\n".encode() + b"\xff\xa4\xd9 MTR")
    assert (told.status, told.out) == (0, "港鐵\n\n".encode() + b"\xff \xa4 \xd9 MTR\n")


def test_a_reader_that_stops_early_is_no_error(press: str) -> None:
    command = [sys.executable, "-m", "analytics", "mentions", press, "-e", "deepseek", "-f", "csv"]
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, timeout=120)
    os.close(writing)
    assert b"Traceback" not in done.stderr


def test_the_command_line_starts_without_what_only_a_command_at_work_needs() -> None:
    slow = ("pandas", "pyarrow", "numpy", "opencc", "matplotlib", "nbclient", "scipy.stats")
    code = f"import sys, analytics.cli; print(*(name for name in {slow} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == ""


def test_a_list_is_a_cell_of_a_printed_table(capsys: pytest.CaptureFixture[str]) -> None:
    lists = pd.Series([["港股", "樓市"], []], dtype=pd.ArrowDtype(pa.list_(pa.string())))
    cli.output.show(pd.DataFrame({"day": ["一", "二"], "terms": lists}))
    assert capsys.readouterr().out.splitlines()[1:] == ["一   港股；樓市", "二"]


# --- cache


def test_the_cache_tells_of_a_corpus_and_forgets_it(run: Run, press: str) -> None:
    run("load", press)
    told = json.loads(run("cache", "info", "--format", "json").text)
    mine = [row for row in told if row["corpus"] == str(Path(press).resolve())]  # a lexicon each
    assert {row["rows"] for row in mine} == {len(STORIES)}
    freed = sum(row["bytes"] for row in mine)
    assert run("cache", "clear", "--corpus", press).text == f"{freed:,} bytes freed\n"
    assert str(Path(press).resolve()) not in run("cache", "info").text
