"""Notebooks in, published pages out: what notebooks display, and the build that runs them.

The public names are listed once, in `__init__.pyi`; each is imported when it is first used, because matplotlib and
Jupyter are slow to start.
"""

from typing import Any

import lazy_loader

from ..errors import unknown_name
from ..extras import require

_imported, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)


def __getattr__(name: str) -> Any:
    if name in __all__:
        require("reports", "reports")
    elif not name.startswith("_"):
        raise unknown_name(__name__, name, __all__)
    return _imported(name)
