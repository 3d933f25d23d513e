"""Who sees which follow-ups and offers: whoever sees the person; and an offer, whoever is asked."""

from django.db import models
from django.db.models import Q

from handbill.people.models import Person


class FollowUpQuerySet(models.QuerySet):
    def visible_to(self, member):
        return self.filter(group=member.group_id, person__in=Person.objects.visible_to(member))

    def open(self):
        return self.filter(closed_at=None)


class OfferQuerySet(models.QuerySet):
    def visible_to(self, member):
        about = Q(offered_to=member) | Q(offered_by=member) | Q(person__in=Person.objects.visible_to(member))
        return self.filter(about, group=member.group_id)

    def open(self):
        return self.filter(answer="")
