"""Measure speed and quality beside named contenders, in one run: `make bench`, or `python -m benchmarks NAME…`."""

import sys

from . import reading, segmentation

BENCHMARKS = {"segmentation": segmentation.run, "reading": reading.run}


def main() -> None:
    """Run the benchmarks that are named, or all of them."""
    names = sys.argv[1:] or list(BENCHMARKS)
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        sys.exit(f"unknown benchmark {unknown[0]!r}; known: {', '.join(BENCHMARKS)}")
    for name in names:
        print(f"== {name}")
        BENCHMARKS[name]()


main()
