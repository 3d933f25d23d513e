"""Asking for members and keys; `visible_to` and the like decide rights in the query."""

from django.contrib.auth.base_user import BaseUserManager
from django.db import models

from handbill.base.clock import now


class MemberQuerySet(models.QuerySet):
    def active(self):
        return self.filter(ended_at=None)

    def visible_to(self, member):
        return self.filter(group=member.group_id)


class MemberManager(BaseUserManager.from_queryset(MemberQuerySet)):
    def get_by_natural_key(self, login):
        return self.get(login=login.strip().casefold())


class WordingQuerySet(models.QuerySet):
    def visible_to(self, member):
        return self.filter(group=member.group_id)


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Only organisers see them."""
        return self.filter(group=member.group_id) if member.is_organiser else self.none()

    def standing(self):
        return self.filter(used_at=None, ends_at__gt=now())


class KeyQuerySet(models.QuerySet):
    def current(self):
        return self.filter(ended_at=None)

    def of_group(self, group, kind):
        """The current key of a kind; raises DoesNotExist before set-up."""
        return self.current().get(group=group, kind=kind)
