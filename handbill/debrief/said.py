"""What people asked and what the group says about it: opened where the reader holds the key, else sealed."""

import uuid
from collections import Counter
from dataclasses import dataclass

from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Member
from handbill.debrief.evidence import Evidence
from handbill.debrief.models import PromptedRemark
from handbill.debrief.prompts import Put
from handbill.facts.happened import Text
from handbill.facts.models import Question
from handbill.facts.texts import open_texts
from handbill.learn.hints import seems_personal


@dataclass(frozen=True)
class Heard:
    """Listed questions with how often each came up, those in people's own words, and how many stay sealed."""

    listed: list[tuple[Question, int]]
    in_words: list[tuple[str, int]]
    sealed: int

    @property
    def is_empty(self) -> bool:
        return not (self.listed or self.in_words or self.sealed)


@dataclass(frozen=True)
class Remark:
    """`words` is None while sealed; `name` is empty where a helper's phone said it."""

    fact_id: uuid.UUID
    words: str | None
    name: str
    is_own: bool


@dataclass(frozen=True)
class Answered:
    """A question put to the group, and the remarks under it. `put` is None for remarks noted on phones."""

    put: Put | None
    remarks: list[Remark]


def heard_at(evidence: Evidence, keyring: Keyring | None) -> Heard:
    """The most frequent first. The same words, whatever their capitals, are one question."""
    counts = evidence.happened.heard_from()
    questions = Question.objects.filter(group=evidence.outing.group_id, id__in=list(counts))
    listed = sorted(((one, counts[one.id]) for one in questions), key=lambda pair: (-pair[1], pair[0].position))
    opened = open_texts([heard.text for heard in evidence.happened.questions_heard], keyring)
    words = Counter(" ".join(text.split()).casefold() for text in opened.values() if text)
    spelt = {" ".join(text.split()).casefold(): text for text in opened.values() if text}
    return Heard(listed, [(spelt[key], n) for key, n in words.most_common()], len(opened) - words.total())


def prompts_of(evidence: Evidence) -> dict[uuid.UUID, str]:
    """Which question each standing remark answers."""
    standing = {remark.id for remark in evidence.happened.remarks}
    rows = PromptedRemark.objects.filter(outing=evidence.outing).values_list("fact_id", "prompt")
    return {fact_id: prompt for fact_id, prompt in rows if fact_id in standing}


def remarks_under(
    put: list[Put], answers: dict[uuid.UUID, str], evidence: Evidence, keyring: Keyring | None, reader: Member
) -> list[Answered]:
    """Remarks noted on phones first, then each question with what was said to it."""
    said = evidence.happened.remarks
    opened = open_texts([remark.text for remark in said], keyring)
    names = _names(said, evidence)
    remarks = {
        remark.id: Remark(remark.id, opened[remark.text.id], names.get(remark.id, ""), remark.by_id == reader.id)
        for remark in said
    }
    unasked = [remark for id, remark in remarks.items() if id not in answers]
    under = [Answered(one, [remarks[id] for id in remarks if answers.get(id) == one.prompt]) for one in put]
    return [Answered(None, unasked), *under] if unasked else under


def remarks_to_tick(evidence: Evidence, keyring: Keyring | None) -> list[tuple[uuid.UUID, str, bool]]:
    """Those that open: (fact, words, whether they seem to hold a name, a number or an address)."""
    opened = open_texts([remark.text for remark in evidence.happened.remarks], keyring)
    found = [(remark.id, opened[remark.text.id]) for remark in evidence.happened.remarks]
    return [(id, words, bool(seems_personal(words))) for id, words in found if words]


def _names(said: list[Text], evidence: Evidence) -> dict[uuid.UUID, str]:
    """Who said it: the member at the desk, or whose phone it was."""
    owners = {joining.phone_id: joining.phone.member for joining in evidence.phones if joining.phone.member}
    members = Member.objects.in_bulk({remark.by_id for remark in said if remark.by_id})
    speakers = {remark.id: members.get(remark.by_id) or owners.get(remark.phone_id) for remark in said}
    return {id: member.name for id, member in speakers.items() if member}
