"""Django's `migrate`, which makes the tables of an empty database at once."""

from django.core.management.commands.migrate import Command as Migrate
from django.db import connections

from handbill.base.tables import is_empty, make_all


class Command(Migrate):
    """The same in all else."""

    def handle(self, *args, **options):
        connection = connections[options["database"]]
        if not options["app_label"] and not options["plan"] and not options["check_unapplied"] and is_empty(connection):
            make_all(connection)
        super().handle(*args, **options)
