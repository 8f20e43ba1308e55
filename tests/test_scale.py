"""A real scheduler and two real workers over TCP on loopback: the same tables, whatever falls over meanwhile."""

import importlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import boto3
import distributed
import numpy as np
import pandas as pd
import pytest
from moto.server import ThreadedMotoServer
from opencc import OpenCC

import analytics
from analytics import CorpusError, EntityError, scale
from analytics.measures.engine.tally import map_parts, tally
from analytics.read import runs
from analytics.scale import client as client_module
from analytics.scale import partitions
from analytics.scale.edition import EDITION

from .measures.engine.test_parts import ASKED
from .measures.stories.test_kinds import PARAGRAPHS, REGIONAL

ROOT = Path(__file__).parents[1]
scan_module = importlib.import_module("analytics.scale.scan")  # the package gives the function by this name


@dataclass(frozen=True)
class Cluster:
    """A scheduler and its workers, each a process of its own."""

    address: str
    workers: list[subprocess.Popen[bytes]]


@pytest.fixture(scope="module")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A store that speaks S3, on loopback, and what a program must know of it."""
    server = ThreadedMotoServer("127.0.0.1", 0)
    server.start()
    host, port = server.get_host_and_port()
    told = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "one-of-the-tests",
        "AWS_SECRET_ACCESS_KEY": "one-of-the-tests",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_CONFIG_FILE": str(tmp_path_factory.mktemp("aws") / "none"),
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in told.items():
            patch.setenv(name, value)
        yield told
    server.stop()


def started(module: str, *options: str, env: dict[str, str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.{module}", *options, "--no-dashboard"]
    return subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def start_cluster(
    s3: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], Cluster]]:
    """Start a scheduler and two workers; all are ended with the module."""
    running: list[subprocess.Popen[bytes]] = []
    env = os.environ | s3 | {"PYTHONPATH": str(ROOT)}

    def start() -> Cluster:
        told = tmp_path_factory.mktemp("cluster") / "scheduler.json"
        place = ["--scheduler-file", str(told)]
        running.append(started("dask_scheduler", *place, "--host", "127.0.0.1", "--port", "0", env=env))
        worker = [*place, "--host", "127.0.0.1", "--nthreads", "1", "--no-nanny"]
        worker += ["--local-directory", str(told.parent)]
        workers = [started("dask_worker", *worker, env=env) for _ in range(2)]
        running.extend(workers)
        with distributed.Client(scheduler_file=str(told), timeout=60) as client:
            client.wait_for_workers(2, timeout=60)
            return Cluster(client.scheduler.address, workers)

    yield start
    for process in reversed(running):
        process.kill()
        process.wait(20)


@pytest.fixture(scope="module")
def client(start_cluster: Callable[[], Cluster]) -> Iterator[distributed.Client]:
    with scale.cluster(start_cluster().address) as opened:
        yield opened


@pytest.fixture(autouse=True)
def _small_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Partitions of a few articles, so that a small corpus has many."""
    monkeypatch.setattr(runs, "_RUN", 16)
    monkeypatch.setattr(partitions, "_RUNS", 3)


@pytest.fixture(scope="module")
def sample() -> analytics.Corpus:
    return analytics.load(ROOT / "data" / "sample")


def test_the_cluster_speaks_tcp_with_two_workers(client: distributed.Client) -> None:
    assert client.scheduler.address.startswith("tcp://127.0.0.1:")
    assert len(client.scheduler_info()["workers"]) == 2


def test_a_scanned_corpus_is_the_loaded_one(
    client: distributed.Client, sample: analytics.Corpus, tmp_path: Path
) -> None:
    table = analytics.scan(ROOT / "data" / "sample", cache=tmp_path)
    assert table.npartitions > 3
    pd.testing.assert_frame_equal(table.compute(), sample.articles)
    pd.testing.assert_frame_equal(table.corpus.problems, sample.problems)
    assert table.corpus.fingerprint == sample.fingerprint
    same = ("files", "articles", "rejected", "repaired", "undated", "duplicates", "skipped", "bytes")
    assert [table.corpus.ledger[name] for name in same] == [sample.ledger[name] for name in same]


