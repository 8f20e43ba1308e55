"""Count coverage in Hong Kong news right, and show it.

The public names are listed once, in `__init__.pyi`; each is imported when it is first used.

>>> import analytics
>>> corpus = analytics.load("data/sample")
>>> table = analytics.trend(corpus.articles, "deepseek", freq="month")
"""

import sys
from typing import Any

import lazy_loader

__version__ = "0.1.0"
_imported, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

if "IPython" in sys.modules:
    from .notebook import align_tables

    align_tables()


def __getattr__(name: str) -> Any:
    if name in __all__ or name.startswith("_"):
        return _imported(name)
    from .errors import unknown_name

    raise unknown_name(__name__, name, __all__)
