"""Count coverage in Hong Kong news right, and show it.

The public names are listed once, in `__init__.pyi`; each is imported when it is first used.

>>> import analytics
>>> corpus = analytics.load("data/sample")
>>> table = analytics.trend(corpus.articles, "deepseek", freq="month")
"""

import lazy_loader

__version__ = "0.1.0"
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
