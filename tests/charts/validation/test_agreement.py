"""Agreement: a bar for each coefficient; pale where it is too low."""

from matplotlib.colors import to_hex

import analytics
from analytics import charts
from analytics.charts.canvas.theme import FAINT


def test_bars_are_pale_where_the_interval_is_too_low() -> None:
    table = analytics.agreement(analytics.load_codes("data/codes"), repeats=100)
    ax = charts.agreement(table)
    pale = [to_hex(bar.get_facecolor()) == FAINT for bar in ax.patches[: len(table)]]
    assert pale == (table["low"] < 0.667).tolist()


def test_three_coders_are_named_in_the_labels() -> None:
    from ...measures.validation.tables import by_coder

    ax = charts.agreement(analytics.agreement(by_coder(a="yyn", b="ynn", c="yyn"), repeats=10), top=8)
    assert ax.get_yticklabels()[0].get_text().endswith("a / b / c")
