"""The files that come with the library: beside it in a checkout, inside it when installed."""

from pathlib import Path

PACKAGE = Path(__file__).parent


def shipped(name: str) -> Path:
    """Return the path of a file or folder of the project, such as `data/entities.toml` or `notebooks`.

    >>> shipped("data/entities.toml").name
    'entities.toml'
    """
    installed = PACKAGE / "shipped" / name
    return installed if installed.exists() else PACKAGE.parent / name
