"""Run commands, and the small corpus that they read."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

STORIES = [
    (
        "2025-01-20 09:15:00",
        "港聲報",
        "DeepSeek推新模型",
        "DeepSeek公布R1模型。輝達股價受壓。",
        ["科技", "=1+1"],
    ),
    ("2025-01-28 23:30:00", "海傍日報", "年卅晚天氣清涼", "天文台料氣溫回升。", ["+852", "天氣"]),
    ("2025-02-03 08:00:00", "港聲報", "@市場焦點", "－深度求索登頂，股價造好。", ["-港股", "＝SUM(A1)"]),
    ("", "海傍日報", "讀者來函", "寄自灣仔，談DeepSeek。", []),
]


@dataclass(frozen=True)
class Outcome:
    """What a command gave back."""

    status: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode("utf-8")


Run = Callable[..., Outcome]


def write(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for number, (date, outlet, title, body, tags) in enumerate(STORIES):
        header = f"title: {json.dumps(title, ensure_ascii=False)}\n" + f'date: "{date}"\n' * bool(date)
        header += f"tags: {json.dumps(tags, ensure_ascii=False)}\n"
        source = f"[{outlet}](https://news.example/article/1000{number})"
        (folder / f"{number}.md").write_text(f"---\n{header}---\n\n{body}\n\n{source}\n", encoding="utf-8")
    return folder


def process(*arguments: str, stdin: bytes = b"") -> Outcome:
    """Run a command as a program of its own, its output in pipes."""
    command = [sys.executable, "-m", "analytics", *arguments]
    done = subprocess.run(command, input=stdin, capture_output=True, timeout=120)
    return Outcome(done.returncode, done.stdout, done.stderr.decode("utf-8"))


def error_line(outcome: Outcome) -> str:
    """The one line that a command said on stderr."""
    assert outcome.err.startswith("analytics: ")
    assert outcome.err.count("\n") == 1
    assert "Traceback" not in outcome.err
    return outcome.err.removeprefix("analytics: ").rstrip("\n")
