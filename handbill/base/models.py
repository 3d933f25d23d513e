"""Work to be done later, in the same transaction as what asks for it."""

from django.db import models
from django.db.models import Q

from handbill.base.clock import now
from handbill.base.fields import id_field


class Job(models.Model):
    """One piece of work. `key` is its own: asked for twice, it is there once. `run_after` is also the lease of whoever does it."""

    id = id_field()
    group = models.UUIDField(null=True)  # None for work of the whole instance
    key = models.CharField(max_length=120, unique=True)
    name = models.CharField(max_length=60)
    given = models.CharField(max_length=200, blank=True)  # an id or a day; never what is sealed
    asked_at = models.DateTimeField(default=now)
    run_after = models.DateTimeField(default=now)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=80, blank=True)  # the name of an exception, not its text
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["run_after"], condition=Q(done_at=None), name="job_by_run_after")]
