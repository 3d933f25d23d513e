"""A backup that is older than the rule on forgetting brings nobody back: from the command line, on a disk of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
OPEN = """
import sys, json
from datetime import timedelta
from pathlib import Path
from handbill.base.instance import use_folder
use_folder(Path(sys.argv[1]))
from handbill.desk.commands.opening import open_instance
open_instance(migrate=True)
from handbill.base import clock
NOW = clock.now()
"""
FOUND = """
from handbill.accounts.actions import found_group
from handbill.desk.commands.backup_key import make_backup_key
from handbill.desk.demo.cast import GROUP, PASSWORD
from handbill.desk.demo.phones import Sealing, Stack, Who, send
from handbill.people.forgetting import set_rule
from handbill.people.models import Card
from handbill.plan.actions import plan_outing
from handbill.plan.models import Place
from handbill.plan.passes import pass_text, standing_pass
import random

def met(days, who):
    at = NOW - timedelta(days=days)
    with clock.stand_at(at):
        place = Place.objects.create(group=group, name=f"Ferry Square {days}", setting="stall")
        outing = plan_outing(by=mira, place=place, starts_at=at, ends_at=at + timedelta(hours=2))
    stack, said_at = Stack(outing, mira, 0), at + timedelta(minutes=30)
    talk = stack.note("conversation", said_at, ask="given", reception=3)
    stack.note("contact", said_at, conversation=talk, **sealing.card(mira, said_at, who))
    send([stack], pass_text(standing_pass(outing, mira)))
    return Card.objects.order_by("person_id").last()

with clock.stand_at(NOW - timedelta(days=500)):
    founded = found_group(**GROUP, member_name="Mira", login="mira", password=PASSWORD)
group, mira = founded.group, founded.member
sealing = Sealing(group, random.Random(1))
long_ago = met(400, Who("Dee Quill", "07700 900123", ""))
lately = met(3, Who("Tam Renn", "07700 900124", ""))
with clock.stand_at(NOW - timedelta(days=8)):
    set_rule(6, by=mira)
print(json.dumps({"key": make_backup_key(Path(sys.argv[1])), "gone": str(long_ago.person_id), "ct": bytes(long_ago.ct).hex()}))
"""
FORGET = """
from handbill.accounts.models import Group
from handbill.people.forgetting import forget_today
forget_today(str(Group.objects.get().id))
"""
LOOK = """
from django.db.models import Count
from handbill.facts.models import Fact
from handbill.followup.models import FollowUp
from handbill.people.models import Card, Consent, Person, Tombstone
print(json.dumps({
    "people": [str(one) for one in Person.everybody.order_by("id").values_list("id", flat=True)],
    "hanging": [model.objects.count() for model in (Card, Consent, FollowUp)],
    "tombstones": [str(one) for one in Tombstone.objects.values_list("id", flat=True)],
    "facts": dict(Fact.objects.values_list("kind").annotate(n=Count("row"))),
}))
"""


def alone(**more: str) -> dict[str, str]:
    ours = ("HANDBILL_DATA", "DJANGO_SETTINGS_MODULE", "DATABASE_URL")
    return {**{name: value for name, value in os.environ.items() if name not in ours}, **more}


def told(*command: str) -> str:
    answer = subprocess.run(
        [sys.executable, *command], capture_output=True, text=True, cwd=ROOT, env=alone(), timeout=120, check=False
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


def run(program: str, folder: Path) -> dict:
    said = told("-c", OPEN + program, str(folder)).strip()
    return json.loads(said.splitlines()[-1]) if said else {}


def handbill(command: str, folder: Path, *more: str) -> str:
    return told("-m", "handbill", command, "--data", str(folder), *more)


@pytest.mark.parametrize("lies", ["beside the backup", "in the new folder"])
def test_whom_the_rule_erased_after_the_backup_does_not_come_back_with_it(tmp_path, lies):
    old, new, kept = tmp_path / "old", tmp_path / "new", tmp_path / "kept"
    for folder in (old, new, kept):
        folder.mkdir()
    made = run(FOUND, old)
    before = run(LOOK, old)
    assert made["gone"] in before["people"] and len(before["people"]) == 2
    handbill("backup", old, str(kept / "union.backup"))
    run(FORGET, old)
    after = run(LOOK, old)
    assert after["people"] == [one for one in before["people"] if one != made["gone"]]

    (tmp_path / "key").write_text(made["key"])
    ledger = kept if lies == "beside the backup" else new
    (ledger / "erased.ledger").write_bytes((old / "erased.ledger").read_bytes())
    said = handbill("restore", new, "--key", str(tmp_path / "key"), str(kept / "union.backup"))
    assert "erased again: 1" in said
    restored = run(LOOK, new)
    assert restored == after and restored["tombstones"] == [made["gone"]]
    assert restored["facts"] == before["facts"], "what happened stays counted"
    on_disk = b"".join(file.read_bytes() for file in new.rglob("*") if file.is_file())
    assert bytes.fromhex(made["ct"]) not in on_disk and made["gone"].encode() in on_disk
    assert bytes.fromhex(made["ct"]) not in b"".join(file.read_bytes() for file in old.rglob("*") if file.is_file())


def test_without_the_ledger_the_backup_is_as_it_was(tmp_path):
    """So that the test above can fail."""
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir(), new.mkdir()
    made = run(FOUND, old)
    (tmp_path / "key").write_text(made["key"])
    handbill("backup", old, str(tmp_path / "union.backup"))
    run(FORGET, old)
    handbill("restore", new, "--key", str(tmp_path / "key"), str(tmp_path / "union.backup"))
    assert made["gone"] in run(LOOK, new)["people"]
