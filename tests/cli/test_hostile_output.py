"""What strangers wrote, on the terminal."""

from pathlib import Path

from .runs import Run


def test_no_escape_reaches_the_terminal(run: Run, tmp_path: Path) -> None:
    (tmp_path / "\x1b[31mred\x1b]0;owned\x07.md").write_text(
        '---\ntitle: 港鐵\x1b[2J\ndate: 2025-01-02\ntags: ["\\e[31m", "\\u202eliaf"]\n---\nDeepSeek\x1b[0m\u202e文字\n',
        "utf-8",
    )
    (tmp_path / "\x1b[32mempty.md").write_text("", "utf-8")
    commands = [
        ("check",),
        ("load",),
        ("distribution", "--by", "tags"),
        ("kwic", "-e", "deepseek"),
        ("mentions", "-e", "deepseek"),
    ]
    for command, *options in commands:
        done = run(command, str(tmp_path), *options)
        shown = done.text + done.err
        assert done.status in (0, 1) and not {"\x1b", "\x07", "\u202e"} & set(shown), command


def test_no_escape_of_an_argument_reaches_the_terminal(run: Run, tmp_path: Path) -> None:
    done = run("load", str(tmp_path / "\x1b[31mmissing"))
    assert done.status == 1 and "\x1b" not in done.err
