"""Pictures as the printer's plates: black and the group's ink, or black alone. What a colour is made of no plate has."""

import io

LIGHT = (0.299, 0.587, 0.114)  # what red, green and blue weigh for the eye
QUALITY = 95
LIGHTEST, DARKEST = 0.02, 0.92  # of black: less is bare paper, more is solid, as the lines of a cut have to be


def in_grey(content: bytes) -> bytes:
    """The picture in greys, for a printer in the next room."""
    from PIL import Image

    with Image.open(io.BytesIO(content)) as picture:
        kept = io.BytesIO()
        picture.convert("L").save(kept, picture.format or "PNG")
    return kept.getvalue()


def on_plates(content: bytes, colour: str, inks: list[float]) -> bytes:
    """A JPEG of four channels that holds black and one ink: its `colour` on screens, its per cents of the four in print.

    A point is as light as it was. As much of its colour as the ink has becomes ink, all else is left to black.
    """
    import numpy
    from PIL import Image

    with Image.open(io.BytesIO(content)) as picture:
        points = numpy.asarray(picture.convert("RGB"), dtype=numpy.float32) / 255
    ink = numpy.array([int(colour.lstrip("#")[at : at + 2], 16) / 255 for at in (0, 2, 4)], dtype=numpy.float32)
    light, own_light = points @ numpy.array(LIGHT, dtype=numpy.float32), float(ink @ LIGHT)
    share = _share_of_ink(points, ink) if colour_of(ink) else numpy.zeros_like(light)
    share = numpy.minimum(share, (1 - light) / (1 - own_light))
    black = 1 - light / (1 - share * (1 - own_light))
    black = numpy.clip((black - LIGHTEST) / (DARKEST - LIGHTEST), 0, 1)
    plates = [share * part / 100 for part in inks]
    plates[3] = plates[3] + black * (1 - plates[3])
    drawn = Image.merge("CMYK", [Image.fromarray((plate * 255 + 0.5).astype("uint8")) for plate in plates])
    kept = io.BytesIO()
    drawn.save(kept, "JPEG", quality=QUALITY)
    return kept.getvalue()


def colour_of(ink) -> bool:
    """Whether it is one: black, white and greys are not."""
    return float(ink.max() - ink.min()) > 0.05


def _share_of_ink(points, ink):
    """0 to 1 for each point: how far its colour goes the ink's way."""
    own = ink - ink.mean()
    away = points - points.mean(axis=2, keepdims=True)
    return (away @ own / float(own @ own)).clip(0, 1)
