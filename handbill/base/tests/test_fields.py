"""Ids are kept in sixteen bytes on either database and come back as UUIDs."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from handbill.accounts.models import Group
from handbill.base.fields import Id16Field

pytestmark = pytest.mark.django_db


def test_an_id_comes_back_as_it_went(group):
    assert Group.objects.get(id=group.id).id == group.id
    assert isinstance(Group.objects.get(id=str(group.id)).id, uuid.UUID)
    assert Group.objects.filter(id__in=[group.id]).count() == 1


def test_an_id_takes_sixteen_bytes(group):
    measured = "octet_length(id::text)" if connection.vendor == "postgresql" else "length(id)"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {measured} FROM accounts_group")
        assert cursor.fetchone()[0] == (36 if connection.vendor == "postgresql" else 16)


def test_what_is_no_id_is_refused_in_words():
    with pytest.raises(ValidationError):
        Id16Field().to_python("not-an-id")
