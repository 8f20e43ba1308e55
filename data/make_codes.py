"""Write the codes of two invented coders for the sample corpus: `python data/make_codes.py`.

Nobody has coded these articles. A rule that knows from which story of the bank an article was made plays the coders,
and random slips, which depend on nothing but the article's id and the coder's name, make them disagree.
"""

import hashlib
import json
import re
from pathlib import Path

import analytics
from analytics.coding.page import sample_digest
from analytics.coding.samples import article_digest

DATA = Path(__file__).parent
CODES = DATA / "codes"
CODERS = {"invented A": 0.03, "invented B": 0.07}  # how often each slips
SIZE, SEED = 120, 1
TONES = ("critical", "neutral", "favourable")
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]*")


def chance(coder: str, article: str, question: str) -> float:
    """Return a number from 0 to 1 that depends on its arguments alone."""
    found = hashlib.blake2b(f"{coder}:{article}:{question}".encode(), digest_size=6).digest()
    return int.from_bytes(found) / 2**48


def answers(row, matched: bool, coder: str) -> dict[str, object]:  # type: ignore[no-untyped-def]
    """Return what an invented coder says about an article."""
    slip = CODERS[coder]
    of_story = re.search(r"(?:^|[-/])ds-", row.path) is not None
    mentions = (of_story or matched) != (chance(coder, row.id, "mentions") < slip)
    if not mentions:
        return {"mentions": "no"}
    about = of_story != (chance(coder, row.id, "about") < 2 * slip)
    if not about:
        return {"mentions": "yes", "about": "no"}
    tone = int(chance("story", row.id, "tone") * 3)
    if chance(coder, row.id, "tone") < 3 * slip:
        tone = min(max(tone + (1 if chance(coder, row.id, "way") < 0.5 else -1), 0), 2)
    names = re.compile("DeepSeek|深度求索|R1|V3", re.IGNORECASE)
    spans = [
        ["body", found.start(), found.end()]
        for found in _SENTENCE.finditer(row.body)
        if names.search(found[0]) and chance(coder, row.id, str(found.start())) > slip
    ]
    return {"mentions": "yes", "about": "yes", "tone": TONES[tone], "names": spans}


def files() -> dict[str, str]:
    """Return the content of each coder's file, by its name."""
    articles = analytics.load(DATA / "sample", cache=False).articles
    sample = analytics.sample(articles, SIZE, seed=SEED)
    matched = analytics.match(sample, "deepseek")
    book = analytics.load_codebook(CODES / "codebook.toml")
    written = {}
    for coder in CODERS:
        rows = [
            {
                "id": row.id,
                "digest": article_digest(row.title, row.body),
                "stratum": row.stratum,
                "cluster": row.cluster,
                "probability": row.probability,
                "answers": answers(row, found, coder),
            }
            for row, found in zip(sample.itertuples(), matched, strict=True)
        ]
        content = {
            "format": "analytics-codes",
            "version": 1,
            "coder": coder,
            "sample": sample_digest(sample),
            "codebook": book.digest,
            "blind": True,
            "note": "synthetic: nobody has coded these articles; data/make_codes.py invented the answers",
            "saved": "2025-04-01T00:00:00.000Z",
            "done": len(rows),
            "total": len(rows),
        }
        head = json.dumps(content, ensure_ascii=False, indent=1).removesuffix("\n}")
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        written[f"{coder.replace(' ', '-').lower()}.json"] = f'{head},\n "articles": [\n{lines}\n ]\n}}\n'
    return written


if __name__ == "__main__":
    for name, content in files().items():
        (CODES / name).write_text(content, encoding="utf-8")
