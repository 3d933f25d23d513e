"""Phones of the demo: they join by the outing's pass and send what was drawn, sealed as any phone seals."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from handbill.accounts.models import Group, Member
from handbill.accounts.readers import card_reader, member_reader, texts_reader
from handbill.base import clock
from handbill.base.ids import new_id
from handbill.desk.demo.cast import FIRST_NAMES, HEARD, LAST_NAMES, NOTES, SPOKEN
from handbill.desk.demo.chance import Drawn, Given, Met
from handbill.facts.models import Question
from handbill.keys.envelope import CARD, QUESTION, seal
from handbill.plan.joinings import join_as_member, join_by_pass
from handbill.plan.models import Outing
from handbill.sync.actions import take_in

AT_ONCE = 400


@dataclass
class Stack:
    """One phone and what it has noted."""

    outing: Outing
    member: Member | None
    copies: int
    entries: list[dict] = field(default_factory=list)

    def note(self, kind: str, at: datetime, **body) -> str:
        fact_id = str(new_id(at))
        self.entries.append(
            {"id": fact_id, "kind": kind, "outing": str(self.outing.id), "made_at": at.isoformat(), "body": body}
        )
        return fact_id


@dataclass(frozen=True)
class Who:
    """Somebody who is met, with a number, an address, and the language they speak."""

    name: str
    number: str
    address: str
    language: str = "en"


class Sealing:
    """Everything a phone needs to seal and to choose from, read once."""

    def __init__(self, group: Group, chance: random.Random):
        self.group, self.chance = group, chance
        self.cards, self.texts = card_reader(group), texts_reader(group)
        self.readers = {member.id: member_reader(member) for member in group.members.all()}
        self.questions = list(Question.objects.filter(group=group).order_by("position"))
        self.wordings = {wording.channel: wording for wording in group.wordings.filter(purpose="follow_up")}
        self.news = group.wordings.filter(purpose="news").first()
        self.coming = _people(chance)

    def card(self, owner: Member, at: datetime, who: Who | None = None) -> dict:
        """What a contact says of a new person. Two in three give a number, the others an address."""
        by_phone = bool(who) or self.chance.random() < 0.67
        who = who or self.coming.pop()
        channels = (
            [self.chance.choice(["phone", "text"]), "signal"][: 1 + (self.chance.random() < 0.3)]
            if by_phone
            else ["email"]
        )
        consents = [
            {"purpose": "follow_up", "channel": channel, "wording": str(self.wordings[channel].id)}
            for channel in channels
        ]
        if not by_phone and self.chance.random() < 0.7:
            consents.append({"purpose": "news", "channel": "email", "wording": str(self.news.id)})
        plain = {
            "v": 1,
            "name": who.name,
            "phone": who.number if by_phone else "",
            "email": "" if by_phone else who.address,
            "other": "",
            "note": self.chance.choice(NOTES),
        }
        card_id = new_id(at)
        sealed = seal(
            {**plain, "language": who.language, "consents": consents, "made_at": at.isoformat()},
            label=CARD,
            id=card_id,
            readers=[self.cards, self.readers[owner.id]],
        )
        about = {"channels": channels, "consents": consents, "language": who.language}
        return {"person": str(card_id), "sealed": sealed.to_wire(), **about}

    def question(self) -> dict:
        return seal(
            {"v": 1, "text": self.chance.choice(HEARD)}, label=QUESTION, id=new_id(), readers=[self.texts]
        ).to_wire()


def _people(chance: random.Random) -> list[Who]:
    """None twice; the next to be met stands last."""
    pairs = [(first, last) for first in FIRST_NAMES for last in LAST_NAMES]
    chance.shuffle(pairs)
    people = [
        Who(f"{first} {last}", f"07700 900{number:03d}", f"{first}.{last}@example.org".lower(), SPOKEN.get(last, "en"))
        for number, (first, last) in enumerate(pairs)
    ]
    return people[::-1]


def deal(
    outing: Outing,
    members: list[Member | None],
    brought: int,
    drawn: Drawn,
    sealing: Sealing,
    is_tapped: bool = True,
) -> list[Stack]:
    """Spread what was drawn over as many stacks as people; each takes its share of the copies first."""
    chance = sealing.chance
    stacks = [
        Stack(outing, member, brought // len(members) + (number < brought % len(members)))
        for number, member in enumerate(members)
    ]
    for stack in stacks:
        if stack.copies:
            stack.note("taken", outing.starts_at, copies=stack.copies, **{"from": "cupboard"})
    for given in drawn.given:
        _hand_out(stacks, given, sealing, is_tapped or chance.random() < 0.2)
    for at in drawn.in_vain if is_tapped else ():
        chance.choice(stacks).note("asked_in_vain", at, people=1)
    if outing.setting == "doorstep":
        _post(stacks, outing.ends_at - timedelta(minutes=4), chance)
    return stacks


def _post(stacks: list[Stack], at: datetime, chance: random.Random) -> None:
    """On the way down some of what is left goes into letterboxes: counted, and no demand."""
    for stack in stacks:
        posted = min(stack.copies, chance.randint(0, 12))
        if posted:
            stack.copies -= posted
            stack.note("handout", at, copies=posted, way="letterbox")


def _hand_out(stacks: list[Stack], given: Given, sealing: Sealing, is_tapped: bool) -> None:
    """From the fullest of two stacks; one that lacks copies for the friends borrows from its neighbours first."""
    stack = max(sealing.chance.sample(stacks, k=min(2, len(stacks))), key=lambda one: one.copies)
    for neighbour in stacks:
        lent = min(neighbour.copies, max(0, given.copies - stack.copies)) if neighbour is not stack else 0
        if lent:
            neighbour.note("passed_on", given.at, copies=lent, to="phone")
            stack.note("taken", given.at, copies=lent, **{"from": "phone"})
            neighbour.copies, stack.copies = neighbour.copies - lent, stack.copies + lent
    stack.copies -= given.copies
    if not is_tapped:
        return
    friends = given.copies - 1
    about = {"conversation": _talk(stack, given.met, sealing)} if given.met else {}
    stack.note(
        "handout", given.at, copies=given.copies, way="hand", **({"for_friend": friends} if friends else {}), **about
    )


def _talk(stack: Stack, met: Met, sealing: Sealing) -> str:
    chance = sealing.chance
    conversation = stack.note("conversation", met.at)
    asked_about = chance.sample(sealing.questions, k=chance.choices([0, 1, 2], [3, 5, 2])[0])
    stack.note(
        "detail",
        met.at + timedelta(seconds=40),
        of=conversation,
        ask=met.ask,
        reception=met.reception,
        questions=[str(q.id) for q in asked_about],
        language=sealing.coming[-1].language if met.gave else "en",
    )
    if chance.random() < 0.08:
        stack.note("question", met.at + timedelta(seconds=50), sealed=sealing.question(), conversation=conversation)
    if met.gave:
        at = met.at + timedelta(seconds=90)
        given = sealing.card(stack.member or stack.outing.lead, at)
        stack.note("contact", at, conversation=conversation, **given)
    return conversation


def send(stacks: list[Stack], pass_text: str, *, quiet: int = 0, until: datetime | None = None) -> None:
    """Each phone joins at the start and sends at the end; the last `quiet` phones send only a part and do not end."""
    for number, stack in enumerate(stacks):
        is_quiet = number >= len(stacks) - quiet
        joining = _join(stack, pass_text)
        entries = sorted(stack.entries, key=lambda entry: entry["made_at"])
        if is_quiet:
            entries, left = entries[: len(entries) // 3], len(entries) - len(entries) // 3
            _send(entries, joining, stack.outing.starts_at + timedelta(minutes=20), waiting=left)
            continue
        end = until or stack.outing.ends_at
        if until is None:
            entries = [*entries, *_closing(stack, end)]
        _send(entries, joining, end + timedelta(minutes=5), waiting=0)


def _join(stack: Stack, pass_text: str):
    with clock.stand_at(stack.outing.starts_at - timedelta(minutes=5)):
        if stack.member:
            return join_as_member(stack.member, stack.outing.id, new_id())[0]
        return join_by_pass(pass_text, new_id())[0]


def _closing(stack: Stack, end: datetime) -> list[dict]:
    before = len(stack.entries)
    stack.note("count", end, copies=stack.copies, final=True)
    if stack.copies:
        stack.note("passed_on", end + timedelta(seconds=30), copies=stack.copies, to="cupboard")
    stack.note("shift_ended", end + timedelta(seconds=40))
    return stack.entries[before:]


def _send(entries: list[dict], joining, at: datetime, waiting: int) -> None:
    with clock.stand_at(at):
        for start in range(0, len(entries), AT_ONCE):
            batch = entries[start : start + AT_ONCE]
            left = waiting + len(entries) - start - len(batch)
            taken = take_in(batch, joining=joining, waiting=left, sent_at=at)
            refused = [receipt for receipt in taken.receipts if receipt.code]
            if refused:
                raise ValueError(f"the demo made a fact that is refused: {refused[0]}")
