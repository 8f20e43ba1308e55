"""`make same` calls every measure, notices any other value, and knows the names of before a rename."""

import inspect
import math
import re
import shutil
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

import analytics
from tools import compute, same
from tools.calls import ALL, CALLS, OLD_COLUMNS, OLD_FUNCTIONS, Call, on
from tools.same import ROOT, differences

FAMILIES = "coverage|mentions|words|stories|corpus"
CORPUS = str(ROOT / "data/sample/waingon")
TREND = [on("trend", "deepseek", freq="month")]


def table(**columns: list[object]) -> dict[str, pd.DataFrame]:
    return {"table": pd.DataFrame(columns)}


def found(before: dict[str, object], after: dict[str, object]) -> list[str]:
    return list(differences("trend", before, after))


def test_every_public_measure_is_called_under_its_newest_name() -> None:
    public = {name: getattr(analytics, name) for name in analytics.__all__}
    measures = {
        name
        for name, thing in public.items()
        if inspect.isfunction(thing) and re.match(rf"analytics\.measures\.({FAMILIES})\.", thing.__module__)
    }
    newest = {old: new for new, old in OLD_FUNCTIONS.items()}
    assert {newest.get(name, name) for name in measures} == {call.function for call in CALLS}


def test_equal_tables_have_no_difference() -> None:
    rows = table(term=["模型", None], share=[0.1, math.nan], tags=[["a"], []])
    assert found(rows, rows) == []


def test_the_last_bit_of_a_float_is_a_difference_and_its_size_is_told() -> None:
    (line,) = found(table(share=[0.3, 1.0]), table(share=[0.1 + 0.2, 1.0]))
    assert "1 of 2 cells differ" in line
    assert "largest difference 5.55e-17" in line


def test_another_order_of_rows_is_a_difference() -> None:
    assert found(table(term=["a", "b"]), table(term=["b", "a"])) != []


def test_a_missing_row_is_a_difference() -> None:
    assert found(table(term=["a", "b"]), table(term=["a"])) == ["rows: 2 before, 1 after"]


def test_another_type_of_the_same_values_is_a_difference() -> None:
    assert found(table(count=[1]), table(count=[1.0]))[0] == "count: type int64 before, float64 after"


def test_columns_that_come_go_or_move_are_a_difference() -> None:
    assert found(table(a=[1]), table(b=[1])) == ["columns: ['a'] gone, ['b'] added"]
    assert found(table(a=[1], b=[1]), table(b=[1], a=[1])) == ["columns in another order: ['b', 'a']"]


def test_one_more_column_is_a_difference() -> None:
    assert found(table(a=[1]), table(a=[1], b=[1])) == ["columns: [] gone, ['b'] added"]


def test_the_largest_difference_is_told_of_numbers_alone() -> None:
    (line,) = found(table(a=[1.0, 1.0, math.nan]), table(a=[1.5, 3.0, 9.0]))
    assert "3 of 3 cells differ, largest difference 2:" in line
    (line,) = found(table(a=[1, "b"]), table(a=["b", 2]))
    assert "2 of 2 cells differ: row 0: 1 -> 'b'; row 1: 'b' -> 2" in line


def test_lists_differ_by_their_items_and_their_lengths() -> None:
    assert found(table(tags=[["a", "b"]]), table(tags=[["a", "c"]])) != []
    assert found(table(tags=[["a", "b"]]), table(tags=[["a"]])) != []


def test_a_renamed_column_is_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(OLD_COLUMNS, "trend", {"total": "n"})
    assert found(table(n=[1]), table(total=[1])) == []
    assert found(table(n=[1]), table(total=[2])) != []


def test_a_refusal_is_the_same_under_another_error_but_not_the_same_as_a_table() -> None:
    refused, otherwise = {"error": "QueryError: no"}, {"error": "ArgumentError: no"}
    assert found(refused, otherwise) == []
    assert found(refused, table(a=[1])) == ["before: QueryError: no; after: a table"]


def test_a_version_of_before_a_rename_is_called_by_its_own_names(monkeypatch: pytest.MonkeyPatch) -> None:
    earlier = SimpleNamespace(syndicated_before=lambda articles, *, least: (len(articles), least))
    monkeypatch.setattr(compute, "analytics", earlier)
    maker = compute.Maker(
        pd.DataFrame({"id": ["a", "b"]}),
        {"syndicated": "syndicated_before"},
        {"syndicated": {"min_articles": "least"}},
    )
    assert maker.call("syndicated", [ALL], {"min_articles": 3}) == (2, 3)


def test_several_names_are_a_list_where_there_is_no_class_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compute, "analytics", SimpleNamespace())
    maker = compute.Maker(pd.DataFrame(), {}, {})
    assert maker.value({"names": ["港鐵", "MTR"]}) == ["港鐵", "MTR"]


def test_a_broken_tree_is_noticed(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    shutil.copytree(ROOT / "analytics", tree / "analytics", ignore=shutil.ignore_patterns("__pycache__"))
    (tree / "data").symlink_to(ROOT / "data")
    module = tree.joinpath(*analytics.trend.__module__.split(".")).with_suffix(".py")
    fault = "\n_right = trend\ndef trend(*given, **named):\n    return _right(*given, **named).iloc[::-1]\n"
    module.write_text(module.read_text("utf-8") + fault, "utf-8")
    for folder, side in ((ROOT, "before"), (tree, "after")):
        same.compute(folder, tmp_path / side, [CORPUS], tmp_path / "articles", TREND)
    assert same.report(tmp_path, [CORPUS], TREND) == 1


@pytest.mark.skipif(
    not (ROOT / ".git").exists(), reason="an earlier commit can be had from a git checkout alone"
)
def test_a_commit_is_compared_and_what_was_compared_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    calls = [*TREND, on("trend", "deepseek", freq="second"), on("kwic", "港鐵海底隧道")]
    monkeypatch.setattr(same, "CALLS", calls)
    tree = same.extract("HEAD", tmp_path)
    assert same.main(["HEAD", CORPUS, "--tree", str(tree), "--articles", "own"]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "4 tables compared, 0 differ; 1 calls refused by both, 1 tables empty"


def test_a_call_is_printed_as_a_line() -> None:
    assert str(Call("trend", ["a"], {"freq": "day"})) == "trend('a', freq='day')"
