"""Saying something about an outing, taking it back, and making an article of it."""

import uuid
from collections.abc import Collection
from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _

from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Member
from handbill.base.errors import MayNot, Refusal
from handbill.base.ids import new_id
from handbill.debrief.article import draft_of, left_out
from handbill.debrief.evidence import evidence_of
from handbill.debrief.models import PromptedRemark
from handbill.debrief.said import heard_at
from handbill.debrief.stock import copies_of
from handbill.facts.desk import note_fact
from handbill.facts.models import Fact, SealedText
from handbill.facts.texts import open_texts, seal_text
from handbill.keys.errors import TooLong
from handbill.plan.models import Decision, Outing
from handbill.press.actions import draft_article
from handbill.press.models import Article


@transaction.atomic
def add_remark(outing: Outing, text: str, prompt: str = "", *, by: Member) -> Fact:
    """A remark at the desk, sealed before it touches the database, under the question it answers."""
    if not by.may_write_remarks:
        raise MayNot(_("Remarks are written by organisers and volunteers."))
    fact = note_fact("remark", {"sealed": _sealed(text, outing)}, outing=outing, by=by)
    if prompt:
        PromptedRemark.objects.create(group=outing.group, outing=outing, fact_id=fact.id, prompt=prompt)
    return fact


@transaction.atomic
def take_back_remark(outing: Outing, fact_id: uuid.UUID, *, by: Member) -> Fact:
    """Only one's own; the ledger keeps that something was said and taken back."""
    said = Fact.objects.filter(group=outing.group_id, outing=outing, id=fact_id, kind="remark")
    if not said.exists():
        raise Refusal("no_remark", _("There is no such remark. Nothing was changed."), 404)
    if not said.filter(by=by).exists():
        raise MayNot(_("Only whoever wrote a remark takes it back. Nothing was changed."))
    return note_fact("retraction", {"of": str(fact_id)}, outing=outing, by=by)


@transaction.atomic
def make_article(
    outing: Outing, keyring: Keyring | None, remark_ids: Collection[uuid.UUID] = (), *, by: Member
) -> tuple[Article, list[str]]:
    """A draft for the paper, and in sentences what was left out of it. Only an organiser lets remarks in, one by one."""
    if remark_ids and not by.is_organiser:
        raise MayNot(_("Organisers choose which remarks go into an article. Nothing was written."))
    evidence = evidence_of(outing)
    opened = open_texts([remark.text for remark in evidence.happened.remarks], keyring if by.may_note else None)
    wanted = [opened[remark.text.id] for remark in evidence.happened.remarks if remark.id in set(remark_ids)]
    if not all(wanted) or len(wanted) < len(set(remark_ids)):
        sentence = _("A remark you ticked is gone or does not open. Nothing was written; look again.")
        raise Refusal("no_remark", sentence, 409)
    draft = draft_of(evidence, copies_of(evidence), heard_at(evidence, None).listed, wanted)
    article = draft_article(group=outing.group, by=by, outing=outing, language=outing.group.language, **asdict(draft))
    remarks_left = len(evidence.happened.remarks) - len(wanted)
    return article, left_out(evidence, remarks_left, Decision.objects.filter(outing=outing).count())


def _sealed(text: str, outing: Outing) -> dict:
    try:
        return seal_text(text, SealedText.Label.REMARK, outing.group, new_id()).to_wire()
    except TooLong as error:
        sentence = _("This remark is too long to seal. Nothing was saved; say it in fewer words.")
        raise Refusal("too_long", sentence) from error
