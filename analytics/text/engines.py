"""The packages that segmentation stands on: jieba's dictionary and model, and OpenCC."""

import importlib
import sys
from functools import lru_cache
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from typing import TYPE_CHECKING, cast

from opencc import OpenCC

if TYPE_CHECKING:
    import rjieba


def dictionary() -> "rjieba.Jieba":
    """Return a dictionary of jieba with its model.

    The package makes one when it is imported, for its own functions. That costs 25 megabytes and a tenth of a second
    in every process, and words added to it would be shared by everyone. So the extension is loaded without it.
    """
    name = "rjieba.rjieba"
    package = None if name in sys.modules else find_spec("rjieba")
    inner = package and PathFinder.find_spec(name, package.submodule_search_locations)
    if inner and inner.loader:
        module = module_from_spec(inner)
        inner.loader.exec_module(module)
        sys.modules[name] = module  # where the package finds it, should anyone import that too
    return cast("rjieba.Jieba", importlib.import_module(name).Jieba())


@lru_cache(maxsize=1)
def simplifier() -> OpenCC:
    """Return the converter from Traditional to Simplified characters, made once in a process."""
    return OpenCC("hk2s")
