"""Quality of the text rooms: segmentation on a treebank, and names on a corpus of one's own.

Neither is part of the project. `python -m benchmarks.quality --treebank FILE` takes a CoNLL-U file, such as the test
set of Universal Dependencies' UD_Chinese-HK (1,004 sentences of Hong Kong Chinese); `make bench` takes it from the
environment variable TREEBANK. `--corpus FOLDER` takes any corpus that `analytics.load` reads: its tags are looked for
in the bodies of their articles, and the names of the entity pack are counted. `docs/quality.md` has the results.
"""

import argparse
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import jieba
from opencc import OpenCC

import analytics
from analytics.text.characters import HAN
from analytics.text.lexicon import Lexicon
from analytics.text.match import find_in
from analytics.text.proposals import own_names
from analytics.text.tokens import Segmenter, segmenter

NAMES = Path(__file__).with_name("names.txt")
Cutter = Callable[[str], list[str]]
Sentence = tuple[str, list[str]]


def run() -> list[dict[str, object]]:
    """Print and return the quality of plain jieba, of ours without a lexicon, and of ours."""
    treebank = os.environ.get("TREEBANK")
    if not treebank:
        print("\nQuality of segmentation: set TREEBANK to a CoNLL-U file to measure it.")
        return []
    jieba.setLogLevel("ERROR")
    contenders: dict[str, Cutter] = {
        "plain jieba": lambda text: [word for word in jieba.lcut(text) if word.strip()],
        "ours, no lexicon": segmenter(Lexicon()).tokens,
        "ours": segmenter(analytics.load_lexicon()).tokens,
    }
    sentences = list(_sentences(Path(treebank)))
    simplify = OpenCC("hk2s").convert
    simplified = [(simplify(text), [simplify(word) for word in words]) for text, words in sentences]
    same = [(text, words) for text, words in simplified if "".join(words) == text.replace(" ", "")]
    found = []
    for form, chosen in {"as it is": sentences, "converted to Simplified": same}.items():
        print(f"\nQuality of segmentation, {len(chosen)} sentences {form}:")
        for name, cut in contenders.items():
            scores = quality(chosen, cut)
            print(f"  {name:18} " + "  ".join(f"{score} {value:.4f}" for score, value in scores.items()))
            found.append({"form": form, "contender": name, **scores})
    return found


def quality(sentences: list[Sentence], cut: Cutter) -> dict[str, float]:
    """Return precision, recall and F1 of the words that `cut` finds.

    >>> quality([("我在灣仔", ["我", "在", "灣仔"])], list)["recall"]
    0.6666666666666666
    """
    right = proposed = wanted = 0
    for text, words in sentences:
        gold, found = _spans(words), _spans(cut(text))
        right, proposed, wanted = right + len(gold & found), proposed + len(found), wanted + len(gold)
    precision, recall = right / proposed, right / wanted
    return {"precision": precision, "recall": recall, "F1": 2 * precision * recall / (precision + recall)}


def _sentences(file: Path) -> Iterator[Sentence]:
    for block in file.read_text(encoding="utf-8").strip().split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if not line.startswith("#")]
        text = next(line for line in block.split("\n") if line.startswith("# text = "))[9:]
        yield text, [row[1] for row in rows if row[0].isdigit()]


def _spans(words: list[str]) -> set[tuple[int, int]]:
    spans, at = set(), 0
    for word in words:
        length = len("".join(word.split()))
        spans.add((at, at + length))
        at += length
    return spans


def names_whole(texts: list[str], names: list[list[str]], cutter: Segmenter) -> Counter[str]:
    """Count how names are cut where they stand in texts.

    Parameters
    ----------
    texts : list of str
        The texts.
    names : list of list of str
        For each text the names to look for in it.
    cutter : Segmenter
        What cuts the texts.

    Returns
    -------
    Counter
        `whole`: one token; `within`: inside a longer token; `split`: several tokens; `crossed`: a token reaches
        across one of its ends.

    Examples
    --------
    >>> dict(names_whole(["立法會在灣仔開會"], [["灣仔", "會在"]], segmenter(analytics.load_lexicon())))
    {'whole': 1, 'crossed': 1}
    """
    counts: Counter[str] = Counter()
    for text, wanted in zip(texts, names, strict=True):
        spans = list(cutter.spans(text))
        tokens, edges = set(spans), {place for span in spans for place in span}
        for name in wanted:
            for found in re.finditer(re.escape(name), text):
                start, end = found.span()
                inside = any(first <= start and end <= last for first, last in spans)
                apart = start in edges and end in edges
                whole = (start, end) in tokens
                counts["whole" if whole else "within" if inside else "split" if apart else "crossed"] += 1
    return counts