@pytest.mark.parametrize("copies", [False, True])
def test_copies_are_left_out_or_kept_as_by_load(
    client: distributed.Client, write_corpus: Callable[[dict[str, str]], Path], tmp_path: Path, copies: bool
) -> None:
    text = "kop,tekst,url\n" + "".join(
        f"第{n % 20}班渡輪,渡輪準時開出。,https://lion.example/{n}\n" for n in range(40)
    )
    root = write_corpus({"a.csv": text, "b/a.csv": text})
    asked = {"columns": {"kop": "title", "tekst": "body"}, "copies": copies}
    table, loaded = analytics.scan(root, cache=tmp_path / "cache", **asked), analytics.load(root, **asked)
    pd.testing.assert_frame_equal(table.compute(), loaded.articles)
    pd.testing.assert_frame_equal(table.corpus.problems, loaded.problems)
    assert len(loaded) == (40 if copies else 20)
    assert table.corpus.entities == loaded.entities


def test_labels_give_the_table_that_load_gives_and_their_columns_count(
    client: distributed.Client, tmp_path: Path
) -> None:
    labels = {
        "outlets": {"電車軌": {"name": "電車軌新聞", "class": "大眾化", "owner": "甲集團"}},
        "values": {"國際": "國際要聞"},
    }
    table = analytics.scan(ROOT / "data" / "sample", cache=tmp_path, labels=labels)
    loaded = analytics.load(ROOT / "data" / "sample", labels=labels).articles
    pd.testing.assert_frame_equal(table.compute(), loaded)
    assert (loaded["owner"] == "甲集團").sum() > 50
    for by in ("owner", "outlet_class", "section"):
        pd.testing.assert_frame_equal(analytics.distribution(table, by), analytics.distribution(loaded, by))


def test_only_what_changed_is_read_again(
    client: distributed.Client, write_corpus: Callable[[dict[str, str]], Path], tmp_path: Path
) -> None:
    documents = {f"{n:02}.md": f"---\ntitle: 第{n}班渡輪\n---\n\n渡輪準時開出。\n" for n in range(40)}
    root = write_corpus(documents)
    assert analytics.scan(root, cache=tmp_path / "cache").corpus.ledger["from_cache"] == 0
    (root / "07.md").write_text("---\ntitle: 渡輪停航\n---\n\n烈風吹襲。\n", encoding="utf-8")
    again = analytics.scan(root, cache=tmp_path / "cache")
    assert again.corpus.ledger["from_cache"] == 39
    assert "渡輪停航" in again["title"].compute().tolist()


def test_the_entity_pack_travels_with_the_table(client: distributed.Client, tmp_path: Path) -> None:
    pack = tmp_path / "own.toml"
    pack.write_text('[observatory]\nhk = ["天文台"]\n', encoding="utf-8")
    scanned = analytics.scan(ROOT / "data" / "sample", entities=pack, cache=tmp_path / "cache")
    loaded = analytics.load(ROOT / "data" / "sample", entities=pack).articles
    for table in (scanned, scanned[scanned["outlet"] == "南潮社"]):
        with pytest.raises(EntityError, match="did you mean 'observatory'"):
            analytics.trend(table, "observatry")
    counted = analytics.trend(scanned, "observatory")
    pd.testing.assert_frame_equal(counted, analytics.trend(loaded, "observatory"))
    assert counted["matching"].sum() > 0


