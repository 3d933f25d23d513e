"""Who sees what waits to be looked at: organisers, since only they open cards of nobody in particular."""

from django.db import models


class HeldQuerySet(models.QuerySet):
    def visible_to(self, member):
        return self.filter(group=member.group_id) if member.is_organiser else self.none()
