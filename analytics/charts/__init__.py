"""Tables in, matplotlib Axes out: a chart draws what its table holds and computes nothing.

A chart is a function in a file of its own name, in the family of its measure; `ranking` and `heatmap` draw tables of
several measures. To add one: read the table with `canvas.tables.checked`, draw on `canvas.layout.axes`, give the marks
tooltips, and end with `canvas.layout.finish`. Its texts stand in `analytics/wording/charts.toml`.

The public names are listed once, in `__init__.pyi`; each is imported when it is first used.
"""

from typing import Any

import lazy_loader

from ..errors import unknown_name
from ..extras import require

_imported, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)


def __getattr__(name: str) -> Any:
    if name in __all__:
        require("charts", "charts")
    elif not name.startswith("_"):
        raise unknown_name(__name__, name, __all__)
    return _imported(name)
