"""What the demo's group made of the questions it heard: answers two members stand for, one that waits, one nobody has."""

import random
from datetime import datetime, timedelta

from django.db import transaction

from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Group, Member
from handbill.base import clock
from handbill.base.ids import new_id
from handbill.facts.desk import note_fact
from handbill.facts.filing import file
from handbill.facts.judging import Sender
from handbill.facts.models import Fact, Question, SealedText
from handbill.facts.texts import open_texts, seal_text
from handbill.learn.actions import agree_to_answer, gather_as_new, write_answer
from handbill.plan.models import Booking, GuidePoint, Outing

WAITS = "Is it safe to join?"
DRAFT = "Yes. Nobody may be put out for joining, and nobody hears from us who joined. Come on Wednesday and ask those who did."
IN_SPANISH = {
    "Rent rise": "Una vez al año como mucho, con dos meses de aviso por escrito. Pida la carta; la leemos con usted."
}
LIFTS = "What about the lifts?"
ALSO_HEARD = [
    "What about the lifts",
    "and what about the lifts?",
    "what about the lift?",
    "how do we get there?",
    "How do we get there",
    "is Bea Whitlock of the council coming too?",
    "do you help with the bins?",
]
OUTINGS_WITH_POINTS = 20
SIGNED_UP = ["friend", "friend", "given", "friend", "found", "given", None]


def talk_over_questions(group: Group, now: datetime, mira: Member, ola: Member, keyring: Keyring) -> None:
    """After the year: what was heard is read, put on the list and answered."""
    outings = list(Outing.objects.filter(group=group, ends_at__lt=now).order_by("-starts_at")[:OUTINGS_WITH_POINTS])
    with transaction.atomic():
        _agree(group, now, mira, ola, keyring)
        _hear_more(outings, ola, now)
        _put_the_lifts_on_the_list(group, keyring, ola, now)
        _note_points(outings, mira, now)
        _sign_up(outings, mira, now)


def _agree(group: Group, now: datetime, mira: Member, ola: Member, keyring: Keyring) -> None:
    """Mira's word and Ola's for all but one; that one Ola has written, and it waits for somebody else."""
    for number, question in enumerate(Question.objects.filter(group=group).exclude(answer="")):
        words = [(group.language, question.answer)]
        words += [("es", IN_SPANISH[question.text])] if question.text in IN_SPANISH else []
        with clock.stand_at(now - timedelta(days=300 - 40 * number)):
            for language, text in words:
                answer = write_answer(question, language, text, by=ola)
                agree_to_answer(answer, keyring, by=mira)
    with clock.stand_at(now - timedelta(days=2)):
        write_answer(Question.objects.get(group=group, text=WAITS), group.language, DRAFT, by=ola)


def _hear_more(outings: list[Outing], ola: Member, now: datetime) -> None:
    """Other ways to say the same, from a paper sheet; one holds a name."""
    for number, words in enumerate(ALSO_HEARD):
        outing = outings[number % 3]
        sealed = seal_text(words, SealedText.Label.QUESTION, outing.group, new_id()).to_wire()
        with clock.stand_at(now - timedelta(hours=5)):
            note_fact("question", {"sealed": sealed}, outing=outing, by=ola)


def _put_the_lifts_on_the_list(group: Group, keyring: Keyring, ola: Member, now: datetime) -> None:
    texts = SealedText.objects.filter(group=group, label=SealedText.Label.QUESTION)
    opened = open_texts(texts, keyring)
    about = [text.fact_id for text in texts if "lift" in (opened[text.id] or "").casefold()]
    with clock.stand_at(now - timedelta(hours=4)):
        gather_as_new(about, LIFTS, by=ola)


def _note_points(outings: list[Outing], mira: Member, now: datetime) -> None:
    """Which points came up, ticked off afterwards for every other conversation."""
    chance = random.Random(len(outings))  # noqa: S311  for a story, not for a secret
    for outing in outings:
        points = list(GuidePoint.objects.filter(outing=outing, ended_at=None))
        talks = Fact.objects.filter(outing=outing, kind="conversation").order_by("row").values_list("id", flat=True)
        entries = [
            _ticked(id, chance.choices(points, [6, 3, 2])[:1], outing, now) for id in talks[::2] if len(points) == 3
        ]
        file(entries, Sender(outing.group, None, mira, {outing.id: outing}, now))


def _ticked(conversation, points: list[GuidePoint], outing: Outing, now: datetime) -> dict:
    return {
        "id": str(new_id(now)),
        "kind": "detail",
        "outing": str(outing.id),
        "made_at": now.isoformat(),
        "body": {"of": str(conversation), "points": [str(point.id) for point in points]},
    }


def _sign_up(outings: list[Outing], mira: Member, now: datetime) -> None:
    """A few came by the square on a copy; far too few to say who passes it on."""
    booking = Booking.objects.filter(outing=outings[-1]).select_related("batch").first()
    for number, way in enumerate(SIGNED_UP):
        body = {"batch": str(booking.batch_id), **({"way": way} if way else {})}
        with clock.stand_at(min(now, outings[-1].ends_at + timedelta(days=number))):
            note_fact("sign_up", body, outing=outings[-1], by=mira)
