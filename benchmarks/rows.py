"""The rows of the result: each a small function from what was measured to a line with its target.

To add a row: a function from a `Measured` to a `Line`, and its place in `ROWS` with the jobs that it reads.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .drawing import DRAWN, DRAWN_OF_CODES, OF_CODES
from .measures import ASKED, EACH

MEGABYTE = 1e6


@dataclass(frozen=True)
class Measured:
    """What the jobs took on a corpus of `size` files: medians, and what the corpus weighs."""

    size: int
    corpus_bytes: int
    seconds: dict[str, float]
    peak: dict[str, int]
    text_bytes: int
    page_bytes: int = 0


@dataclass(frozen=True)
class Line:
    """One row: what was measured, ours, the contender's, how they compare, and whether the target is met.

    `met` is None where the contender is not installed.
    """

    size: int
    what: str
    ours: str
    beside: str
    figure: str
    target: str
    met: bool | None


@dataclass(frozen=True)
class Row:
    """A row, the jobs to run for it, and what it is called where a job has several parts."""

    jobs: tuple[str, ...]
    line: Callable[[Measured], Line]
    part: str = ""


def _time(seconds: float) -> str:
    return f"{seconds:.3g} s" if seconds < 100 else f"{seconds:.0f} s"


def faster(what: str, ours: str, beside: str, contender: str, times: float) -> Row:
    """Ours must be so many times as fast as the contender."""

    def line(got: Measured) -> Line:
        mine, other = got.seconds[ours], got.seconds[beside]
        figure, target = f"{other / mine:.1f} ×", f"≥ {times:g} × as fast"
        compared = f"{contender}: {_time(other)}"
        return Line(got.size, what, _time(mine), compared, figure, target, other / mine >= times)

    return Row((ours, beside), line)


def within(what: str, ours: str, beside: str, contender: str, times: float) -> Row:
    """Ours may take at most so many times as long as the contender."""

    def line(got: Measured) -> Line:
        mine, other = got.seconds[ours], got.seconds[beside]
        figure, target = f"{mine / other:.3g} ×", f"≤ {times:g} × the time"
        compared = f"{contender}: {_time(other)}"
        return Line(got.size, what, _time(mine), compared, figure, target, mine / other <= times)

    return Row((ours, beside), line)


def rate(what: str, ours: str, megabytes: float) -> Row:
    """Ours must go over so many megabytes of UTF-8 text a second."""

    def line(got: Measured) -> Line:
        took = got.seconds[ours]
        found = got.text_bytes / MEGABYTE / took
        target = f"≥ {megabytes:g} MB/s"
        return Line(got.size, what, _time(took), "", f"{found:.0f} MB/s", target, found >= megabytes)

    return Row((ours,), line)


def under(what: str, ours: str, seconds: float | Callable[[int], float], job: str = "") -> Row:
    """Ours, a job or a part of one, must take less than so many seconds, or than what a function of the files says."""

    def line(got: Measured) -> Line:
        mine = got.seconds[ours]
        most = seconds(got.size) if callable(seconds) else seconds
        return Line(got.size, what, _time(mine), "", _time(mine), f"< {most:g} s", mine < most)

    return Row((job or ours,), line, ours)


def not_slower(what: str, ours: str, job: str, part: str) -> Row:
    """A later question must take no longer than Conc's, where it is installed."""

    def line(got: Measured) -> Line:
        mine, other = got.seconds[ours], got.seconds.get(part)
        if other is None:
            return Line(got.size, what, _time(mine), "Conc: not installed", "", "≤ 1 × the time", None)
        figure = f"{mine / other:.3g} ×"
        return Line(
            got.size, what, _time(mine), f"Conc: {_time(other)}", figure, "≤ 1 × the time", mine <= other
        )

    return Row((job, "conc"), line)


def above_the_table(what: str, jobs: Sequence[str], table: str, most: float) -> Row:
    """The memory of each of several jobs may be so many bytes above that of the loaded table."""

    def line(got: Measured) -> Line:
        largest = max(jobs, key=lambda name: got.peak[name])
        mine = got.peak[largest] - got.peak[table]
        memory, limit = f"{mine / MEGABYTE:.0f} MB", f"≤ {most / MEGABYTE:.0f} MB"
        return Line(got.size, what, memory, largest.replace("_", " "), memory, limit, mine <= most)

    return Row((*jobs, table), line)


def under_at(what: str, ours: str, seconds: dict[int, float]) -> Row:
    """Ours must take less than so many seconds on the smallest of these sizes that is not smaller than the corpus."""
    fitting = sorted(seconds.items())
    most = max(seconds.values())
    return under(what, ours, lambda files: next((limit for size, limit in fitting if files <= size), most))


