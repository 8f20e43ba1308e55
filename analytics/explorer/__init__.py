"""An explorer for JupyterLab: choose what to follow, click a period, read its articles, copy the code behind it."""

from typing import TYPE_CHECKING

from ..extras import installed, unavailable

if TYPE_CHECKING or (installed("lab") and installed("reports") and installed("charts")):
    from .explorer import Explorer, explore
    from .state import State
    from .view import View
else:
    explore = unavailable("lab", "explore")

__all__ = ["Explorer", "State", "View", "explore"]
