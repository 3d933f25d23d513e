"""Every form of the desk takes anything that can be sent and answers with a page, never with an error of its own.

None of them changes or loses a line of the audit.
"""

import random

import pytest
from django.core.cache import cache
from django.db import transaction

from handbill.accounts.models import AuditEntry
from handbill.base.clock import now
from handbill.desk.demo import build_demo
from tests.cast import at_this_machine
from tests.generative.forms import Form, walk

pytestmark = pytest.mark.django_db

BAD = (
    "",
    " ",
    "\x00",
    "a\x00b",
    "x" * 70_000,
    "-1",
    "9" * 40,
    "1e999",
    "NaN",
    "٣٤",
    "0001-01-01",
    "9999-12-31",
    "9999-12-31T23:59",
    "2026-02-30",
    "25:61",
    "not-a-uuid",
    "00000000-0000-0000-0000-000000000000",
    "<script>alert(1)</script>",
    "'; DROP TABLE facts_fact; --",
    "{{ 7 * 7 }}{% now %}",
    "\u202egnp.exe",
    "\U0001f9ed" * 300,
    "../../../../etc/passwd",
    "=HYPERLINK(0)",
    "https://elsewhere.example/",
)
WHOLE, EACH = 6, 2  # tries with every field bad, and with one
SEED = 20260912


@pytest.fixture
def organiser(db):
    from handbill.accounts.models import Instance

    Instance.objects.get_or_create(id=1, defaults={"generation": "demo"})
    built = build_demo(now())
    client = at_this_machine()
    assert client.post("/sign-in/", {"login": built.login, "password": built.password}).status_code == 302
    return client


def test_every_form_answers_anything_with_a_page(organiser):
    """One test, since the year is built once; each try is taken back before the next."""
    forms, pages = walk(organiser)
    posted = [form for form in forms if form.method == "post"]
    assert len(pages) > 30, "the walk did not get far"
    assert len(posted) > 25, "the walk met few forms"
    chance = random.Random(SEED)  # noqa: S311  for tries, not for a secret
    broken = [said for form in forms for said in try_everything(organiser, form, chance)]
    assert not broken, "\n".join(broken)


def try_everything(client, form: Form, chance: random.Random) -> list[str]:
    """What broke: each field alone by a few bad values, all by one, none at all."""
    tries = [{}, *({name: [bad] for name in form.values} for bad in chance.sample(BAD, WHOLE))]
    for name in form.values:
        tries += [{**form.values, name: [bad]} for bad in chance.sample(BAD, EACH)]
        tries += [chance.choice([_without(form, name), {**form.values, name: ["1", "2", "x"]}])]
    audit = _audit()
    return [said for values in tries if (said := _what_broke(client, form, values, audit))]


def _without(form: Form, name: str) -> dict[str, list[str]]:
    return {other: value for other, value in form.values.items() if other != name}


def _what_broke(client, form: Form, values: dict[str, list[str]], audit: set[tuple]) -> str:
    client.raise_request_exception = False
    send = client.post if form.method == "post" else client.get
    signed_in = client.cookies.copy()
    with transaction.atomic():
        answer = send(form.action, values)
        is_kept = answer.status_code >= 500 or audit <= _audit()
        transaction.set_rollback(True)
    client.cookies = signed_in
    cache.clear()
    if not is_kept:
        return f"{form.page}: {form.action} changed what was noted in the audit"
    if answer.status_code < 500:
        return ""
    short = {name: [one[:40] for one in value] for name, value in values.items()}
    reason = repr(answer.exc_info[1])[:200] if getattr(answer, "exc_info", None) else ""
    return f"{form.page}: {form.action} answered {answer.status_code} to {short}: {reason}"


def _audit() -> set[tuple]:
    """What was noted of who did what: it may become more, and nothing else."""
    return set(AuditEntry.objects.values_list("id", "at", "by", "what", "about", "count"))
