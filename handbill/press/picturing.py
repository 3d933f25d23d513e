"""From a file somebody chose to a picture's sizes: upright, in screen colours, without what the camera wrote beside it.

Everything a file may be is refused with a sentence before its points are unpacked: too large, no picture, too many points.
"""

import hashlib
import io
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from handbill.base.errors import Refusal

WIDTHS = (480, 960, 1600)
ENOUGH = (WIDTHS[-1] * 2, WIDTHS[-1] * 2)  # what the sizes are made from
KINDS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 20 * 1024 * 1024
MOST_POINTS = 40_000_000
LEAST_SIDE = 120
LONGEST_SHAPE = 8  # the long side against the short one
DRAWN = 256  # with at most so many colours it is a drawing, and kept without loss
QUALITY = 84


@dataclass(frozen=True)
class Made:
    """One size as it will be kept."""

    width: int
    height: int
    kind: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def made_sizes(file) -> list[Made]:
    """The sizes of an uploaded file, smallest first, never larger than the file itself. Raises Refusal."""
    if file.size > MOST_BYTES:
        sentence = _(
            "The file is larger than {most} MB. Nothing was kept; save the picture smaller and bring it again."
        )
        raise Refusal("picture_too_heavy", sentence.format(most=MOST_BYTES // 1024 // 1024))
    return [_at_width(picture, width) for picture in [_opened(file)] for width in _widths(picture.width)]


def _opened(file) -> Image.Image:
    """Unpacked, upright, red green blue."""
    try:
        picture = Image.open(file, formats=KINDS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_points() from None
    except Exception:  # whatever a damaged or disguised file makes a decoder raise
        raise _no_picture() from None
    _check_shape(picture)
    try:
        picture.draft("RGB", ENOUGH)
        picture.thumbnail(ENOUGH)  # before anything is copied: a whole group lives in 512 MB
        return _flat(ImageOps.exif_transpose(picture))
    except Exception:
        sentence = _(
            "The picture’s file breaks off or is damaged. Nothing was kept; send it to this machine once more."
        )
        raise Refusal("picture_damaged", sentence) from None


def _check_shape(picture: Image.Image) -> None:
    short, long = sorted(picture.size)
    if short * long > MOST_POINTS:
        raise _too_many_points()
    if short < LEAST_SIDE:
        sentence = _("The picture is only {width} by {height} points: too small to print. Nothing was kept.")
        raise Refusal("picture_too_small", sentence.format(width=picture.width, height=picture.height))
    if long > short * LONGEST_SHAPE:
        sentence = _("The picture is more than {times} times as long as it is wide. Nothing was kept; cut it first.")
        raise Refusal("picture_too_long", sentence.format(times=LONGEST_SHAPE))


def _flat(picture: Image.Image) -> Image.Image:
    """On white where it was see-through, in the colours of a screen."""
    profile = picture.info.get("icc_profile")
    if picture.has_transparency_data:
        whole = picture.convert("RGBA")
        white = Image.new("RGBA", whole.size, "white")
        return Image.alpha_composite(white, whole).convert("RGB")
    if profile:
        picture = _in_screen_colours(picture, profile)
    return picture.convert("RGB")


def _in_screen_colours(picture: Image.Image, profile: bytes) -> Image.Image:
    """A camera's wider colours would look pale without its profile."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB") or picture
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture


def _widths(width: int) -> list[int]:
    """Those below the picture's own width, and the largest it has."""
    return [one for one in WIDTHS if one < width] + ([width] if width <= WIDTHS[-1] else [])


def _at_width(picture: Image.Image, width: int) -> Made:
    height = max(1, round(picture.height * width / picture.width))
    small = picture if width == picture.width else picture.resize((width, height), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    if picture.getcolors(DRAWN):
        small.quantize(DRAWN, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
        return Made(small.width, small.height, "png", buffer.getvalue())
    small.info.clear()
    small.save(buffer, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return Made(small.width, small.height, "jpeg", buffer.getvalue())


def _no_picture() -> Refusal:
    return Refusal(
        "no_picture",
        _("This file is no picture that can be printed. Nothing was kept; choose a JPEG, PNG or WebP file."),
    )


def _too_many_points() -> Refusal:
    sentence = _(
        "The picture has more than {most} million points. Nothing was kept; save it smaller and bring it again."
    )
    return Refusal("picture_too_large", sentence.format(most=MOST_POINTS // 1_000_000))
