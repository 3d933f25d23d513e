"""Bringing a picture and saying what it shows."""

from django.db import transaction
from django.utils.translation import gettext as _

from handbill.accounts.models import Member
from handbill.base.errors import MayNot
from handbill.press.models import Picture, PictureSize
from handbill.press.picturing import Made, made_sizes
from handbill.press.visibility import may_write


def bring_picture(file, *, by: Member, **words: str) -> Picture:
    """An uploaded file becomes a picture. Raises Refusal for a bad one; then nothing was kept."""
    _check_may(by)
    return keep_picture(made_sizes(file), by=by, **words)


def keep_picture(sizes: list[Made], *, by: Member, alt: str = "", caption: str = "", credit: str = "") -> Picture:
    """Keep the picture in its sizes; one that the group has already is the same picture."""
    _check_may(by)
    with transaction.atomic():
        known = Picture.objects.filter(group=by.group_id, sha256=sizes[-1].sha256).first()
        if known:
            return describe_picture(known, by=by, **_said(alt=alt, caption=caption, credit=credit))
        return _kept(sizes, by, alt=alt, caption=caption, credit=credit)


def describe_picture(picture: Picture, *, by: Member, **words: str) -> Picture:
    """Say anew what it shows (`alt`), what stands under it (`caption`), who made it (`credit`)."""
    _check_may(by)
    for name, value in words.items():
        setattr(picture, name, value)
    if words:
        picture.save(update_fields=[*words])
    return picture


def _check_may(by: Member) -> None:
    if not may_write(by):
        raise MayNot(_("Pictures are brought and described by organisers, editors and volunteers."))


def _kept(sizes, by: Member, **words: str) -> Picture:
    largest = sizes[-1]
    picture = Picture.objects.create(
        group=by.group, made_by=by, width=largest.width, height=largest.height, sha256=largest.sha256, **words
    )
    for size in sizes:
        PictureSize.objects.create(
            group=by.group,
            picture=picture,
            width=size.width,
            height=size.height,
            kind=size.kind,
            content=size.content,
            sha256=size.sha256,
        )
    return picture


def _said(**words: str) -> dict[str, str]:
    return {name: value for name, value in words.items() if value}
