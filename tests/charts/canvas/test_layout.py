"""The sheet: titles keep to two lines, letters keep their size, and a chart fits into other figures."""

import re

import matplotlib.pyplot as plt

from analytics import charts
from analytics.charts.canvas.letters import text_width
from analytics.charts.canvas.sheet import WIDE
from analytics.charts.canvas.theme import TITLE

from ..tables import distribution_table, grid_table, terms_table, trend_table


def test_a_long_title_keeps_to_two_lines() -> None:
    table = trend_table(label="深度求索公司及其創辦人梁文鋒與旗下各個人工智能模型" * 3)
    title = [written for written in charts.trend(table).figure.texts if written.get_fontsize() == TITLE]
    assert len(title) == 2
    assert title[1].get_text().endswith("…")
    assert max(text_width(line.get_text(), TITLE) for line in title) < WIDE


def test_letters_keep_their_size_in_a_page() -> None:
    drawn = charts.svg(charts.trend(trend_table()))
    outlines = re.findall(r"<path [^>]*transform=\"scale\(([\d.]+)\)\"", drawn)
    assert {float(scale) for scale in outlines} == {8 / 64}
    assert "scale(0.135 -0.135)" in drawn  # 13.5 points of a title: outlines stand at 100 points


def test_charts_can_be_drawn_into_axes_of_ones_own() -> None:
    figure, own = plt.subplots(2, 2, figsize=(11, 8), layout="constrained")
    label = "$5.6億與$x_1$"
    drawn = [
        charts.terms(terms_table(), ax=own[0, 0]),
        charts.distribution(distribution_table(values=[label, "港聞"]), ax=own[0, 1]),
        charts.trend(trend_table(), ax=own[1, 0]),
        charts.heatmap(grid_table(), ax=own[1, 1]),
    ]
    assert drawn == [own[0, 0], own[0, 1], own[1, 0], own[1, 1]]
    assert "詞語" in charts.describe(own[0, 0])  # each keeps its own words
    assert "折線圖" in charts.describe(own[1, 0])
    charts.svg(own[0, 0])  # every glyph is there: the fonts are the charts'
    assert not any(written.get_parse_math() for written in own[0, 1].get_yticklabels())
    plt.close(figure)


def test_dollars_and_underscores_are_text_and_not_mathematics() -> None:
    label = "$5.6億與$x_1$"
    ax = charts.distribution(distribution_table(values=[label, "a_b^c\\frac"]))
    assert label in [written.get_text() for written in ax.get_yticklabels()]
    charts.svg(ax)
