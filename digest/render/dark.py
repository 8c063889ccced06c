"""Colours of an article → those that WeChat shows in its dark mode.

The app recolours an article by a published algorithm (MIT licence: github.com/wechatjs/mp-darkmode,
doc/cn/principle.md). This is that algorithm in our words, for opaque colours written in the
article itself. Backgrounds go first; the text on one is then judged against what became of it.

    brightness    what the eye makes of a colour, 0 to 255 (W3C AERT: 299 R + 587 G + 114 B)
    light         the L of HSL, 0 to 100
"""

import colorsys
import re

Colour = tuple[float, float, float]
"""Red, green and blue, 0 to 255."""

PAGE: Colour = (25, 25, 25)
"""#191919: what stands behind an article at night."""

TEXT: Colour = (163, 163, 163)
"""#a3a3a3: text that has no colour of its own."""

DAY_PAGE: Colour = (255, 255, 255)
DAY_TEXT: Colour = (25, 25, 25)
"""The same two by day."""

_WHITE_LIKE = 250
_BRIGHTEST_BACKGROUND = 190
_LEAST_APART = 65
_BRIGHT_BACKGROUND = 100
_TURNED_BELOW = 40
_DARKEST_BACKGROUND = 22
_SUM_OF_LIGHTS = 90

_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)


def colour(written: str) -> Colour:
    """The colour of `#9b2a1e` or `#fff`. Raises ValueError for any other form."""
    found = _HEX.fullmatch(written.strip())
    if not found:
        raise ValueError(written)
    digits = found[1] if len(found[1]) == 6 else "".join(2 * digit for digit in found[1])
    red, green, blue = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
    return (red, green, blue)


def dark_background(given: Colour) -> Colour:
    """What becomes of a background."""
    hue, light, saturation = _hsl(given)
    if (saturation == 0 and light > _TURNED_BELOW) or brightness(given) > _WHITE_LIKE:
        return _rgb(0, min(100, 100 + _hsl(PAGE)[1] - light), 0)
    if brightness(given) > _BRIGHTEST_BACKGROUND:
        return _at_brightness(given, _BRIGHTEST_BACKGROUND)
    if light < _DARKEST_BACKGROUND:
        return _rgb(hue, _DARKEST_BACKGROUND, saturation)
    return given


def dark_text(given: Colour, behind: Colour) -> Colour:  # noqa: PLR0911 – one return a case of the algorithm
    """What becomes of a text or border on a background that has been through `dark_background`."""
    own, back = brightness(given), brightness(behind)
    most_apart = brightness(TEXT) - brightness(PAGE)
    apart = abs(back - own)
    if own >= _WHITE_LIKE:
        return given
    if apart > most_apart and back <= brightness(PAGE) + 2:
        return _at_brightness(given, most_apart + back)
    if apart >= _LEAST_APART:
        return given
    hue, light, saturation = _hsl(given)
    turned = _rgb(hue, _SUM_OF_LIGHTS - light, saturation)
    if back >= _BRIGHT_BACKGROUND:
        if light > _SUM_OF_LIGHTS - _TURNED_BELOW:
            return dark_text(turned, behind)
        return _at_brightness(given, min(most_apart, back - _LEAST_APART))
    if light <= _TURNED_BELOW:
        return dark_text(turned, behind)
    return _at_brightness(given, min(most_apart, back + _LEAST_APART))


def brightness(of: Colour) -> float:
    """How bright a colour looks, 0 to 255."""
    return (of[0] * 299 + of[1] * 587 + of[2] * 114) / 1000


def contrast(one: Colour, other: Colour) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _at_brightness(given: Colour, wanted: float) -> Colour:
    """A colour scaled to a brightness; a channel at its end leaves the rest to another."""
    ratio = wanted / brightness(given)
    red, green, blue = (min(255.0, channel * ratio) for channel in given)
    if green == 0 or red == 255 or blue == 255:
        green = (wanted * 1000 - red * 299 - blue * 114) / 587
    elif red == 0:
        red = (wanted * 1000 - green * 587 - blue * 114) / 299
    elif blue == 0 or green == 255:
        blue = (wanted * 1000 - red * 299 - green * 587) / 114
    return (_channel(red), _channel(green), _channel(blue))


def _channel(value: float) -> float:
    return min(255.0, max(0.0, value))


def _hsl(of: Colour) -> Colour:
    """Hue from 0 to 1, light and saturation from 0 to 100."""
    hue, light, saturation = colorsys.rgb_to_hls(*(channel / 255 for channel in of))
    return (hue, light * 100, saturation * 100)


def _rgb(hue: float, light: float, saturation: float) -> Colour:
    red, green, blue = colorsys.hls_to_rgb(hue, max(0, light) / 100, saturation / 100)
    return (red * 255, green * 255, blue * 255)


def _luminance(of: Colour) -> float:
    linear = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in of)
    )
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
