"""What ends a build ends its kernels; messages hold no credentials."""

import os
import signal
import time

import pytest

from analytics import CorpusError
from analytics.reports import build_reports
from analytics.reports.build.guards import terminable

from .notebooks import TITLE

ADDRESS = "https://wong:hunter22@127.0.0.1:9/a.zip?token=abcdef123"


def test_an_address_that_cannot_be_reached_is_told_without_its_credentials(write_notebook, out):
    with pytest.raises(CorpusError) as told:
        build_reports(notebooks=write_notebook("a", TITLE, "1"), corpus=ADDRESS, out=out)
    assert "127.0.0.1" in str(told.value)
    assert not [secret for secret in ("hunter22", "abcdef123") if secret in str(told.value)]


def test_a_second_request_to_end_does_not_interrupt_the_end():
    ended = False
    with pytest.raises(SystemExit), terminable():
        try:
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(5)
        finally:
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(0.01)
            ended = True
    assert ended
