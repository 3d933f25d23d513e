"""Pictures: what is refused, what is taken out of them, which sizes are made, who is served."""

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from handbill.base.errors import MayNot, Refusal
from handbill.press.actions import bring_picture
from handbill.press.models import Picture, PictureSize

pytestmark = pytest.mark.django_db


def photo(width=2400, height=1600, form="JPEG", **more) -> SimpleUploadedFile:
    """Something with more colours than a drawing."""
    picture = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    picture.paste(Image.radial_gradient("L").resize((width // 2, height)), (0, 0))
    red = Image.linear_gradient("L").rotate(90).resize((width, height))
    picture = Image.merge("RGB", (red, *picture.split()[1:]))
    buffer = io.BytesIO()
    picture.save(buffer, form, **more)
    return SimpleUploadedFile(f"stairs.{form.casefold()}", buffer.getvalue())


def as_file(content: bytes, name="stairs.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def png_that_says_it_is(width: int, height: int) -> bytes:
    """A few bytes that unpack to a huge picture."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
    return start + chunk(b"IDAT", zlib.compress(bytes(100_000))) + chunk(b"IEND", b"")


def opened(size: PictureSize) -> Image.Image:
    return Image.open(io.BytesIO(bytes(size.content)))


def test_a_photo_is_kept_in_three_sizes(ben):
    picture = bring_picture(photo(), by=ben, alt="A stairwell")
    sizes = list(picture.sizes.all())
    assert [size.width for size in sizes] == [480, 960, 1600]
    assert {size.kind for size in sizes} == {"jpeg"}
    assert [opened(size).size for size in sizes] == [(480, 320), (960, 640), (1600, 1067)]


def test_nothing_is_made_larger_than_it_was(ben):
    assert [size.width for size in bring_picture(photo(700, 500), by=ben).sizes.all()] == [480, 700]


def test_where_it_was_taken_is_not_kept(ben):
    exif = Image.Exif()
    exif[0x010F] = "Camera of somebody"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (51.0, 30.0, 0.0)
    picture = bring_picture(photo(exif=exif, comment=b"taken at home"), by=ben)
    for size in picture.sizes.all():
        content = bytes(size.content)
        assert not opened(size).getexif()
        assert b"Camera of somebody" not in content
        assert b"taken at home" not in content
        assert b"Exif" not in content


def test_a_picture_taken_sideways_stands_upright(ben):
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = bring_picture(photo(1200, 800, exif=exif), by=ben)
    assert (picture.width, picture.height) == (800, 1200)


def test_a_drawing_keeps_its_edges(ben):
    drawing = Image.new("RGB", (1000, 600), "#0E5362")
    drawing.paste("#15130F", (100, 100, 400, 500))
    buffer = io.BytesIO()
    drawing.save(buffer, "PNG")
    picture = bring_picture(as_file(buffer.getvalue(), "drawing.png"), by=ben)
    assert {size.kind for size in picture.sizes.all()} == {"png"}
    assert opened(picture.sizes.last()).convert("RGB").getpixel((50, 50)) == (14, 83, 98)


def test_what_was_see_through_is_white_on_paper(ben):
    buffer = io.BytesIO()
    Image.new("RGBA", (300, 300), (0, 0, 0, 0)).save(buffer, "WEBP", lossless=True)
    picture = bring_picture(as_file(buffer.getvalue(), "a.webp"), by=ben)
    assert opened(picture.sizes.get()).convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_the_same_picture_twice_is_one(ben):
    first = bring_picture(photo(), by=ben, alt="A stairwell", caption="Before")
    again = bring_picture(photo(), by=ben, caption="After")
    assert first == again
    again.refresh_from_db()
    assert (again.alt, again.caption) == ("A stairwell", "After")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "no_picture"),
        (b"plain words", "no_picture"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "no_picture"),
        (b"GIF89a\x01\x00\x01\x00\x80\x00\x00", "no_picture"),
        (b"%PDF-1.7", "no_picture"),
        (b"\xff\xd8\xff\xe0" + bytes(200), "no_picture"),
        (png_that_says_it_is(60_000, 60_000), "picture_too_large"),
        (png_that_says_it_is(9_000, 9_000), "picture_too_large"),
        (png_that_says_it_is(4_000, 4_000), "picture_damaged"),
        (png_that_says_it_is(20, 20), "picture_too_small"),
        (png_that_says_it_is(4_000, 130), "picture_too_long"),
    ],
)
def test_what_is_no_picture_is_told_in_a_sentence_and_leaves_nothing(content, code, ben):
    with pytest.raises(Refusal) as refused:
        bring_picture(as_file(content), by=ben)
    assert refused.value.code == code
    assert not Picture.objects.exists()


def test_a_file_that_breaks_off_leaves_nothing(ben):
    whole = photo().read()
    with pytest.raises(Refusal) as refused:
        bring_picture(as_file(whole[: len(whole) // 2]), by=ben)
    assert refused.value.code == "picture_damaged"
    assert not Picture.objects.exists()


def test_a_heavy_file_is_not_even_opened(ben, monkeypatch):
    monkeypatch.setattr("handbill.press.picturing.MOST_BYTES", 1000)
    with pytest.raises(Refusal) as refused:
        bring_picture(photo(), by=ben)
    assert refused.value.code == "picture_too_heavy"


def test_a_viewer_brings_no_pictures(vera):
    with pytest.raises(MayNot):
        bring_picture(photo(), by=vera)
