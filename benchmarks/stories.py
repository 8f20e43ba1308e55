"""Quality of stories: pairs of articles judged by hand against the stories that they are put into.

`python -m benchmarks.stories FOLDER` takes a folder of corpora that hold the articles; `judged/stories.csv` names them
by their ids alone. `docs/quality.md` has the results.
"""

import argparse
from pathlib import Path

import pandas as pd

import analytics

JUDGED = Path(__file__).parent / "judged" / "stories.csv"


def measure(folder: Path) -> pd.DataFrame:
    """Return precision and recall of the pairs judged, of all and by how much of the shorter body is in the longer."""
    judged = pd.read_csv(JUDGED)
    story: dict[str, str] = {}
    for corpus in sorted(path for path in folder.iterdir() if path.is_dir()):
        found = analytics.stories(analytics.load(corpus, cache=False, progress=False))
        story.update(zip(found["id"], found["story"], strict=True))
    known = judged[judged["a"].isin(story) & judged["b"].isin(story)]
    joined = known["a"].map(story) == known["b"].map(story)
    rows = known.assign(joined=joined, both=joined & known["same"])
    sums = rows.groupby("containment")[["same", "joined", "both"]].agg("sum")
    sums.insert(0, "pairs", rows.groupby("containment").size())
    sums.loc["all"] = sums.sum()
    return sums.assign(precision=sums["both"] / sums["joined"], recall=sums["both"] / sums["same"])


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path, help="a folder of corpora")
    print(measure(arguments.parse_args().folder).round(3).to_string())
