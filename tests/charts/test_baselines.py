"""Charts look as they did: marks, labels and positions, in both languages."""

import difflib

import pandas as pd
import pytest

from analytics import charts

from .baselines import FOLDER, reduced
from .cases import CASES


@pytest.mark.parametrize("code", ["zh-HK", "en"])
@pytest.mark.parametrize("name", CASES)
def test_a_chart_looks_as_its_baseline(sample: pd.DataFrame, name: str, code: str) -> None:
    charts.language(code)
    known = (FOLDER / f"{name}.{code}.txt").read_text(encoding="utf-8").splitlines()
    drawn = reduced(CASES[name](sample)).splitlines()
    changed = list(difflib.unified_diff(known, drawn, "baseline", "drawn", n=0, lineterm=""))
    assert not changed, "\n".join(
        ["look at the picture; if it is right, run `make baselines`:", *changed[:40]]
    )


def test_every_baseline_belongs_to_a_chart() -> None:
    known = {f"{name}.{code}.txt" for name in CASES for code in ("zh-HK", "en")}
    assert {file.name for file in FOLDER.iterdir()} == known
