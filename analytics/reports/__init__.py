"""Notebooks in, published pages out: what notebooks display, and the build that runs them.

The public names are listed once, in `__init__.pyi`; each is imported when it is first used, because matplotlib and
Jupyter are slow to start.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
