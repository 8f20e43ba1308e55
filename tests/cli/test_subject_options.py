"""What is counted: --entity, --query and plain arguments mean the same in every command."""

import json
from pathlib import Path

import pytest
from typer.main import get_command

from analytics import cli

from .runs import Run, error_line

# Commands that read, build or list what has no subject.
WITHOUT_SUBJECT = {
    "agree", "anomalies", "cache", "check", "code", "confusion", "disagreements", "health", "init", "load", "new",
    "sample-size", "segment",
}  # fmt: skip


def matching(run: Run, *arguments: str) -> list[int]:
    return [row["matching"] for row in json.loads(run("trend", *arguments, "-f", "json").text)]


def titles(run: Run, *arguments: str) -> list[str]:
    return [row["title"] for row in json.loads(run(*arguments, "-f", "json").text)]


@pytest.mark.parametrize("name", sorted(set(get_command(cli.app).commands) - WITHOUT_SUBJECT))  # type: ignore[attr-defined]
def test_every_counting_command_takes_an_entity_and_a_query(name: str) -> None:
    options = {option for each in get_command(cli.app).commands[name].params for option in each.opts}  # type: ignore[attr-defined]
    assert {"--entity", "-e"} <= options
    assert name in ("report", "schedule") or {"--query", "-q"} <= options


@pytest.mark.parametrize("written", ["deepseek", "DeepSeek", "深度求索", "Ｄeepseek"])
def test_a_key_and_any_name_mean_the_entity(run: Run, press: str, written: str) -> None:
    assert matching(run, press, "-e", written) == [1, 0, 1]


def test_another_string_is_looked_for_as_written(run: Run, press: str) -> None:
    assert matching(run, press, "-e", "天文台") == [0, 1, 0]


def test_names_separated_by_commas_are_one_subject(run: Run, press: str) -> None:
    assert matching(run, press, "--entity", "深度求索, 天文台") == [0, 1, 1]


def test_an_entity_and_a_query_must_both_hold(run: Run, press: str) -> None:
    assert matching(run, press, "-e", "deepseek", "-q", "股價 AND NOT 輝達") == [0, 0, 1]


def test_several_names_and_a_query_must_both_hold(run: Run, press: str) -> None:
    assert matching(run, press, "-e", "Deep Seek,深度求索", "-q", "股價") == [0, 0, 1]


def test_several_entities_and_queries_are_as_many_subjects(run: Run, press: str) -> None:
    rows = json.loads(
        run("trends", press, "-e", "deepseek", "-e", "nvidia", "-q", "天文台", "-f", "json").text
    )
    assert list(dict.fromkeys(row["entity"] for row in rows)) == ["DeepSeek", "英偉達", "天文台"]


@pytest.mark.parametrize("command", ["kwic", "match", "collocates", "dispersion", "xray", "keyness"])
def test_a_plain_argument_is_a_subject_like_that_of_the_option(run: Run, press: str, command: str) -> None:
    plain = run(command, press, "深度求索", "-f", "json")
    assert plain.status == 0
    assert plain.out == run(command, press, "-e", "deepseek", "-f", "json").out


def test_an_argument_and_an_entity_are_not_both_given(run: Run, press: str) -> None:
    outcome = run("kwic", press, "股價", "-e", "deepseek")
    assert (outcome.status, "say what to count once" in error_line(outcome)) == (2, True)


def test_several_arguments_and_entities_add_up(run: Run, press: str) -> None:
    rows = json.loads(run("dispersion", press, "股價", "-e", "deepseek", "-f", "json").text)
    assert {row["term"] for row in rows} == {"股價", "DeepSeek"}


@pytest.mark.parametrize(
    "asked", [["kwic", "股價 AND 輝達"], ["trend", "-e", "輝達*"], ["trends", "-e", "title:股價"]]
)
def test_a_query_in_place_of_a_name_is_refused_with_the_way_out(
    run: Run, press: str, asked: list[str]
) -> None:
    outcome = run(asked[0], press, *asked[1:])
    assert (outcome.status, "give it with --query" in error_line(outcome)) == (2, True)


def test_a_near_miss_is_refused_and_counted_when_it_ends_with_a_comma(run: Run, press: str) -> None:
    outcome = run("trend", press, "-e", "deepsek")
    assert outcome.status == 2
    assert error_line(outcome) == (
        "unknown entity 'deepsek'; did you mean 'deepseek'? To look for it as written, end it with a comma: deepsek,"
    )
    assert matching(run, press, "-e", "deepsek,") == [0, 0, 0]


@pytest.mark.parametrize("command", ["trend", "trends", "mentions", "kwic", "match", "xray", "aboutness"])
def test_a_subject_that_is_needed_is_asked_for(run: Run, press: str, command: str) -> None:
    outcome = run(command, press)
    assert (outcome.status, "say what to count: --entity" in error_line(outcome)) == (2, True)


def test_where_a_measure_has_no_subject_it_chooses_the_articles(run: Run, press: str) -> None:
    def words(*chosen: str) -> set[str]:
        return {row["term"] for row in json.loads(run("terms", press, *chosen, "-f", "json").text)}

    assert "天氣" in words() and "天氣" not in words("-e", "deepseek")
    assert words("-q", "深度求索 OR DeepSeek") == words("-e", "deepseek")


def test_names_are_those_of_the_pack_given(run: Run, press: str, tmp_path: Path) -> None:
    pack = tmp_path / "own.toml"
    pack.write_text('[observatory]\nhk = ["天文台"]\n', encoding="utf-8")
    own = ("--entities", str(pack))
    assert titles(run, "match", press, "observatory", *own) == ["年卅晚天氣清涼"]
    assert titles(run, "match", press, "-q", "entity:observatory", *own) == ["年卅晚天氣清涼"]
    assert "did you mean 'observatory'" in error_line(run("match", press, "observatry", *own))


def test_a_reference_is_a_subject_too(run: Run, press: str) -> None:
    asked = ("keyness", press, "天文台", "--min-frequency", "1", "-f", "json")
    named, queried = (
        run(*asked, "--reference", "輝達"),
        run(*asked, "--reference-query", "entity:nvidia"),
    )
    assert named.status == 0
    assert named.out == queried.out != run(*asked).out
