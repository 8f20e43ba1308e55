"""What is measured: each job alone in a process of its own, `python -m benchmarks.jobs NAME FOLDER`.

A job prepares what it needs untimed, then returns a `Done`: the seconds of the work alone. To add a job: a function
from a corpus' folder to a `Done`, with `@job`, in one of the modules imported here.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from . import concordancer, counting, drawing, loading, measures
from .job import JOBS

__all__ = ["JOBS", "concordancer", "counting", "drawing", "loading", "measures"]

if __name__ == "__main__":
    name, folder = sys.argv[1:]
    print(json.dumps(asdict(JOBS[name](Path(folder)))))
