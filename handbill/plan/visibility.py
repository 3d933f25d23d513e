"""Who sees and who changes which outings, places and decisions: decided in the query, one class per model."""

from datetime import UTC, datetime

from django.db import models

# What happened at no outing stands at one from before this moment, which nobody sees.
BEFORE_ALL = datetime(2000, 1, 1, tzinfo=UTC)


class PlaceQuerySet(models.QuerySet):
    def visible_to(self, member):
        return self.filter(group=member.group_id)

    def in_use(self):
        return self.filter(ended_at=None)

    def changeable_by(self, member):
        """Organisers and volunteers: whoever plans outings names places."""
        return self.visible_to(member) if may_plan(member) else self.none()


class OutingQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Every member sees every outing of her group."""
        return self.filter(group=member.group_id, starts_at__gte=BEFORE_ALL).select_related("place", "lead")

    def changeable_by(self, member):
        """Organisers change all of the group's, a volunteer those she leads. The pass is part of it."""
        if member.is_organiser:
            return self.visible_to(member)
        if may_plan(member):
            return self.visible_to(member).filter(lead=member)
        return self.none()

    def standing(self):
        """Neither cancelled nor thrown away."""
        return self.filter(cancelled_at=None)


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Everybody may read; whether the words open is a matter of keys."""
        return self.filter(group=member.group_id).select_related("owner", "outing__place")

    def writable_by(self, member):
        return self.visible_to(member) if member.may_write_remarks else self.none()

    def open(self):
        return self.filter(done_at=None, dropped_at=None)


def may_plan(member) -> bool:
    """Make outings: an organiser any, a volunteer those she leads herself."""
    return member.is_organiser or member.role == "volunteer"
