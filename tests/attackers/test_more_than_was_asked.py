"""A member sends along with each form what it did not ask for: every column there is, with somebody else's things in it.

Each form of the desk is sent twice in a world that is taken back between: filled in, and with more. What either changes
must be the same columns of the same tables, and nothing that was sent along may stand in any row.
"""

from collections import Counter

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import models, transaction
from django.forms import CharField

from handbill.accounts.forms import Mine
from handbill.accounts.models import Group, Member
from handbill.followup.forms import Outcome
from tests.cast import PASSWORD, sign_in
from tests.generative.forms import Form, walk
from tests.rights.world import named  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db
WORD, NUMBER, DAY = "sent-along-5501", 55_015_501, "2001-02-03T04:05"
NOT_OURS = {"sessions", "contenttypes", "axes"}
# What somebody writes into a field of this name, whatever the form
FILLED_IN = {
    "name": "Kiosk", "text": "Pens and tape", "title": "The lift", "body": "It runs again.", "subject": "News", "alt": "A hand",
    "note": "counted twice", "new_tag": "damp", "answer-text": "Yes", "words": "Dee", "languages": "Polish", "email": "dee@example.org",
    "day": "2026-10-10", "on": "2026-10-10", "start": "10:00", "end": "12:00", "setting": "stall", "place": "Old Mill",
    "copies": "3", "how_many": "1", "guess": "5", "taken": "20", "page": "2", "pin": "481516", "password": PASSWORD, "old": PASSWORD,
    "role": "viewer", "stage": "active", "scopes": "facts:read", "kinds": "debrief.finished", "address": "https://hooks.example.org/",
}  # fmt: skip
LONGER_FORMS = {"outcome": Outcome}  # its buttons stand alone as well, and the longer one asks for the next step too


def every_column(cleo: Member) -> dict[str, str]:
    """By the name a form would give it: Cleo or her group, with which Ada has nothing to do, or what stands in no row."""
    columns = [column for model in ours() for column in model._meta.concrete_fields]
    return {name: _foreign(column, cleo) for column in columns for name in {column.name, column.attname}}


def _foreign(column: models.Field, cleo: Member) -> str:
    aimed = getattr(column, "related_model", None)
    if aimed is Group or column.name == "group":
        return str(cleo.group_id)
    if aimed is not None or isinstance(column, models.UUIDField):
        return str(cleo.pk)
    if column.choices or column.name == "role":
        return "organiser" if column.name == "role" else str(list(dict(column.flatchoices))[-1])
    if isinstance(column, models.BooleanField):
        return "on"
    if isinstance(column, models.IntegerField):
        return str(NUMBER)
    return DAY if isinstance(column, models.DateField) else WORD


def ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label not in NOT_OURS]


def rows() -> dict[tuple, dict]:
    """Every row by its table and key."""
    return {
        (model._meta.label, row["pk"]): row
        for model in ours()
        for row in model._base_manager.order_by().values("pk", *(one.attname for one in model._meta.concrete_fields))
    }


def what_it_does(client, form: Form, values: dict[str, list[str]]) -> tuple[Counter, list[str]]:
    """Columns that changed and rows that came or went, by table; and every value that was written."""
    signed_in, before = client.cookies.copy(), rows()
    with transaction.atomic():
        client.post(form.action, values)
        after = rows()
        transaction.set_rollback(True)
    client.cookies = signed_in
    cache.clear()
    done, written = Counter(), []
    for key in before.keys() | after.keys():
        then, now = before.get(key), after.get(key)
        if then and now:
            changed = {name: now[name] for name in now if now[name] != then[name]}
            done.update((key[0], name) for name in changed)
            written += changed.values()
        else:
            done[key[0], "came" if now else "went"] += 1
            written += (now or {}).values()
    return done, [str(value) for value in written]


def filled_in(form: Form) -> dict[str, list[str]]:
    return {name: [FILLED_IN[name]] if name in FILLED_IN else value for name, value in form.values.items()}


def taken_along(client, form: Form, more: dict[str, str]) -> tuple[str, bool]:
    """What a form took that it had not asked for, and whether it did anything by itself."""
    asked = {*form.values, *getattr(LONGER_FORMS.get(form.action.rstrip("/").rpartition("/")[2]), "base_fields", ())}
    extra = {name: [value] for name, value in more.items() if name not in asked}
    filled = filled_in(form)
    plain, _ = what_it_does(client, form, filled)
    fuller, written = what_it_does(client, form, {**filled, **extra})
    marks = {WORD, str(NUMBER), more["group"], more["owner"], DAY}
    found = sorted({mark for mark in marks if any(mark in value.replace(" ", "T") for value in written)})
    did = any(table != "accounts.Session" for table, _ in plain)
    if not found and fuller == plain:
        return "", did
    return f"{form.page}: {form.action}: {found} {fuller - plain}{plain - fuller}", did


def posted(client) -> list[Form]:
    forms, _pages = walk(client, most=2)
    return [form for form in forms if form.method == "post"]


def test_no_form_takes_more_than_it_asks_for(ada, named, cleo):  # noqa: F811
    client, more = sign_in(ada), every_column(cleo)
    forms = posted(client)
    told = [taken_along(client, form, more) for form in forms]
    assert not (taken := [said for said, _did in told if said]), "\n".join(taken)
    assert sum(did for _said, did in told) > 80, "most forms were refused: nothing was tried with them"


def test_one_that_takes_whatever_comes_is_told(ada, cleo, monkeypatch):
    client, more = sign_in(ada), every_column(cleo)
    own = [form for form in posted(client) if set(Mine.base_fields) <= set(form.values)]
    monkeypatch.setitem(Mine.base_fields, "login", CharField())
    monkeypatch.setattr(Mine._meta, "fields", [*Mine._meta.fields, "login"])
    assert [WORD in taken_along(client, form, more)[0] for form in own] == [True]
