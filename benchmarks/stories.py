"""Quality of stories: pairs of articles judged by hand against the stories that they are put into.

`python -m benchmarks.stories FOLDER` takes a folder of corpora that hold the articles. `judged/stories.csv` names them
by a hash of their path inside their corpus, which stays when reading changes; ids follow the text. `docs/quality.md`
has the results.
"""

import argparse
import hashlib
from pathlib import Path

import numpy as np
import pandas as pd

import analytics

JUDGED = Path(__file__).parent / "judged" / "stories.csv"
# How many pairs the corpora have of the kinds of which some were judged; of 0.4 and more, all were.
PAIRS = {"0.2 to 0.4": 429, "headlines alike": 175, "headlines equal": 81}


def found_stories(folder: Path) -> dict[str, str]:
    """Return the story of each article of some corpora, by the hash of its path."""
    story: dict[str, str] = {}
    for corpus in sorted(path for path in folder.iterdir() if path.is_dir()):
        articles = analytics.load(corpus, cache=False, progress=False).articles
        keys = [hashlib.blake2b(path.encode(), digest_size=6).hexdigest() for path in articles["path"]]
        story.update(zip(keys, analytics.stories(articles)["story"], strict=True))
    return story


def measure(folder: Path) -> pd.DataFrame:
    """Return precision and recall of the pairs judged: by drawing, by likeness, and as the corpora have them."""
    judged = pd.read_csv(JUDGED)
    story = found_stories(folder)
    known = judged[judged["a"].isin(story) & judged["b"].isin(story)]
    joined = known["a"].map(story) == known["b"].map(story)
    rows = known.assign(pairs=1, joined=joined, both=joined & known["same"])
    counted = ["pairs", "same", "joined", "both"]
    drawn = rows.groupby("drawn", sort=False)[counted].sum()
    kinds = rows.groupby("containment")[counted].sum().astype(float)
    weights = pd.Series(PAIRS).reindex(kinds.index) / kinds["pairs"]
    kinds.loc["weighted"] = kinds.mul(weights.fillna(1), axis=0).sum()
    sums = pd.concat([drawn, kinds])
    ratio = {"precision": sums["both"] / sums["joined"], "recall": sums["both"] / sums["same"]}
    return sums.assign(**ratio).replace(np.inf, np.nan)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path, help="a folder of corpora")
    print(measure(arguments.parse_args().folder).round(3).to_string())
