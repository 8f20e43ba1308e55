"""The cache: buckets rewritten whole, and nothing that a broken one could cost but time."""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analytics.read import store as store_module
from analytics.read.store import BUCKETS, Stamp, Store, bucket_of, only, stamps

SCHEMA = pa.schema(
    [("unit", pa.string()), ("size", pa.int64()), ("changed", pa.int64()), ("digest", pa.string())]
)


def rows(*units: str) -> pa.Table:
    return pa.Table.from_pylist(
        [{"unit": unit, "size": len(unit), "changed": 7, "digest": f"#{unit}"} for unit in units],
        schema=SCHEMA,
    )


def units(table: pa.Table) -> list[str]:
    return sorted(table.column("unit").to_pylist())


UNITS = [f"2025/{number:03}.md" for number in range(60)]


@pytest.fixture
def kept(tmp_path: Path) -> Store:
    store = Store(str(tmp_path), "key")
    store.write(rows(*UNITS), UNITS)
    return store


def test_what_is_written_is_read_again(kept: Store) -> None:
    assert units(kept.read(SCHEMA)) == UNITS


def test_a_cache_that_was_never_written_is_empty(tmp_path: Path) -> None:
    assert len(Store(str(tmp_path / "new"), "key").read(SCHEMA)) == 0


@pytest.mark.parametrize("other", [("elsewhere", "key"), ("", "other key")])
def test_another_corpus_or_key_is_another_cache(tmp_path: Path, kept: Store, other: tuple[str, str]) -> None:
    root = str(tmp_path / other[0]) if other[0] else str(tmp_path)
    assert len(Store(root, other[1]).read(SCHEMA)) == 0


def test_another_version_of_parsing_is_another_cache(
    tmp_path: Path, kept: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "PARSE_VERSION", store_module.PARSE_VERSION + 1)
    assert len(Store(str(tmp_path), "key").read(SCHEMA)) == 0


def test_only_the_buckets_of_what_changed_are_rewritten(kept: Store) -> None:
    before = {file.name: file.stat().st_mtime_ns for file in kept.folder.iterdir()}
    for file in kept.folder.iterdir():
        file.touch()
    touched = {file.name: file.stat().st_ino for file in kept.folder.iterdir()}
    kept.write(rows(*UNITS), [UNITS[3]])
    after = {file.name: file.stat().st_ino for file in kept.folder.iterdir()}
    assert [name for name in before if touched[name] != after[name]] == [f"{bucket_of(UNITS[3]):02}.parquet"]


def test_a_unit_that_is_gone_leaves_its_bucket(kept: Store) -> None:
    kept.write(rows(*UNITS[1:]), UNITS[:1])
    assert units(kept.read(SCHEMA)) == UNITS[1:]


def damage(file: Path) -> None:
    file.write_bytes(b"no parquet")


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-20])


def empty(file: Path) -> None:
    file.write_bytes(b"")


def other_columns(file: Path) -> None:
    pq.write_table(pa.table({"unit": ["a.md"]}), file)


def other_types(file: Path) -> None:
    table = pq.read_table(file)
    pq.write_table(table.set_column(1, "size", table.column("size").cast(pa.string())), file)


@pytest.mark.parametrize("harm", [damage, cut, empty, other_columns, other_types])
def test_a_broken_bucket_costs_its_own_units_only(kept: Store, harm: Callable[[Path], None]) -> None:
    bucket = bucket_of(UNITS[0])
    harm(kept.folder / f"{bucket:02}.parquet")
    assert units(kept.read(SCHEMA)) == [unit for unit in UNITS if bucket_of(unit) != bucket]


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path, kept: Store) -> None:
    kept.folder = tmp_path / "file" / "folder"
    (tmp_path / "file").write_text("此處不是資料夾")
    kept.write(rows("a.md"), ["a.md"])


def test_nothing_half_written_is_left_behind(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError("disk full")

    before = sorted(file.name for file in kept.folder.iterdir())
    monkeypatch.setattr(store_module.pq, "write_table", full)
    kept.write(rows(*UNITS), UNITS[:1])
    assert sorted(file.name for file in kept.folder.iterdir()) == before


def test_buckets_spread_the_units() -> None:
    assert {bucket_of(f"{number}.md") for number in range(500)} == set(range(BUCKETS))


def test_a_stamp_is_told_for_each_unit() -> None:
    assert stamps(rows("a.md")) == {"a.md": Stamp(4, 7, "#a.md")}


def test_only_keeps_the_rows_of_the_units_asked_for() -> None:
    assert units(only(rows("a.md", "b.md", "b.md"), ["b.md", "c.md"])) == ["b.md", "b.md"]
