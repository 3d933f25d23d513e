"""Who the group is, and on which instance."""

import secrets

from django.db import models

from handbill.accounts.managers import WordingQuerySet
from handbill.base.clock import now
from handbill.base.fields import id_field


class Instance(models.Model):
    """One row: what this database is. `generation` changes when it was restored from a backup."""

    generation = models.CharField(max_length=40)
    restored_at = models.DateTimeField(null=True)  # from a backup, the last time
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="an_instance_is_one_row")]

    def note_restore(self) -> None:
        """Begins a generation: phones that see a new one offer again what they have sent."""
        self.generation, self.restored_at = secrets.token_hex(16), now()
        self.save(update_fields=["generation", "restored_at"])


class Group(models.Model):
    """An organisation, or a branch of one."""

    id = id_field()
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="branches")
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    language = models.CharField(max_length=35, default="en")
    country = models.CharField(max_length=2, default="GB")
    timezone = models.CharField(max_length=60, default="Europe/London")
    paper = models.CharField(max_length=120, blank=True)
    ink = models.CharField(max_length=7, default="#0E5362")
    created_at = models.DateTimeField(default=now)

    def __str__(self):
        return self.name


class Wording(models.Model):
    """The very words people are asked to agree to. A changed text is a new row; ids once given stay valid."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT, related_name="wordings")
    number = models.PositiveIntegerField()
    purpose = models.CharField(max_length=12)  # follow_up, news
    channel = models.CharField(max_length=12)
    language = models.CharField(max_length=35)
    text = models.CharField(max_length=400)
    made_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True, blank=True)
    objects = WordingQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["group", "number"], name="one_wording_per_number")]
