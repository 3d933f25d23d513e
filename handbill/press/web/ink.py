"""The group's own ink as CSS: as chosen by day, lightened by night until it can be read on black."""

import re

DAY, NIGHT = "#FFFFFF", "#141210"
BLACK, WHITE = "#1A1714", "#FFFFFF"
READABLE = 4.5
_HEX = re.compile(r"#[0-9A-Fa-f]{6}")


def ink_css(ink: str) -> str:
    """Custom properties only; what is no colour becomes black."""
    ink = ink if _HEX.fullmatch(ink) else BLACK
    day, night = readable_on(ink, DAY, BLACK), readable_on(ink, NIGHT, WHITE)
    return (
        f":root{{--spot:{day};--on-spot:{_on(day)}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{--spot:{night};--on-spot:{_on(night)}}}}}\n"
    )


def readable_on(ink: str, ground: str, towards: str) -> str:
    """The ink, mixed with `towards` as little as it takes."""
    for step in range(21):
        mixed = _mixed(ink, towards, step / 20)
        if contrast(mixed, ground) >= READABLE:
            return mixed
    return towards


def contrast(one: str, other: str) -> float:
    """Of WCAG 2: 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _on(ink: str) -> str:
    return max((WHITE, NIGHT), key=lambda text: contrast(text, ink))


def _luminance(colour: str) -> float:
    parts = (value / 255 for value in _parts(colour))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mixed(ink: str, towards: str, share: float) -> str:
    pairs = zip(_parts(ink), _parts(towards), strict=True)
    return "#" + "".join(f"{round(own + (other - own) * share):02X}" for own, other in pairs)


def _parts(colour: str) -> tuple[int, int, int]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
