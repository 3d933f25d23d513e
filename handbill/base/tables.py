"""The tables of an empty database, made at once.

Migrating an empty database builds every model anew for each step that touches one of its neighbours, and here all are neighbours:
most of a first start went into that. All steps taken together say the same tables; they are made from that in one go, and every
migration is noted as done. What a migration runs by itself (a trigger, rows to begin with) runs too.
"""

from django.db import migrations
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

ROOMS = "handbill."  # others' migrations only ever prepare rows of before


def is_empty(connection) -> bool:
    """Whether nobody ever made a table here."""
    return not connection.introspection.table_names()


def make_all(connection) -> None:
    """Every table, index and constraint as all migrations together leave them. The database must be empty."""
    executor = MigrationExecutor(connection)
    plan = [migration for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)]
    state = ProjectState()
    for migration in plan:
        migration.mutate_state(state, preserve=False)
    recorder = MigrationRecorder(connection)
    with connection.schema_editor() as editor:  # one transaction: a process killed meanwhile leaves the database empty
        for model in (*state.apps.get_models(), recorder.Migration):
            if model._meta.managed and not model._meta.proxy:
                editor.create_model(model)
        for migration in plan:
            _run(migration, editor, state)
            recorder.record_applied(migration.app_label, migration.name)


def _run(migration, editor, state: ProjectState) -> None:
    if not type(migration).__module__.startswith(ROOMS):
        return
    for operation in migration.operations:
        if isinstance(operation, migrations.RunSQL | migrations.RunPython):
            operation.database_forwards(migration.app_label, editor, state, state)
