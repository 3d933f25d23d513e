"""Who sees which follow-ups and offers: whoever sees the person; and an offer, whoever is asked."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from handbill.people.models import Person


class FollowUpQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Asked of each follow-up: few are open among many people, whose ids need not be gathered."""
        theirs = Person.objects.visible_to(member).filter(pk=OuterRef("person"))
        return self.filter(Exists(theirs), group=member.group_id)

    def open(self):
        return self.filter(closed_at=None)


class OfferQuerySet(models.QuerySet):
    def visible_to(self, member):
        about = Q(offered_to=member) | Q(offered_by=member) | Q(person__in=Person.objects.visible_to(member))
        return self.filter(about, group=member.group_id)

    def open(self):
        return self.filter(answer="")
