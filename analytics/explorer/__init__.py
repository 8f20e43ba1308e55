"""An explorer for JupyterLab: choose what to follow, click a period, read its articles, copy the code behind it."""

from .explorer import Explorer, explore
from .state import State
from .view import View

__all__ = ["Explorer", "State", "View", "explore"]
