"""Beyond one machine: a corpus as a Dask DataFrame, read and counted by a cluster. Nothing else knows Dask."""

from . import engine as engine  # registers Dask tables with the measures
from .client import cluster, connect
from .scan import scan

__all__ = ["cluster", "connect", "scan"]
