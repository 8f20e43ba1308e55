"""The names that a corpus proposes itself: found once for a state of the corpus, and kept in the cache."""

import contextlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from ..files import PRIVATE, digest, write_whole
from ..text.lexicon import load_lexicon
from ..text.proposals import MEASURES, own_names
from .cache import PARSE_VERSION, cache_folder
from .options import Options
from .snapshot import HANDED_OVER

if TYPE_CHECKING:
    from .corpus import Corpus

_NO_WORDS = pd.DataFrame(columns=list(MEASURES)).astype(MEASURES)


def no_words() -> pd.DataFrame:
    """Return the table of a corpus that was not asked for its own names.

    >>> list(no_words())[:2]
    ['word', 'frequency']
    """
    return _NO_WORDS.copy()


def own_words(read: Callable[[], "Corpus"], options: Options, share: Path | None) -> pd.DataFrame:
    """Return the names that a corpus proposes, as `new_words` measures them.

    Parameters
    ----------
    read : callable
        Reads the corpus without them.
    options : Options
        How it is read.
    share : Path or None
        The snapshot that a build hands to its notebooks: the names go beside it, so that all of them read alike.
    """
    handed = os.environ.get(HANDED_OVER)
    if handed and _beside(Path(handed)).exists():
        return _kept(_beside(Path(handed)))
    corpus = read()
    lexicon = load_lexicon(options.pack.values() if options.entities else None)
    state = (corpus.fingerprint, lexicon.key, options.kept, repr(options.columns), str(PARSE_VERSION))
    file = cache_folder() / f"{digest(chr(0).join(state).encode())[:24]}.words"
    found = _kept(file) if options.cache and file.exists() else own_names(corpus.articles, lexicon)
    content = json.dumps(found.to_dict(orient="list"), ensure_ascii=False).encode()
    for place in ([file] if options.cache else []) + ([_beside(share)] if share else []):
        with contextlib.suppress(OSError):  # a cache that cannot be written is no error
            write_whole(place, lambda out: out.write(content), mode=PRIVATE)
    return found


def _beside(snapshot: Path) -> Path:
    return snapshot.with_name(f"{snapshot.name}.words")


def _kept(file: Path) -> pd.DataFrame:
    return pd.DataFrame(json.loads(file.read_bytes())).astype(MEASURES)
