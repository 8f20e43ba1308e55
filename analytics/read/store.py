"""The cache behind load(): buckets of Parquet, each rewritten whole. Deleting it costs time, never data."""

import hashlib
import os
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ..schema import PROBLEM_COLUMNS

PARSE_VERSION = 3  # raise it whenever the same bytes would be read into other rows
BUCKETS = 16

_PROBLEM = pa.struct(
    [(name, pa.int64() if name == "line" else pa.string()) for name in PROBLEM_COLUMNS],
)
UNIT_FIELDS = [
    pa.field("unit", pa.string()),
    pa.field("size", pa.int64()),
    pa.field("changed", pa.int64()),
    pa.field("digest", pa.string()),
    pa.field("told", pa.list_(_PROBLEM)),
]


@dataclass(frozen=True)
class Stamp:
    """What the cache knows of a unit without reading it again."""

    size: int
    changed: int
    digest: str


class Store:
    """The cached rows of one corpus under one parse version, lexicon and time zone.

    A row holds the unit it came from (path, size, change, digest), its problems (on the unit's first row), and
    the article; a unit that gave no article has one row whose `id` is missing.
    """

    def __init__(self, root: str, key: str) -> None:
        told = f"{root}\0{key}\0{PARSE_VERSION}".encode("utf-8", "surrogateescape")
        name = hashlib.sha256(told).hexdigest()[:24]
        self.folder = Path(platformdirs.user_cache_dir("hk-media-analytics")) / "corpora" / name

    def read(self, schema: pa.Schema) -> pa.Table:
        """Return every cached row of `schema`; what is no bucket of it is read again, and so replaced."""
        tables = [schema.empty_table()]
        for file in sorted(self.folder.glob("*.parquet")):
            try:
                table = pq.read_table(file)
            except (pa.ArrowException, OSError):  # half a file of a crashed disk
                continue
            if table.schema.equals(schema):
                tables.append(table)
        return pa.concat_tables(tables)

    def write(self, rows: pa.Table, stale: Iterable[str]) -> None:
        """Rewrite the buckets of the units in `stale` from `rows`; a cache that cannot be written is no error."""
        wanted = {bucket_of(unit) for unit in stale}
        if not wanted:
            return
        names = rows.column("unit").to_pylist()
        members: Mapping[int, list[int]] = defaultdict(list)
        for index, unit in enumerate(names):
            members[bucket_of(unit)].append(index)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for bucket in wanted:
                self._replace(bucket, rows.take(pa.array(members[bucket], pa.int64())))
        except OSError:
            return

    def _replace(self, bucket: int, rows: pa.Table) -> None:
        handle, temporary = tempfile.mkstemp(dir=self.folder, suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                pq.write_table(rows, file, compression="zstd", use_compliant_nested_type=False)
            os.replace(temporary, self.folder / f"{bucket:02d}.parquet")  # noqa: PTH105
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise


def bucket_of(unit: str) -> int:
    """Return the bucket of a unit's path.

    >>> 0 <= bucket_of("2025/a.md") < BUCKETS
    True
    """
    return int(hashlib.blake2b(unit.encode(), digest_size=2).hexdigest(), 16) % BUCKETS


def stamps(rows: pa.Table) -> dict[str, Stamp]:
    """Return the stamp of each cached unit."""
    first = rows.select(["unit", "size", "changed", "digest"]).to_pylist()
    return {row["unit"]: Stamp(row["size"], row["changed"], row["digest"]) for row in first}


def only(rows: pa.Table, units: Iterable[str]) -> pa.Table:
    """Return the rows of `units`."""
    return rows.filter(pc.is_in(rows.column("unit"), value_set=pa.array(list(units), pa.string())))
