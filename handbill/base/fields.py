"""Fields the rooms share."""

import uuid

from django.core import exceptions
from django.db import models

from handbill.base.ids import new_id


class Id16Field(models.Field):
    """A UUID kept as its 16 bytes on SQLite and as `uuid` on PostgreSQL: a third of the text form, and in time order."""

    description = "UUID in 16 bytes"

    def db_type(self, connection):
        return "uuid" if connection.vendor == "postgresql" else "blob"

    def from_db_value(self, value, expression, connection):
        return uuid.UUID(bytes=bytes(value)) if isinstance(value, (bytes, memoryview)) else value

    def to_python(self, value):
        if value is None or isinstance(value, uuid.UUID):
            return value
        try:
            return uuid.UUID(bytes=bytes(value)) if isinstance(value, (bytes, memoryview)) else uuid.UUID(str(value))
        except ValueError as error:
            raise exceptions.ValidationError("not an id", code="invalid") from error

    def get_prep_value(self, value):
        return self.to_python(super().get_prep_value(value))

    def get_db_prep_value(self, value, connection, prepared=False):
        value = value if prepared else self.get_prep_value(value)
        return value if value is None or connection.vendor == "postgresql" else value.bytes

    def value_to_string(self, obj):
        return str(self.value_from_object(obj))


def id_field(**more) -> Id16Field:
    """The primary key of most rows: a fresh UUIDv7."""
    return Id16Field(primary_key=True, default=new_id, editable=False, **more)