def page(what: str, ours: str, most: float) -> Row:
    """The largest page of ours may have so many bytes."""

    def line(got: Measured) -> Line:
        size, limit = f"{got.page_bytes / MEGABYTE:.2f} MB", f"≤ {most / MEGABYTE:g} MB"
        return Line(got.size, what, size, "", size, limit, got.page_bytes <= most)

    return Row((ours,), line)


def peak(what: str, ours: str, times: float, beyond: float) -> Row:
    """The memory of ours may be at most so many times the corpus' bytes, and a fixed part in bytes."""

    def line(got: Measured) -> Line:
        mine, most = got.peak[ours], times * got.corpus_bytes + beyond
        memory, weight = f"{mine / MEGABYTE:.0f} MB", f"corpus: {got.corpus_bytes / MEGABYTE:.0f} MB"
        target = f"≤ {times:g} × corpus + {beyond / MEGABYTE:.0f} MB = {most / MEGABYTE:.0f} MB"
        return Line(got.size, what, memory, weight, f"{mine / most:.2f} of it", target, mine <= most)

    return Row((ours,), line)


# Seconds at 100,000 files, where they are not 10
_LIMITS = dict.fromkeys(("new_words", "diversity", "aboutness", "aboutness_query", "ngrams"), 15)
_LIMITS |= dict.fromkeys(("syndicated", "syndication", "first_to_publish", "related", "threads"), 30)


# Our questions, and what Conc calls the same
_CONC = {"terms": "frequencies", "kwic": "concordance", "collocates": "collocates", "ngrams": "ngrams"}


def _limit_of_later_questions(files: int) -> float:
    return 0.05 if files <= 10_000 else 0.5


ROWS = (
    faster("cold load", "load_cold", "hand_load", "by hand", 15),
    within("cold load", "load_cold", "bare_limit", "bare limit", 2.5),
    within("warm load", "load_warm", "listing", "listing the files", 3),
    within("load, one file changed", "load_changed", "listing", "listing the files", 6),
    peak("memory of a cold load", "load_cold", 3, 300e6),
    rate("mentions of 20 entities", "mentions", 150),
    faster("mentions of 20 entities", "mentions", "hand_trends", "pandas, counts alone", 10),
    rate("trends of 20 entities", "trends", 150),
    faster("trends of 20 entities", "trends", "hand_trends", "pandas", 10),
    faster("terms", "terms", "vectorizer_terms", "CountVectorizer", 5),
    faster("keyness", "keyness", "vectorizer_keyness", "CountVectorizer", 5),
    under("collocates", "collocates", 60),
    under("stories", "stories", 60),
    *(under(name.replace("_query", " by query"), name, _LIMITS.get(name, 10)) for name in EACH),
    *(
        under(
            f"{name.replace('_', ' ')}, a later question",
            f"again_{name}",
            _limit_of_later_questions,
            job="later_questions",
        )
        for name in ASKED
        if name not in ("terms", "ngrams")
    ),
    *(
        not_slower(f"{ours}, a later question", f"again_{ours}", "later_questions", f"conc_{theirs}")
        for ours, theirs in _CONC.items()
    ),
    above_the_table("the most memory of a measure above the table", list(EACH), "articles", 1e9),
    *(
        under(f"{name.replace('_', ' ')}, of the coded sample", name, 2, job="count_codes")
        for name in OF_CODES
    ),
    *(
        under(f"the chart {name}", f"chart_{name}", 1, job="draw_charts")
        for name in (*DRAWN, *DRAWN_OF_CODES)
    ),
    faster("scan by two workers", "scan_two", "scan_one", "one worker", 1.6),
    faster("trends by two workers", "trends_by_two", "trends_by_one", "one worker", 1.6),
)

ROWS += (
    under_at("the whole report, warm", "report", {1000: 20, 10_000: 30, 100_000: 180}),
    peak("memory of the whole report, all processes", "report", 0, 5e9),
    page("the largest page", "report", 1e6),
)

STARTS = (  # at whatever size: programs from start to end
    under("import analytics", "import", 0.3),
    under("analytics --help", "help", 0.4),
    under("make report on the sample, warm", "report", 12),
)


def per_document(small: Measured, large: Measured) -> Line:
    """A document of the larger corpus may cost at most 15 % more than one of the smaller."""
    costs = [got.seconds["load_cold"] / got.size for got in (small, large)]
    ratio = costs[1] / costs[0]
    written = [f"{cost * 1000:.2f} ms" for cost in costs]
    return Line(
        large.size,
        "cold load, a document",
        written[1],
        f"{small.size:,} files: {written[0]}",
        f"{ratio:.2f} ×",
        "≤ 1.15 × the time",
        ratio <= 1.15,
    )
