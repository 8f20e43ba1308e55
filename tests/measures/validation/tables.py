"""Codes and corpora for the tests of validation: small ones by hand, and one of known truth."""

import numpy as np
import pandas as pd

COLUMNS = [
    "coder",
    "id",
    "question",
    "kind",
    "value",
    "number",
    "digest",
    "stratum",
    "cluster",
    "probability",
]


def codes_of(
    *rows: tuple[str, str, str], kind: str = "yes-no", question: str = "about", **more: object
) -> pd.DataFrame:
    """Return codes from coder, article and value; a value is numbered by its place among all."""
    table = pd.DataFrame(rows, columns=["coder", "id", "value"]).assign(question=question, kind=kind)
    known = ["yes", "no"] if kind == "yes-no" else sorted(table["value"].unique())
    table["number"] = table["value"].map({value: place + 1.0 for place, value in enumerate(known)})
    for name in COLUMNS[6:]:
        table[name] = more.get(name, np.nan if name == "probability" else "")
    return table[COLUMNS]


def by_coder(**answers: str) -> pd.DataFrame:
    """Return codes from a string for each coder: a letter for each article, `y`, `n` or `.` where there is none."""
    values = {"y": "yes", "n": "no"}
    return codes_of(
        *(
            (coder, f"a{number}", values[letter])
            for coder, letters in answers.items()
            for number, letter in enumerate(letters)
            if letter != "."
        )
    )