def measure_names(folders: list[str]) -> None:
    """Print how the 200 names of `names.txt` that are most frequent in some corpora are cut there.

    A place inside a longer word that the dictionary or the lexicon lists, such as 台中 in 台中市, is counted apart.
    The second line is without these names in the lexicon: what becomes of names that no list has. In the third each
    corpus is read with the names that it proposes itself.
    """
    corpora = [analytics.load(folder, cache=False).articles for folder in folders]
    texts = [(table["title"] + "\n" + table["body"].fillna("")).tolist() for table in corpora]
    lines = NAMES.read_text(encoding="utf-8").splitlines()
    names = [name for line in lines if not line.startswith("#") for name in line.split()[1:]]
    joined = "\0".join(text for own in texts for text in own)
    frequent = sorted(names, key=joined.count, reverse=True)[:200]
    lexicon = analytics.load_lexicon()
    words, fixed = (
        {name: value for name, value in known.items() if name not in set(names)}
        for known in (lexicon.words, lexicon.names)
    )
    others = Lexicon(words, lexicon.stop, fixed)
    own = [own_names(table, others)["word"] for table in corpora]
    lexicons = {
        "with them": [lexicon] * len(corpora),
        "without them": [others] * len(corpora),
        "with the corpus' own": [
            Lexicon(dict.fromkeys(found, (None, "")) | words, lexicon.stop, fixed) for found in own
        ],
    }
    for which, known in lexicons.items():
        counts: Counter[str] = Counter()
        for bodies, lexicon in zip(texts, known, strict=True):
            wanted = [[name for name in frequent if name in text] for text in bodies]
            counts += names_whole(bodies, wanted, Segmenter(lexicon))
        longer = counts.pop("within", 0)
        shares = "  ".join(f"{kind} {count / counts.total():.1%}" for kind, count in counts.most_common())
        print(f"200 names, lexicon {which}: {counts.total()} places  {shares}; {longer} in longer words")


def measure_corpus(folder: str) -> None:
    """Print how the tags of a corpus are cut in its bodies, and how often it names each entity of the pack."""
    articles = analytics.load(folder, cache=False).articles
    lexicon = analytics.load_lexicon()
    tag = re.compile(f"[{HAN}]{{2,4}}")
    own = [[text for text in set(tags) if tag.fullmatch(text)] for tags in articles["tags"]]
    unlisted = [[text for text in tags if text not in lexicon.words] for tags in own]
    bodies = articles["body"].fillna("").tolist()
    contenders = {"no lexicon": segmenter(Lexicon()), "ours": segmenter(lexicon)}
    for which, names in {"all tags": own, "tags not in the lexicon": unlisted}.items():
        for contender, cutter in contenders.items():
            counts = names_whole(bodies, names, cutter)
            shares = "  ".join(f"{kind} {count / counts.total():.1%}" for kind, count in counts.most_common())
            print(f"{which}, {contender}: {counts.total()} places  {shares}")
    pack = analytics.load_entities()
    totals: Counter[str] = Counter()
    for field in ("title", "body"):
        for key, spans in zip(pack, find_in(articles, list(pack.values()), field)[1], strict=True):
            totals[key] += len(spans)
    print("mentions:", ", ".join(f"{key} {totals[key]}" for key in pack))


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--treebank", help="a CoNLL-U file")
    arguments.add_argument("--corpus", help="a folder or file that analytics.load reads")
    arguments.add_argument(
        "--names", nargs="+", help="folders or files in which the names of names.txt are looked for"
    )
    given = arguments.parse_args()
    if given.treebank:
        os.environ["TREEBANK"] = given.treebank
        run()
    if given.corpus:
        measure_corpus(given.corpus)
    if given.names:
        measure_names(given.names)
