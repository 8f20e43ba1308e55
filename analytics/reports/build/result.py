"""How the build of one report ended."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Result:
    """How the build of one report ended.

    Attributes
    ----------
    name : str
        The notebook's name without its ending.
    page : Path
        Where its newest page is, or would be.
    status : str
        `built`, `unchanged` (nothing that the page is made from changed) or `failed`.
    error : str
        Why it failed; else empty.
    seconds : float
        How long it took.
    """

    name: str
    page: Path
    status: str = "built"
    error: str = ""
    seconds: float = 0.0

    @property
    def ok(self) -> bool:
        """Whether readers see a page that is up to date."""
        return self.status != "failed"
