"""The job of Conc, in an environment of its own: `$CONC_PYTHON` names its interpreter; without it, there is none."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from .job import Done, articles_of, job

_NAMES = ("DeepSeek", "OpenAI", "輝達", "特朗普", "模型", "股價", "立法會", "香港")


@job
def conc(folder: Path) -> Done:
    """Let Conc index the bodies of a corpus and answer questions."""
    python = os.environ.get("CONC_PYTHON")
    if not python:
        return Done()
    bodies = articles_of(folder)["body"].fillna("").str.replace("\n", " ")
    script = Path(__file__).with_name("conc_contender.py")
    with tempfile.TemporaryDirectory() as home:
        table, out = Path(home, "bodies.csv"), Path(home, "index")
        out.mkdir()
        bodies.to_frame("text").to_csv(table, index=False)
        command = [python, str(script), str(table), str(out), *_NAMES]
        subprocess.run(command, check=True, stdout=sys.stderr, env={**os.environ, "PYTHONPATH": ""})
        parts = json.loads((out / "seconds.json").read_text(encoding="utf-8"))
    return Done(parts["conc_build"], parts=parts)
