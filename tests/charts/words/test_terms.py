"""The most frequent terms."""

from analytics import charts

from ..tables import terms_table, texts


def test_bars_are_occurrences_and_diamonds_articles() -> None:
    ax = charts.terms(terms_table())
    assert [bar.get_width() for bar in ax.patches] == terms_table()["frequency"].tolist()  # type: ignore[attr-defined]
    assert list(ax.lines[-1].get_xdata()) == terms_table()["document_frequency"].tolist()


def test_each_term_has_its_tooltip() -> None:
    assert "<title>模型：出現40次，見於20篇文章</title>" in charts.svg(charts.terms(terms_table()))


def test_terms_left_out_are_counted() -> None:
    assert "只列首2項，共5項。" in texts(charts.terms(terms_table(), top=2))
