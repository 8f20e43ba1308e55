"""Tables at the end of a notebook's cells."""

import subprocess
import sys

import pandas as pd

import analytics
from analytics.notebook import text_left


def test_columns_of_text_stand_left_and_numbers_do_not() -> None:
    shown = text_left(pd.DataFrame({"outlet": ["電車軌"], "articles": [3], "title": ["港股"]}))
    assert shown is not None
    rule = shown[: shown.index("</style>")]
    assert "td:nth-child(2)" in rule and "td:nth-last-child(1)" in rule
    assert "td:nth-child(3)" not in rule and "td:nth-last-child(2)" not in rule


def test_a_concordance_keeps_its_form_around_the_match() -> None:
    lines = analytics.kwic(analytics.load("data/sample"), "deepseek")
    assert text_left(lines) == lines._repr_html_()
    assert lines._repr_html_().count("text-align:left") == 3 * len(lines)
    assert lines._repr_html_().count("text-align:right") == len(lines)


def test_importing_the_library_in_a_notebook_aligns_tables() -> None:
    code = (
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "shell = InteractiveShell.instance()\n"
        "import analytics, pandas as pd\n"
        "frame = pd.DataFrame({'outlet': ['電車軌']})\n"
        "print(shell.display_formatter.format(frame)[0]['text/html'])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "text-align:left" in done.stdout


def test_the_head_of_a_corpus_stands_left() -> None:
    shown = analytics.load("data/sample")._repr_html_()
    assert "<td>" not in shown and "<th>" not in shown
