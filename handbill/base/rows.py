"""Rows that are written once."""

from django.db import models


class WrittenOnceError(TypeError):
    """Somebody tried to change or delete a row that is only ever added."""


class WrittenOnceQuerySet(models.QuerySet):
    def update(self, **changes):
        raise WrittenOnceError(f"{self.model.__name__} rows are never changed")

    def delete(self):
        raise WrittenOnceError(f"{self.model.__name__} rows are never deleted")


class WrittenOnce(models.Model):
    """Base of append-only rows: saving twice, updating and deleting raise WrittenOnceError."""

    objects = WrittenOnceQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise WrittenOnceError(f"{type(self).__name__} rows are never changed")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args, **kwargs):
        raise WrittenOnceError(f"{type(self).__name__} rows are never deleted")
