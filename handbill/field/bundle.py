"""What a phone carries: the group with its keys, and the outing with its guide, questions, wordings and batches."""

import hashlib
import json
import uuid
from collections.abc import Iterable

from handbill.accounts.models import Group, Key, Member, Wording
from handbill.facts.kinds import PURPOSES
from handbill.facts.models import Question
from handbill.facts.totals import totals_of
from handbill.keys.wire import to_base64
from handbill.plan.models import GuidePoint, Outing
from handbill.plan.queries import booked, members_coming


def group_bundle(group: Group) -> dict:
    """GROUP of SYNC.md: with the keys that cards and texts are sealed to from now on."""
    return {
        "id": str(group.id),
        "name": group.name,
        "language": group.language,
        "country": group.country,
        "key": key_bundle(Key.objects.of_group(group, Key.Kind.CARDS)),
        "texts_key": key_bundle(Key.objects.of_group(group, Key.Kind.TEXTS)),
    }


def outing_bundle(outing: Outing) -> dict:
    """OUTING of SYNC.md, totals included."""
    coming = members_coming(outing)
    keys = _keys_of([outing.lead, *coming])
    goals = {name: getattr(outing, f"goal_{name}") for name in ("conversations", "asked", "contacts", "copies")}
    return {
        "id": str(outing.id),
        "place": outing.place.name,
        "setting": outing.setting,
        "starts_at": outing.starts_at.isoformat(),
        "ends_at": outing.ends_at.isoformat(),
        "lead": member_bundle(outing.lead, keys),
        "members": [member_bundle(member, keys) for member in coming],
        "goals": _without_none(goals),
        "guide": [
            {"id": str(point.id), "text": point.text}
            for point in GuidePoint.objects.filter(outing=outing, ended_at=None)
        ],
        "questions": _questions(outing),
        "wordings": _wordings(outing.group),
        "batches": [
            {"id": str(batch.id), "issue": batch.issue, "code": batch.code, "taken": copies}
            for batch, copies in booked(outing)
        ],
        "totals": totals_of(outing),
        "version": outing.version,
    }


def member_bundle(member: Member, keys: dict[uuid.UUID, Key] | None = None) -> dict:
    """MEMBER of SYNC.md. Without a key only for somebody who has left: nothing may be sealed to her any more."""
    key = (_keys_of([member]) if keys is None else keys).get(member.id)
    bundle = {"id": str(member.id), "name": member.name}
    return {**bundle, "key": key_bundle(key)} if key and member.is_active else bundle


def key_bundle(key: Key) -> dict:
    return {"id": str(key.id), "public": to_base64(bytes(key.public))}


def etag_of(group: dict, outing: dict) -> str:
    """Over everything but the totals: those change with every tap and are read from the receipts."""
    lasting = {name: value for name, value in outing.items() if name != "totals"}
    text = json.dumps([group, lasting], sort_keys=True, separators=(",", ":"))
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def _keys_of(members: Iterable[Member]) -> dict[uuid.UUID, Key]:
    keys = Key.objects.current().filter(kind=Key.Kind.MEMBER, member__in={member.id for member in members})
    return {key.member_id: key for key in keys}


def _questions(outing: Outing) -> list[dict]:
    """With the agreed answers in the language that is spoken there."""
    language = outing.language or outing.group.language
    rows = Question.objects.filter(group=outing.group_id, ended_at=None)
    return [
        _without_none({"id": str(row.id), "text": row.text, "answer": row.answer_in(language) or None}) for row in rows
    ]


def _wordings(group: Group) -> list[dict]:
    """Of the purposes a phone may send; what is agreed to for others is asked at the desk."""
    names = ("purpose", "channel", "language", "text")
    wordings = Wording.objects.filter(group=group, ended_at=None, purpose__in=PURPOSES)
    return [{"id": str(wording.id), **{name: getattr(wording, name) for name in names}} for wording in wordings]


def _without_none(fields: dict) -> dict:
    return {name: value for name, value in fields.items() if value is not None}
