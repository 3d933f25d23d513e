"""Pictures, kept in the sizes that print and screens need. What a camera wrote beside the picture is never kept."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from handbill.accounts.models import Group, Member
from handbill.base.clock import now
from handbill.base.fields import id_field
from handbill.press.visibility import PictureQuerySet


class Picture(models.Model):
    """A picture of the group: what it shows in words (`alt`), what stands under it, who made it."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT, related_name="pictures")
    alt = models.CharField(max_length=300, blank=True)
    caption = models.CharField(max_length=300, blank=True)
    credit = models.CharField(max_length=120, blank=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)  # of the largest size
    made_at = models.DateTimeField(default=now)
    made_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    objects = PictureQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(width__gte=1, height__gte=1), name="a_picture_has_an_area"),
            models.UniqueConstraint(fields=["group", "sha256"], name="one_picture_of_the_same_bytes"),
        ]

    def __str__(self):
        return self.alt or self.caption

    def get_absolute_url(self):
        return reverse("press_picture", args=[self.pk])


class PictureSize(models.Model):
    """One size of a picture, as the bytes that are served and printed."""

    class Kind(models.TextChoices):
        JPEG = "jpeg", "JPEG"
        PNG = "png", "PNG"

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT)
    picture = models.ForeignKey(Picture, models.CASCADE, related_name="sizes")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    kind = models.CharField(max_length=4, choices=Kind.choices)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["width"]
        constraints = [models.UniqueConstraint(fields=["picture", "width"], name="one_size_of_a_picture_per_width")]


class PictureUse(models.Model):
    """An article shows a picture: on top of it (`order` 0) or in its text. Written with the article."""

    group = models.ForeignKey(Group, models.PROTECT)
    article = models.ForeignKey("press.Article", models.CASCADE, related_name="picture_uses")
    picture = models.ForeignKey(Picture, models.PROTECT, related_name="uses")
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["article", "order"], name="one_picture_per_spot_of_an_article")]
