"""Who sees which follow-ups: whoever sees the person."""

from django.db import models

from handbill.people.models import Person


class FollowUpQuerySet(models.QuerySet):
    def visible_to(self, member):
        return self.filter(group=member.group_id, person__in=Person.objects.visible_to(member))

    def open(self):
        return self.filter(closed_at=None)
