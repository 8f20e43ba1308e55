"""The manifest: what it tells, and what a damaged one costs."""

import json

import pytest

from analytics.reports import build_reports
from analytics.reports.build.manifest import read_manifest

from .notebooks import TITLE


@pytest.mark.parametrize("damage", [{"page": 5}, {"page": None}, {"seconds": "long"}, {"inputs": ["a"]}])
def test_a_manifest_with_values_of_other_types_counts_as_none(damage, tmp_path):
    success = {"date": "", "page": "", "sha256": "", "inputs": "", "charts": "", "changed": "", "seconds": 1}
    entry = {"title": "", "description": "", "last_attempt": None, "last_success": success | damage}
    told = {"schema": 1, "reports": {"a": entry}}
    (tmp_path / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    assert read_manifest(tmp_path).reports == {}


def test_a_manifest_nested_without_end_counts_as_none(tmp_path):
    (tmp_path / "manifest.json").write_text('{"reports":' + "[" * 100_000, encoding="utf-8")
    assert read_manifest(tmp_path).reports == {}


def manifest(out):
    return json.loads((out / "manifest.json").read_text(encoding="utf-8"))


def test_the_manifest_tells_the_last_success_apart_from_the_last_attempt(write_notebook, lonely, out):
    build_reports(notebooks=write_notebook("a", TITLE, "1"), corpus=lonely, out=out, date="2025-03-30")
    build_reports(notebooks=write_notebook("a", TITLE, "1 / 0"), corpus=lonely, out=out, date="2025-03-31")
    entry = manifest(out)["reports"]["a"]
    assert (entry["last_attempt"]["date"], entry["last_attempt"]["status"]) == ("2025-03-31", "failed")
    assert entry["last_attempt"]["error"] == "code cell 1: ZeroDivisionError: division by zero"
    assert (entry["last_success"]["date"], entry["last_success"]["page"]) == (
        "2025-03-30",
        "a/2025-03-30.html",
    )


def test_the_manifest_tells_what_everything_was_made_from(write_notebook, lonely, out):
    build_reports(notebooks=write_notebook("a", TITLE, "1"), corpus=lonely, out=out, end="2025-02-28")
    told = manifest(out)
    assert told["corpus"]["files"] == told["corpus"]["articles"] + told["corpus"]["rejected"] == 1
    assert told["parameters"]["end"] == "2025-02-28"
    assert {"python", "pandas", "hk-media-analytics"} <= set(told["versions"])


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", '{"schema": 1, "reports": {"a": {}}}', '{"schema": 99, "reports": {}}']
)
def test_a_damaged_manifest_costs_a_build_and_no_page(damage, tmp_path):
    (tmp_path / "manifest.json").write_text(damage, encoding="utf-8")
    assert read_manifest(tmp_path).reports == {}
