"""What ends a build ends its kernels; messages hold no credentials."""

import pytest

from analytics import CorpusError
from analytics.reports import build_reports

from .notebooks import TITLE

ADDRESS = "https://wong:hunter22@127.0.0.1:9/a.zip?token=abcdef123"


def test_an_address_that_cannot_be_reached_is_told_without_its_credentials(write_notebook, out):
    with pytest.raises(CorpusError) as told:
        build_reports(notebooks=write_notebook("a", TITLE, "1"), corpus=ADDRESS, out=out)
    assert "127.0.0.1" in str(told.value)
    assert not [secret for secret in ("hunter22", "abcdef123") if secret in str(told.value)]
