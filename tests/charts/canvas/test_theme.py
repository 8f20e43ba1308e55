"""Colours: contrast by day and by night (WCAG 2.2, 1.4.3 for text and 1.4.11 for marks), steps, colour vision."""

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from analytics.charts.canvas.theme import HEAT, ON_HEAT, THEME

# Machado, Oliveira & Fernandes (2009), severity 1.0
SEEN = {
    "all colours": np.eye(3),
    "no red": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "no green": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.01182, 0.04294, 0.968881],
    ],
    "no blue": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.3039],
    ],
}

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


def lightness_and_hue(colour: str, seen: np.ndarray) -> np.ndarray:
    """CIE L*a*b* of a colour as it is seen."""
    parts = np.array(to_rgb(colour))
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = to_xyz @ np.clip(seen @ linear, 0, 1) / [0.9505, 1, 1.089]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("seen", SEEN.values(), ids=SEEN)
@pytest.mark.parametrize("shade", [0, 1], ids=["day", "night"])
def test_five_lines_are_told_apart_by_every_kind_of_colour_vision(
    seen: list[list[float]], shade: int
) -> None:
    names = ["main", "second", "line-3", "line-4", "line-5"]
    points = [lightness_and_hue(THEME[f"--chart-{name}"][shade], np.array(seen)) for name in names]
    apart_by = [np.linalg.norm(one - two) for n, one in enumerate(points) for two in points[:n]]
    assert min(apart_by) >= 25


def test_the_steps_of_the_heat_map_are_equal_in_lightness() -> None:
    for shade in (0, 1):
        ramp = [THEME[f"--chart-heat-{n}"][shade] for n in range(1, 8)]
        steps = np.diff([lightness(colour) for colour in ramp])
        assert np.abs(steps / steps.mean() - 1).max() < 0.06


def lightness(colour: str) -> float:
    """CIE L* of an sRGB colour."""
    light = [
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in to_rgb(colour)
    ]
    return 116 * float(np.dot(light, [0.2126, 0.7152, 0.0722])) ** (1 / 3) - 16
