"""Batches of before get a print run, a first line and a stack in a cupboard."""

from django.db import migrations


def open_the_ledger(apps, schema_editor):
    names = ("Batch", "Publication", "Issue", "PrintRun", "Holder", "Movement", "Stack")
    rows = {name: apps.get_model("copies", name).objects.using(schema_editor.connection.alias) for name in names}
    for batch in rows["Batch"].filter(run=None).select_related("group").order_by("made_at"):
        run = _run_of_one(batch, rows)
        batch.run = run
        batch.save(update_fields=["run"])
        ends = {"group": batch.group, "batch": batch, "copies": batch.copies}
        rows["Movement"].create(kind="printed", target=run.cupboard, at=batch.made_at, **ends)
        rows["Stack"].create(holder=run.cupboard, **ends)


def _run_of_one(batch, rows):
    of_group = {"group": batch.group}
    paper, _ = rows["Publication"].get_or_create(
        **of_group, name=batch.group.paper or "Our paper", defaults={"kind": "paper"}
    )
    issue, _ = rows["Issue"].get_or_create(
        publication=paper, name=batch.issue, defaults={**of_group, "made_at": batch.made_at}
    )
    cupboard, _ = rows["Holder"].get_or_create(**of_group, kind="cupboard", name="The cupboard")
    return rows["PrintRun"].create(
        **of_group, issue=issue, copies=batch.copies, cupboard=cupboard, made_at=batch.made_at
    )


class Migration(migrations.Migration):
    dependencies = [("copies", "0002_the_ledger")]
    operations = [migrations.RunPython(open_the_ledger, migrations.RunPython.noop)]
