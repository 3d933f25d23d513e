"""Who sees which people, decided in the query."""

from django.db import models
from django.db.models import Q


class PersonQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Organisers see all of their group; a volunteer her own and those left to anyone at outings she leads; others none."""
        if member.is_organiser:
            return self.filter(group=member.group_id)
        if member.role == "volunteer":
            mine = Q(owner=member) | Q(is_anyones=True, met_outing__lead=member)
            return self.filter(mine, group=member.group_id)
        return self.none()


class Standing(models.Manager.from_queryset(PersonQuerySet)):
    """Everybody but those whose card went into another one: they are in no list, no count, no mail."""

    def get_queryset(self):
        return super().get_queryset().filter(merged_into=None)


class SavedListQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Her own, and those that somebody saved for the group; nobody's where there are no people for her."""
        if not member.has_people:
            return self.none()
        return self.filter(Q(made_by=member) | Q(is_for_all=True), group=member.group_id)


class AskedQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Organisers: a correction is sealed to their key, and only they may send a card out."""
        return self.filter(group=member.group_id) if member.is_organiser else self.none()

    def open(self):
        return self.filter(done_at=None)
