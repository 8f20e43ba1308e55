"""Notebooks in, published pages out: what notebooks display, and the build that runs them."""

import importlib
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .build.build_reports import Result, build_reports
    from .page.parameters import Parameters, parameters
    from .page.pieces import Piece, figure, table
    from .page.summary import summary
    from .sentences import say

__all__ = [
    "Parameters",
    "Piece",
    "Result",
    "build_reports",
    "figure",
    "parameters",
    "say",
    "summary",
    "table",
]

_WHERE = {
    "Parameters": "page.parameters",
    "Piece": "page.pieces",
    "Result": "build.build_reports",
    "build_reports": "build.build_reports",
    "figure": "page.pieces",
    "parameters": "page.parameters",
    "say": "sentences",
    "summary": "page.summary",
    "table": "page.pieces",
}


def _import_jsonschema() -> None:
    """Import what nbformat checks notebooks with, but for a grammar of addresses that takes a second to compile.

    JupyterLab brings the grammar; jsonschema, where it is missing, does not check addresses, and notebooks have none.
    """
    grammar = "rfc3987_syntax"
    if "jsonschema" not in sys.modules and grammar not in sys.modules:
        sys.modules[grammar] = None  # type: ignore[assignment]
        try:
            importlib.import_module("jsonschema")
        finally:
            del sys.modules[grammar]


def __getattr__(name: str) -> object:
    """Import a name when it is first used: matplotlib and Jupyter are slow to start."""
    if name in _WHERE:
        if _WHERE[name] == "build.build_reports":
            _import_jsonschema()
        return getattr(importlib.import_module(f".{_WHERE[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
