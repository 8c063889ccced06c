"""WeChat's dark mode: colours that its published algorithm was seen to make, and the contrast left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.render.dark import (
    PAGE,
    Colour,
    brightness,
    colour,
    contrast,
    dark_background,
    dark_text,
)

channel = st.integers(0, 255)
colours = st.tuples(channel, channel, channel)


def written(of: Colour) -> str:
    return "#" + "".join(f"{round(value):02x}" for value in of)


# What mp-darkmode 1.x makes of them, by its own code.
@pytest.mark.parametrize(
    ("given_", "becomes"),
    [
        ("#ffffff", "#191919"),
        ("#f6f6f6", "#222222"),
        ("#f7f4ed", "#c0beb8"),
        ("#f9ebdf", "#c7bcb2"),
        ("#101010", "#383838"),
        ("#7d1f15", "#7d1f15"),
    ],
)
def test_a_background_becomes(given_: str, becomes: str):
    assert written(dark_background(colour(given_))) == becomes


@pytest.mark.parametrize(
    ("text", "ground", "becomes"),
    [
        ("#333333", "#ffffff", "#a3a3a3"),
        ("#555555", "#ffffff", "#919191"),
        ("#9b2a1e", "#ffffff", "#d94939"),
        ("#68625a", "#f3f3f3", "#8d867c"),
        ("#dcd6ca", "#f7f4ed", "#16140f"),
        ("#ffffff", "#7d1f15", "#ffffff"),
    ],
)
def test_a_text_on_a_ground_becomes(text: str, ground: str, becomes: str):
    assert written(dark_text(colour(text), dark_background(colour(ground)))) == becomes


@given(colours, colours)
def test_every_colour_becomes_a_colour(text: Colour, ground: Colour):
    if brightness(text) == 0 or brightness(ground) == 0:
        return  # pure black is refused before
    dark = dark_background(ground)
    for value in (*dark, *dark_text(text, dark)):
        assert -0.001 <= value <= 255.001


def test_a_text_is_never_left_as_dark_as_the_page():
    for level in range(1, 250):
        made = dark_text((level, level, level), PAGE)
        assert abs(brightness(made) - brightness(PAGE)) >= 64.9


def test_contrast_is_that_of_the_guidelines():
    assert contrast((255, 255, 255), (0, 0, 0)) == pytest.approx(21)
    assert contrast(colour("#767676"), colour("#fff")) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("wrong", ["red", "#12", "rgb(1,2,3)", "", "#1234567"])
def test_other_forms_are_no_colours(wrong: str):
    with pytest.raises(ValueError, match=r".*"):
        colour(wrong)
