"""Who sees which outings and places, decided in the query."""

from django.db import models


class PlaceQuerySet(models.QuerySet):
    def visible_to(self, member):
        return self.filter(group=member.group_id)


class OutingQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Every member sees every outing of her group."""
        return self.filter(group=member.group_id).select_related("place", "lead")

    def changeable_by(self, member):
        """Organisers change all of the group's, a volunteer those she leads."""
        if member.is_organiser:
            return self.visible_to(member)
        if member.role == "volunteer":
            return self.visible_to(member).filter(lead=member)
        return self.none()
