"""Asking for members and keys; `visible_to` and the like decide rights in the query."""

from django.contrib.auth.base_user import BaseUserManager
from django.db import models


class MemberQuerySet(models.QuerySet):
    def active(self):
        return self.filter(ended_at=None)

    def visible_to(self, member):
        return self.filter(group=member.group_id)


class MemberManager(BaseUserManager.from_queryset(MemberQuerySet)):
    def get_by_natural_key(self, login):
        return self.get(login=login.strip().casefold())


class KeyQuerySet(models.QuerySet):
    def current(self):
        return self.filter(ended_at=None)

    def of_group(self, group, kind):
        """The current key of a kind; raises DoesNotExist before set-up."""
        return self.current().get(group=group, kind=kind)
