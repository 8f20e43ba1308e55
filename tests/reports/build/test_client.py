"""What a notebook may print, and how printed pieces are joined."""

import time

import nbformat
import pytest

from analytics.reports import build_reports
from analytics.reports.build.client import join_streams
from analytics.reports.build.published import failed_place

from .notebooks import TITLE

v4 = nbformat.v4


def streams(*pieces):
    outputs = [v4.new_output("stream", name=name, text=text) for name, text in pieces]
    notebook = v4.new_notebook(cells=[v4.new_code_cell("", outputs=outputs)])
    join_streams(notebook)
    return [(output.name, output.text) for output in notebook.cells[0].outputs]


def test_pieces_of_a_stream_become_one_text():
    pieces = [("stdout", "a"), ("stderr", "x"), ("stdout", "b\n")]
    assert streams(*pieces) == [("stdout", "ab\n"), ("stderr", "x")]


def test_stdout_stands_before_stderr_whichever_came_first():
    assert streams(("stderr", "x"), ("stdout", "a")) == [("stdout", "a"), ("stderr", "x")]


def test_a_line_that_was_overwritten_is_left_out():
    assert streams(("stdout", "10%\r20%\rdone\nnext\r\n")) == [("stdout", "done\nnext\r\n")]


def test_a_line_of_millions_of_characters_takes_no_time():
    began = time.process_time()
    streams(("stdout", "x" * 15_000_000))
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "cell", ["print('x' * 100_000_000)", "while True: print('y' * 1000)", "print('z' * 4_000_000)"]
)
def test_a_notebook_that_prints_too_much_fails_alone(cell, write_notebook, lonely, out):
    write_notebook("a", TITLE, cell)
    loud, other = build_reports(notebooks=write_notebook("b", "# 財經摘要", "1"), corpus=lonely, out=out)
    expected = "2,000,000" if "4_000_000" in cell else "code cell 1: more than 20 MB of output"
    assert expected in loud.error
    assert other.ok
    assert failed_place(out / "a").stat().st_size < 21_000_000
