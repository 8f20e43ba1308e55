"""Files that a fuzzer finds by what the reader's code does with them: `python -m tests.torture.guided FOLDER -max_total_time=100`.

It needs atheris, which the project does not install: it has no wheels for every system. The folder keeps what it found.
"""

import importlib
import sys
import time
from pathlib import Path

from .mutations import DOCUMENTS, TABLES

_KINDS = ("md", "html", "txt", "csv", "json", "jsonl", "xml", "tsv")  # the first byte of an input chooses one
_SLOW = 2.0  # seconds of processor time


def main() -> None:
    """Fuzz the reader until the time is over; what fails ends the run and is kept."""
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["analytics.read"]):
        from analytics.read.archives import Unpacking
        from analytics.read.settings import Settings
        from analytics.read.units import _read
    from analytics.text.lexicon import load_lexicon

    settings, folder = Settings("Asia/Hong_Kong", load_lexicon()), Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in (DOCUMENTS | TABLES).items():
        kind = name.rpartition(".")[2]
        if kind in _KINDS:
            (folder / name).write_bytes(bytes([_KINDS.index(kind)]) + content)

    def read(data: bytes) -> None:
        if data:
            name, begun = f"a.{_KINDS[data[0] % len(_KINDS)]}", time.process_time()
            reading = _read(name, data[1:], settings, Unpacking(len(data)), 0)
            assert time.process_time() - begun < _SLOW
            assert not any("please report" in problem.message for problem in reading.problems)
            assert reading.rows or any(problem.severity != "warning" for problem in reading.problems)

    atheris.Setup(
        [sys.argv[0], *sys.argv[2:], "-max_len=4000", f"-artifact_prefix={folder}/", str(folder)], read
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
