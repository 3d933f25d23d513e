"""What was printed: publications, their issues, print runs, and the batches of a run."""

from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from handbill.accounts.models import Group, Member
from handbill.base.clock import now
from handbill.base.fields import id_field
from handbill.copies.models.holders import Holder
from handbill.copies.visibility import BatchQuerySet, OfTheGroup

MOST_IN_A_BATCH = 200  # so that a code says where a copy came from


class Publication(models.Model):
    """The group's paper, or a leaflet of its own."""

    class Kind(models.TextChoices):
        PAPER = "paper", _("Paper")
        LEAFLET = "leaflet", _("Leaflet")

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT, related_name="publications")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.PAPER)
    objects = OfTheGroup.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["group", "name"], name="one_publication_per_name")]

    def __str__(self):
        return self.name


class Issue(models.Model):
    """One issue of a publication, by the number or name the group has for it."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT, related_name="issues")
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="issues")
    name = models.CharField(max_length=40)
    title = models.CharField(max_length=120, blank=True)
    made_at = models.DateTimeField(default=now)
    objects = OfTheGroup.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["publication", "name"], name="one_issue_per_name")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("copies_issue", args=[self.pk])


class PrintRun(models.Model):
    """What the printer delivered on a day, and to which cupboard."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT, related_name="print_runs")
    issue = models.ForeignKey(Issue, models.PROTECT, related_name="runs")
    copies = models.PositiveIntegerField()
    cupboard = models.ForeignKey(Holder, models.PROTECT, related_name="+")
    note = models.CharField(max_length=160, blank=True)
    made_at = models.DateTimeField(default=now)
    made_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    objects = OfTheGroup.as_manager()

    class Meta:
        ordering = ["-made_at"]
        constraints = [models.CheckConstraint(condition=models.Q(copies__gte=1), name="a_print_run_has_copies")]


class Batch(models.Model):
    """A printed run or a part of one, with a code of its own (14F: issue 14, batch F)."""

    class Trial(models.TextChoices):
        NONE = "", _("Not part of a trial")
        PROMPTED = "prompted", _("Given with “take one for a friend”")
        PLAIN = "plain", _("Given without it")

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT, related_name="batches")
    run = models.ForeignKey(PrintRun, models.PROTECT, related_name="batches")
    issue = models.CharField(max_length=40)  # the issue's name, as phones show it
    code = models.CharField(max_length=12)
    copies = models.PositiveIntegerField()
    trial = models.CharField(max_length=8, choices=Trial.choices, default=Trial.NONE, blank=True)
    made_at = models.DateTimeField(default=now)
    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["group", "code"], name="one_batch_per_code"),
            models.CheckConstraint(condition=models.Q(copies__gte=1), name="a_batch_has_copies"),
            models.CheckConstraint(
                condition=models.Q(copies__lte=MOST_IN_A_BATCH), name="a_batch_has_200_copies_at_most"
            ),
            models.CheckConstraint(
                condition=models.Q(trial__in=["", "prompted", "plain"]), name="a_batch_is_given_with_a_word_or_without"
            ),
        ]

    def __str__(self):
        return self.code

    def save(self, *args, **kwargs):
        """A new batch begins its ledger: all of it lies in a cupboard first. Without a run it is one by itself."""
        if not self._state.adding:
            super().save(*args, **kwargs)
            return
        with transaction.atomic():
            if self.run_id is None:
                self.run = run_of_one(self)
            super().save(*args, **kwargs)
            ends = {"group": self.group, "target": self.run.cupboard, "copies": self.copies}
            self.movements.create(kind="printed", at=self.made_at, by=self.run.made_by, note=self.run.note, **ends)
            self.stacks.create(group=self.group, holder=self.run.cupboard, copies=self.copies)

    def get_absolute_url(self):
        return reverse("copies_batch", args=[self.pk])


def run_of_one(batch: Batch, by: Member | None = None) -> PrintRun:
    """A print run that is one batch: of the group's paper, into its first cupboard."""
    issue = issue_named(batch.group, batch.issue)
    return PrintRun.objects.create(
        group=batch.group,
        issue=issue,
        copies=batch.copies,
        cupboard=first_cupboard(batch.group),
        made_at=batch.made_at,
        made_by=by,
    )


def issue_named(group: Group, name: str, publication: Publication | None = None) -> Issue:
    """The issue of this name, begun where there is none; of the group's paper where nothing else is said."""
    if publication is None:
        known = Issue.objects.filter(group=group, name=name).first()
        if known:
            return known
        publication, _made = Publication.objects.get_or_create(group=group, name=group.paper or gettext("Our paper"))
    issue, _made = Issue.objects.get_or_create(publication=publication, name=name, defaults={"group": group})
    return issue


def first_cupboard(group: Group) -> Holder:
    """The oldest one; a group that has none gets one."""
    cupboard = Holder.objects.filter(group=group, kind="cupboard").first()
    if cupboard:
        return cupboard
    cupboard, _made = Holder.objects.get_or_create(group=group, kind="cupboard", name=gettext("The cupboard"))
    return cupboard
