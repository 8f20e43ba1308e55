"""Beyond one machine: a corpus as a Dask DataFrame, read and counted by a cluster. Nothing else knows Dask."""

from typing import TYPE_CHECKING

from ..extras import installed, unavailable

if TYPE_CHECKING or installed("scale"):
    from . import engine as engine  # registers Dask tables with the measures
    from .client import cluster, connect
    from .scan import scan
else:
    cluster, connect, scan = (unavailable("scale", name) for name in ("cluster", "connect", "scan"))

__all__ = ["cluster", "connect", "scan"]
