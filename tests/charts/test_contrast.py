"""Contrast of what charts draw, by day and by night: WCAG 2.2, 1.4.3 for text and 1.4.11 for marks."""

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from analytics.charts.canvas.theme import HEAT, ON_HEAT, THEME

DARK = dict(THEME.values())


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = np.array(to_rgb(colour))
        linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
        return float(linear @ [0.2126, 0.7152, 0.0722])

    dim, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dim + 0.05)


def test_contrast_is_reckoned_as_the_standard_has_it() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)  # the grey that just fails


@pytest.mark.parametrize("shade", [0, 1])
@pytest.mark.parametrize("name", ["ink", "soft", "second", "main"])
def test_text_of_charts_can_be_read(name: str, shade: int) -> None:
    assert contrast(THEME[f"--chart-{name}"][shade], THEME["--chart-paper"][shade]) >= 4.5


@pytest.mark.parametrize("shade", [0, 1])
@pytest.mark.parametrize("name", ["main", "bar", "second"])
def test_marks_of_charts_can_be_seen(name: str, shade: int) -> None:
    assert contrast(THEME[f"--chart-{name}"][shade], THEME["--chart-paper"][shade]) >= 3


@pytest.mark.parametrize(("ground", "ink"), list(zip(HEAT, ON_HEAT, strict=True)))
def test_numbers_on_a_heat_map_can_be_read(ground: str, ink: str) -> None:
    assert contrast(ink, ground) >= 4.5
    assert contrast(DARK[ink], DARK[ground]) >= 4.5
