"""Documents -> article rows, many at a time, in this process or in a worker."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from ..text.length import lengths
from ..text.tokens import BOUNDARY, Segmenter
from .limits import in_force
from .listing import Unit
from .paragraphs import paragraph_keys
from .rows import copy_key, rows_schema
from .settings import Settings
from .units import read_unit

_AT_ONCE = 64  # units whose texts are segmented together; more do not fit the processor's cache


def read_units(units: Sequence[Unit], settings: Settings) -> pa.Table:
    """Read units.

    Returns
    -------
    pyarrow.Table
        Rows in order of the units. A row holds the unit it came from (path, size, change, digest), its problems (on
        the unit's first row), and the article; a unit that gave no article has one row whose `id` is missing.
    """
    schema = rows_schema(settings.timezone)
    parts = (units[at : at + _AT_ONCE] for at in range(0, len(units), _AT_ONCE))
    with in_force(settings.limits):
        tables = [_read(part, settings, schema) for part in parts]
    return pa.concat_tables([schema.empty_table(), *tables]).unify_dictionaries()


def _read(units: Sequence[Unit], settings: Settings, schema: pa.Schema) -> pa.Table:
    rows: list[dict[str, object]] = []
    for unit in units:
        digest, reading = read_unit(unit, settings)
        stamp = {"unit": unit.path, "size": unit.size, "changed": unit.changed, "digest": digest}
        problems = [vars(problem) for problem in reading.problems]
        for number, row in enumerate(reading.rows or [{}]):
            rows.append({**stamp, "problems": [] if number else problems, **row})
    return rows_table(rows, settings.segmenter, schema)


def rows_table(rows: Sequence[dict[str, object]], cutter: Segmenter, schema: pa.Schema) -> pa.Table:
    """Return rows as a table, their texts measured and cut into tokens.

    Parameters
    ----------
    rows : sequence of dict
        Article rows as documents and tables give them; a row without an article has no `body`.
    cutter : Segmenter
        What cuts texts into tokens.
    schema : pyarrow.Schema
        The columns of the table.
    """
    bodies = [row for row in rows if "body" in row]
    for row, characters in zip(bodies, lengths([str(row["body"]) for row in bodies]).tolist(), strict=True):
        row["characters"] = characters
        row["copy_key"] = copy_key(row)
    columns = {
        field.name: pa.array([row.get(field.name) for row in rows], field.type)
        for field in schema
        if field.name not in ("tokens", "paragraphs")
    }
    columns["tokens"] = _tokens(rows, cutter)
    columns["paragraphs"] = _paragraphs(rows)
    return pa.table([columns[name] for name in schema.names], schema=schema)


def _paragraphs(rows: Sequence[dict[str, object]]) -> pa.ListArray:
    texts = ([str(row.get(name) or "") for row in rows] for name in ("title", "summary", "body"))
    keys, sizes = paragraph_keys(*texts)
    return pa.ListArray.from_arrays(pa.array(np.concatenate([[0], np.cumsum(sizes)]), pa.int32()), keys)


def _tokens(rows: Sequence[dict[str, object]], cutter: Segmenter) -> pa.ListArray:
    """Return each row's tokens: the title's, a boundary, the body's; missing if there is no article."""
    articles = [row for row in rows if row]
    known = np.array(["id" in row for row in rows], dtype=bool)
    texts = [str(row[name]) for row in articles if "id" in row for name in ("title", "body")]
    cuts = cutter.cuts(texts)
    encoded = cuts.encoded
    ends = np.cumsum(cuts.counts)
    words = [*encoded.dictionary.to_pylist(), BOUNDARY]
    codes = np.insert(encoded.indices.to_numpy(zero_copy_only=False), ends[::2], len(words) - 1)
    lengths = np.zeros(len(rows), dtype=np.int64)
    lengths[known] = cuts.counts[::2] + cuts.counts[1::2] + 1
    flat = pa.DictionaryArray.from_arrays(pa.array(codes, pa.int32()), pa.array(words, pa.string()))
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    mask = pa.array(~known) if not known.all() else None
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), flat, mask=mask)
