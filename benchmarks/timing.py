"""Timing: the best of several runs, contenders in turn, so that a noisy machine is noisy for all."""

import time
from collections.abc import Callable, Mapping


def best_of(contenders: Mapping[str, Callable[[], object]], rounds: int = 3) -> dict[str, float]:
    """Return the least seconds each contender took."""
    best = dict.fromkeys(contenders, float("inf"))
    for _ in range(rounds):
        for name, run in contenders.items():
            began = time.perf_counter()
            run()
            best[name] = min(best[name], time.perf_counter() - began)
    return best
