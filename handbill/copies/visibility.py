"""Who sees print and who moves it, decided in the query."""

from django.db import models


class OfTheGroup(models.QuerySet):
    """Rows that every member of the group may see."""

    def visible_to(self, member):
        return self.filter(group=member.group_id)


class BatchQuerySet(OfTheGroup):
    """Batches: their numbers are for everybody in the group."""


def may_move_copies(member) -> bool:
    """Record print runs, move copies, count them: organisers and volunteers."""
    return member.role in ("organiser", "volunteer")
