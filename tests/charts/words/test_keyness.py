"""Key terms of two sides."""

from analytics import charts

from ..tables import keyness_table, texts


def test_keyness_shows_both_sides_and_leaves_out_what_may_be_chance() -> None:
    ax = charts.keyness(keyness_table())
    shown = texts(ax)
    assert "開源" not in shown
    assert "「DeepSeek」最突出的是模型、算力；「其餘文章」最突出的是樓市、天氣" in charts.describe(ax)
    charts.svg(ax)


def test_keyness_of_one_side_or_of_nothing_is_drawn() -> None:
    for table in (keyness_table().head(2), keyness_table().tail(2), keyness_table().head(0)):
        charts.svg(charts.keyness(table))
