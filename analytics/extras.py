"""The optional parts of the library, and how to install one that is missing."""

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any, NoReturn

from .errors import MissingExtraError

# The packages by which an extra is known, as in pyproject.toml.
EXTRAS = {
    "charts": ("matplotlib", "PIL", "noto_cjk_sans_otc"),
    "reports": ("jinja2", "nbformat", "nbclient", "nbconvert", "jupyter_client", "ipykernel"),
    "lab": ("jupyterlab", "ipywidgets"),
    "scale": ("dask", "distributed"),
    "excel": ("openpyxl",),
}


def installed(extra: str) -> bool:
    """Whether the packages of an extra are installed.

    >>> installed("charts")
    True
    """
    return all(find_spec(package) for package in EXTRAS[extra])


def require(extra: str, use: str) -> None:
    """Raise an error with the way out if the packages of an extra are missing.

    >>> require("charts", "charts")

    Raises
    ------
    MissingExtraError
        A package is not installed.
    """
    if not installed(extra):
        raise MissingExtraError(f"{use} need more packages: pip install 'hk-media-analytics[{extra}]'")


def unavailable(extra: str, name: str) -> Callable[..., NoReturn]:
    """Return a function that stands for one whose extra is missing, and says so when it is called."""

    def missing(*_: Any, **__: Any) -> NoReturn:
        require(extra, f"`{name}`")
        raise AssertionError(extra)

    missing.__name__ = missing.__qualname__ = name
    missing.__doc__ = f"Not installed: pip install 'hk-media-analytics[{extra}]'."
    return missing
