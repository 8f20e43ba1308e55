"""Draw the pictures of `methods.md` from the sample, and write under each what it shows.

Run `python docs/methods.py` after a change to a chart or to the sample; a test holds the page to what would be drawn.
"""

import io
import re
from collections.abc import Callable
from pathlib import Path

from matplotlib.axes import Axes
from PIL import Image

import analytics
from analytics import charts
from analytics.charts.canvas.chart import figure_of, png

HERE = Path(__file__).parent
PAGE = HERE / "methods.md"
HALVES = {"before": ("2025-01-01", "2025-02-14"), "after": ("2025-02-15", "2025-03-31")}
RIVALS = ["deepseek", "openai", "nvidia", "alibaba"]


def pictures(corpus: analytics.Corpus) -> dict[str, Callable[[], Axes]]:
    """Return how each picture of the page is drawn."""
    articles = corpus.articles
    cut = articles[~articles["published"].between("2025-02-10", "2025-02-17")]
    about = analytics.aboutness(articles, "deepseek")["score"].ge(0.5).rename("DeepSeek, score ≥ 0.5")
    codes = analytics.load_codes("data/codes")
    validation = analytics.validate(articles, codes, "deepseek", question="about")
    return {
        "trend": lambda: charts.trend(analytics.trend(articles, "deepseek")),
        "trends": lambda: charts.trends(analytics.trends(articles, RIVALS)),
        "compare": lambda: charts.compare(analytics.compare(articles, RIVALS, **HALVES)),
        "bursts": lambda: charts.trend(
            analytics.trend(articles, "deepseek", freq="day"), bursts=analytics.bursts(articles, "deepseek")
        ),
        "distribution": lambda: charts.distribution(analytics.distribution(articles, "section")),
        "outlets": lambda: charts.outlets(analytics.outlets(articles, "deepseek", freq="week")),
        "timing": lambda: charts.timing(analytics.timing(articles)),
        "decomposition": lambda: charts.decomposition(
            analytics.decomposition(articles, "deepseek", **HALVES)
        ),
        "syndication": lambda: charts.syndication(analytics.syndication(articles)),
        "behind": lambda: charts.ranking(
            analytics.behind(analytics.trend(articles, "deepseek").head(4), articles)
        ),
        "concentration": lambda: charts.ranking(analytics.concentration(articles, "section", freq="month")),
        "syndicated": lambda: charts.ranking(analytics.syndicated(articles), top=10),
        "threads": lambda: charts.threads(analytics.threads(articles, similarity=0.06)),
        "related": lambda: charts.ranking(analytics.related(articles, articles["id"].iloc[0])),
        "first_to_publish": lambda: charts.ranking(analytics.first_to_publish(articles)),
        "headlines": lambda: charts.ranking(analytics.headlines(articles, "deepseek"), top=10),
        "kwic": lambda: charts.kwic(analytics.kwic(articles, "deepseek")),
        "aboutness": lambda: charts.trends(analytics.trends(articles, ["deepseek", about])),
        "dispersion": lambda: charts.ranking(analytics.dispersion(articles, RIVALS, by="week")),
        "diversity": lambda: charts.ranking(analytics.diversity(articles)),
        "new_words": lambda: charts.ranking(analytics.new_words(articles), top=12),
        "anomalies": lambda: charts.ranking(analytics.anomalies(cut)),
        "boilerplate": lambda: charts.ranking(analytics.boilerplate(articles)),
        "terms": lambda: charts.terms(analytics.terms(articles), top=15),
        "keyness": lambda: charts.keyness(analytics.keyness(articles, "deepseek"), top=10),
        "rising": lambda: charts.rising(analytics.rising(articles, freq="week")),
        "ngrams": lambda: charts.ngrams(analytics.ngrams(articles, length=3), top=12),
        "collocates": lambda: charts.collocates(analytics.collocates(articles, "deepseek")),
        "cooccurrence": lambda: charts.cooccurrence(analytics.cooccurrence(articles, "entities")),
        "xray": lambda: charts.xray(analytics.xray(articles, RIVALS)),
        "agreement": lambda: charts.agreement(analytics.agreement(codes)),
        "validate": lambda: charts.validate(validation),
        "remedies": lambda: charts.ranking(analytics.remedies(articles, validation, codes=codes), top=8),
        "correct": lambda: charts.correct(
            analytics.correct(analytics.trend(articles, "deepseek", freq="month"), articles, validation)
        ),
        "gaps": lambda: charts.trend(analytics.trend(cut, "deepseek", freq="day"), gaps=analytics.gaps(cut)),
    }


def small(ax: Axes) -> bytes:
    """Return a chart as a small PNG: 64 colours are all it has."""
    image = Image.open(io.BytesIO(png(figure_of(ax), dpi=140))).convert("RGB")
    buffer = io.BytesIO()
    image.quantize(64).save(buffer, format="PNG", optimize=True)
    return buffer.getvalue()


def described(page: str, name: str, words: str) -> str:
    """Write what a picture shows into its place on the page."""
    return re.sub(rf"!\[[^\]]*\]\(methods/{name}\.png\)", f"![{words}](methods/{name}.png)", page)


def main() -> None:
    """Draw every picture and bring the page up to date."""
    charts.language("en")
    page = PAGE.read_text(encoding="utf-8")
    for name, draw in pictures(analytics.load(HERE.parent / "data" / "sample")).items():
        ax = draw()
        (HERE / "methods" / f"{name}.png").write_bytes(small(ax))
        page = described(page, name, charts.describe(ax))
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
