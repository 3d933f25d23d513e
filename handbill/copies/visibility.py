"""Who sees batches and who adds them, decided in the query."""

from django.db import models


class BatchQuerySet(models.QuerySet):
    def visible_to(self, member):
        return self.filter(group=member.group_id)


def may_move_copies(member) -> bool:
    """Add batches, book copies out: organisers and volunteers."""
    return member.role in ("organiser", "volunteer")
