"""What a reading depends on beside the bytes."""

from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from ..text.lexicon import Lexicon
from ..text.tokens import Segmenter, segmenter
from .limits import DEFAULTS, Limits


@dataclass(frozen=True)
class Settings:
    """What a reading depends on beside the bytes.

    Attributes
    ----------
    timezone : str
        Where times without an offset were written.
    lexicon : Lexicon
        Words that are never split.
    columns : tuple of (str, str)
        The analyst's own names of keys and columns, each with the column that it means.
    limits : Limits
        What one document may cost.
    links : bool
        Whether symbolic links may lead out of the corpus.
    """

    timezone: str
    lexicon: Lexicon
    columns: tuple[tuple[str, str], ...] = ()
    limits: Limits = DEFAULTS
    links: bool = False

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone."""
        return ZoneInfo(self.timezone)

    @property
    def segmenter(self) -> Segmenter:
        """What cuts texts into tokens."""
        return segmenter(self.lexicon)