@pytest.mark.parametrize("name", ASKED)
def test_every_measure_gives_the_same_table_as_with_pandas(
    client: distributed.Client, sample: analytics.Corpus, name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    table = analytics.scan(ROOT / "data" / "sample", cache=tmp_path_factory.getbasetemp() / "scanned")
    counted, expected = ASKED[name](table), ASKED[name](sample.articles)
    if not isinstance(counted, pd.DataFrame):  # articles go in, articles come out
        counted = counted.compute()
    pd.testing.assert_frame_equal(counted, expected, check_exact=True)
    assert counted.attrs == expected.attrs


@pytest.mark.parametrize("seed", range(3))
def test_random_corpora_give_the_same_tables(
    client: distributed.Client,
    sample: analytics.Corpus,
    write_corpus: Callable[[dict[str, str | bytes]], Path],
    tmp_path: Path,
    seed: int,
) -> None:
    chance = np.random.default_rng(seed)
    files = sorted((ROOT / "data" / "sample").rglob("*.md"))
    chosen = chance.choice(len(files), size=int(chance.integers(5, 60)), replace=True)
    root = write_corpus(
        {f"{chance.integers(9)}/{n}.md": files[at].read_bytes() for n, at in enumerate(chosen)}
    )
    articles, table = analytics.load(root).articles, analytics.scan(root, cache=tmp_path / "cache")
    for name in chance.choice(sorted(ASKED), size=8, replace=False):
        counted, expected = ASKED[name](table), ASKED[name](articles)
        if not isinstance(counted, pd.DataFrame):
            counted = counted.compute()
        pd.testing.assert_frame_equal(counted, expected, check_exact=True)


@pytest.mark.parametrize("left_out", range(len(PARAGRAPHS)))
def test_a_copy_cut_in_other_script_and_regional_words_is_the_same_story_in_a_scanned_corpus(
    client: distributed.Client,
    write_corpus: Callable[[dict[str, str | bytes]], Path],
    tmp_path: Path,
    left_out: int,
) -> None:
    cut = "\n\n".join(text for number, text in enumerate(PARAGRAPHS) if number != left_out)
    for word, other in REGIONAL.items():
        cut = cut.replace(word, other)
    bodies = ["\n\n".join(PARAGRAPHS), cut, OpenCC("hk2s").convert(cut)]
    files: dict[str, str | bytes] = {
        f"{folder}/{n}.md": f"---\ntitle: 第{n}篇\ndate: 2025-01-27\nsource: 第{n}報\n---\n\n{body}"
        for folder in "ab"
        for n, body in enumerate(bodies)
    }
    root = write_corpus(files)
    scanned = analytics.stories(analytics.scan(root, cache=tmp_path / "cache"))
    assert scanned["first"].sum() == 1
    pd.testing.assert_frame_equal(scanned, analytics.stories(analytics.load(root)), check_exact=True)


def test_faults_of_the_corpus_are_told_as_of_a_loaded_one(
    client: distributed.Client, sample: analytics.Corpus, tmp_path: Path
) -> None:
    scanned = analytics.scan(ROOT / "data" / "sample", cache=tmp_path).corpus
    pd.testing.assert_frame_equal(analytics.anomalies(scanned), analytics.anomalies(sample))
    told, expected = (analytics.health(corpus).set_index("item")["value"] for corpus in (scanned, sample))
    pd.testing.assert_series_equal(told, expected)


def slow_size(part: pd.DataFrame) -> int:
    time.sleep(0.4)
    return len(part)


def same_part(part: pd.DataFrame) -> pd.DataFrame:
    return part


def test_a_worker_killed_in_mid_run_changes_nothing(
    start_cluster: Callable[[], Cluster], sample: analytics.Corpus, tmp_path: Path
) -> None:
    own = start_cluster()
    with scale.cluster(own.address):
        table = map_parts(analytics.scan(ROOT / "data" / "sample", cache=tmp_path), same_part)
        killer = threading.Timer(0.8, partial(own.workers[0].send_signal, signal.SIGKILL))
        killer.start()
        assert tally(table, slow_size, sum) == len(sample)
        killer.join()
        own.workers[0].wait(10)
        counted = analytics.trend(table, "deepseek")
    pd.testing.assert_frame_equal(counted, analytics.trend(sample.articles, "deepseek"))


def test_a_corpus_in_an_object_store_is_read_and_kept_there(
    client: distributed.Client, s3: dict[str, str], sample: analytics.Corpus
) -> None:
    bucket = boto3.resource("s3").create_bucket(Bucket="press")
    root = ROOT / "data" / "sample"
    for file in sorted(root.rglob("*.md"))[:80]:
        bucket.put_object(Key=f"articles/{file.relative_to(root).as_posix()}", Body=file.read_bytes())
    loaded = analytics.load("s3://press/articles", cache=False)
    table = analytics.scan("s3://press/articles", cache="s3://press/cache")
    pd.testing.assert_frame_equal(table.compute(), loaded.articles)
    assert any(item.key.endswith(".parquet") for item in bucket.objects.filter(Prefix="cache/"))
    expected = analytics.keyness(loaded.articles, "deepseek")
    pd.testing.assert_frame_equal(analytics.keyness(table, "deepseek"), expected)
    again = analytics.scan("s3://press/articles", cache="s3://press/cache")
    assert again.corpus.ledger["from_cache"] == 80


def test_a_cache_that_went_away_is_told(client: distributed.Client, tmp_path: Path) -> None:
    table = analytics.scan(ROOT / "data" / "sample", cache=tmp_path)
    for file in tmp_path.rglob("*.parquet"):
        file.unlink()
    with pytest.raises(CorpusError, match="scan the corpus again"):
        analytics.trend(table, "deepseek")


def test_a_damaged_part_of_the_cache_is_told_and_read_anew(
    client: distributed.Client, sample: analytics.Corpus, tmp_path: Path
) -> None:
    table = analytics.scan(ROOT / "data" / "sample", cache=tmp_path)
    file = sorted(tmp_path.rglob("*.parquet"))[3]
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    with pytest.raises(CorpusError, match=f"{file.name}.*scan the corpus again"):
        analytics.trend(table, "deepseek")
    again = analytics.scan(ROOT / "data" / "sample", cache=tmp_path)
    pd.testing.assert_frame_equal(again.compute(), sample.articles)


def test_the_cache_of_a_scanned_corpus_says_whose_it_is(client: distributed.Client, tmp_path: Path) -> None:
    analytics.scan(ROOT / "data" / "sample", cache=tmp_path)
    (told,) = tmp_path.rglob("corpus.txt")
    assert told.read_text(encoding="utf-8") == str(ROOT / "data" / "sample")


def test_a_worker_of_another_version_is_refused(
    client: distributed.Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tuple((name, "0" if name == "lexicon" else value) for name, value in EDITION)
    monkeypatch.setattr(scan_module, "EDITION", other)
    with pytest.raises(CorpusError, match=r"worker .* another version: lexicon .* in place of 0$"):
        analytics.scan(ROOT / "data" / "sample", cache=tmp_path)


def test_a_scheduler_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "_TIMEOUT", 1)
    with pytest.raises(CorpusError, match="no Dask scheduler answers there"):
        scale.connect("tcp://127.0.0.1:9")


def test_the_command_line_counts_on_a_cluster(
    client: distributed.Client, sample: analytics.Corpus, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "analytics", "trend", str(ROOT / "data" / "sample"), "-e", "deepseek"]
    command += ["--scheduler", client.scheduler.address, "--cache-at", str(tmp_path), "--format", "csv"]
    told = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=ROOT)
    plain = [*command[:7], "--format", "csv"]
    expected = subprocess.run(plain, capture_output=True, text=True, timeout=120, cwd=ROOT)
    assert (told.returncode, told.stdout) == (0, expected.stdout)


def test_a_report_counted_by_a_cluster_is_the_same_to_the_byte(
    client: distributed.Client, tmp_path: Path
) -> None:
    from analytics import reports

    pages = []
    address = client.scheduler_info()["address"]
    for scheduler in (None, address):
        (result,) = reports.build_reports(
            ["05_keyness_collocations"],
            corpus=ROOT / "data" / "sample",
            out=tmp_path / str(bool(scheduler)),
            date="2025-03-31",
            scheduler=scheduler,
            cache_at=str(tmp_path / "cache"),
        )
        assert result.ok, result.error
        pages.append(Path(result.page).read_bytes())
    assert pages[0] == pages[1]
