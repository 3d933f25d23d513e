"""One of everything that an address can name, made by Ada's group through the real actions."""

import pytest

from handbill.accounts.actions import invite
from handbill.accounts.enrolling import enrol_phone
from handbill.accounts.models import Member, Passkey, Wording
from handbill.accounts.sessions import row_of
from handbill.base.ids import new_id
from handbill.copies.actions import count, record_run
from handbill.copies.models import Movement
from handbill.exchange.api.tokens import make_token
from handbill.facts.models import Fact, Question, SealedText
from handbill.facts.tests.entries import Stack
from handbill.facts.texts import seal_text
from handbill.followup.actions import note_attempt, offer, share_out
from handbill.followup.models import FollowUp
from handbill.learn.actions import gather, write_answer
from handbill.learn.asked import today_of
from handbill.mail.actions import draft_mailing, write_text
from handbill.people.filters import Filters
from handbill.people.herself import ask_own_card
from handbill.people.links import link_to_self
from handbill.people.merging.actions import merge
from handbill.people.merging.choices import Chosen
from handbill.people.merging.two_people import say_two_people
from handbill.people.saved_lists import save_list
from handbill.plan.actions import decide
from handbill.plan.actions.prepare import add_item
from handbill.plan.models import Joining
from handbill.press.actions import ask_for_reader, begin_issue, bring_picture, draft_article, place_article
from handbill.press.models import PrintOrder
from handbill.press.tests.conftest import drawing
from handbill.sheets.actions import print_sheets
from tests.cast import NOON, join, keyring_of, sign_in
from tests.met import consents, meet, members_phone, stall_phone


@pytest.fixture
def named(outing, ada, ben, union) -> dict[str, object]:
    """By the word the table uses: the id that stands in the address. What a volunteer owns has a word of its own."""
    return {
        "unknown": new_id(),
        **_of_the_plan(outing, ada),
        **_of_people(outing, ada, ben, union),
        **_of_copies(ada),
        **_of_the_paper(ada, ben),
        **_of_learn(outing, ada),
        **_of_members(union, ada, ben),
        **_of_mail(ada),
    }


def _of_the_plan(outing, ada) -> dict:
    decision = decide(outing, "Bring a second table.", ada, NOON.date(), by=ada)
    return {
        "outing": outing.id,
        "place": outing.place_id,
        "item": add_item(outing, "Pens", by=ada).id,
        "decision": decision.id,
        "sheet": print_sheets(outing, "tally", 1, by=ada)[0].id,
    }


def _of_people(outing, ada, ben, union) -> dict:
    phone = stall_phone(outing, ada)
    agreed = consents(outing.group, "phone")
    hers, tried, asked, dealt = (meet(phone, {"name": name}, consents=agreed) for name in ("Dee", "Tam", "Wyn", "Sol"))
    his = meet(members_phone(outing, ben), {"name": "Bens Own"}, consents=agreed)
    gil = join(union, "Gil", "volunteer")
    twins = [meet(phone, {"name": "Kit"}, consents=agreed) for _ in range(2)]
    attempt = note_attempt(FollowUp.objects.select_related("person__met_outing").get(person=tried), "no_answer", by=ada)
    asking = offer(asked, gil, by=ada, keyring=keyring_of(ada))
    deal, _offers = share_out([(dealt, gil)], by=ada, keyring=keyring_of(ada))
    return {
        "person": hers.id,
        "his_person": his.id,
        "own": link_to_self(hers).split("/")[2],
        "consent": hers.consents.get().id,
        "his_consent": his.consents.get().id,
        "asked": ask_own_card(asked).id,
        "follow_up": FollowUp.objects.get(person=hers).id,
        "his_follow_up": FollowUp.objects.get(person=his).id,
        "attempt": attempt.id,
        "offer": asking.id,
        "two_people": say_two_people(tried, asked, by=ada).id,
        "merge": merge(*twins, Chosen(), keyring=keyring_of(ada)).id,
        "list": save_list(Filters("waiting"), is_for_all=True, by=ada).id,
        "deal": deal,
        "joining": Joining.objects.filter(by_pass__isnull=False).first().id,
        "his_joining": Joining.objects.get(phone__member=ben).id,
    }


def _of_copies(ada) -> dict:
    batch = record_run(issue="14", copies=200, cupboard="Mill Lane", by=ada).batches.get()
    moved = Movement.objects.filter(batch=batch).first()
    (gap,) = count(batch, batch.run.cupboard, 190, by=ada)
    return {
        "issue": batch.issue_id if hasattr(batch, "issue_id") else batch.run.issue_id,
        "batch": batch.id,
        "holder": batch.run.cupboard_id,
        "movement": moved.id,
        "gap": gap.id,
        "slug": ada.group.slug,
    }


def _of_the_paper(ada, ben) -> dict:
    """Ada's draft stands on page 1 of an issue; Ben's waits for a second reader."""
    make = begin_issue(by=ada, name="14", on=NOON.date(), paper="a4", pages=4)
    hers = draft_article(group=ada.group, by=ada, title="Not yet", body="A first line.")
    his = draft_article(group=ben.group, by=ben, title="Who fixes the lifts?", body="For forty-one days.")
    piece = place_article(make, hers, 1, by=ada)
    order = PrintOrder.objects.create(group=ada.group, issue=make.issue, kind="proof", asked_by=ada)
    return {
        "make": make.id,
        "article": hers.id,
        "his_article": ask_for_reader(his, by=ben).id,
        "running_piece": piece.id,
        "picture": bring_picture(drawing(), by=ada, alt="A stairwell").id,
        "print_order": order.id,
    }


def _of_learn(outing, ada) -> dict:
    question = Question.objects.create(group=outing.group, text="Rent rise", position=0)
    stack = Stack(outing)
    sealed = seal_text("What about the lifts?", SealedText.Label.QUESTION, stack.group, new_id()).to_wire()
    entry = stack.fact("question", sealed=sealed)
    stack.file(entry)
    remark = Fact.objects.get(id=entry["id"])
    return {
        "question": question.id,
        "answer": write_answer(question, "en", "Ask for the letter first.", by=ada).id,
        "gathering": gather([entry["id"]], question, by=ada),
        "fact": remark.id,
    }


def _of_members(union, ada, ben) -> dict:
    invitation, _text = invite(role="volunteer", by=ada, keyring=keyring_of(ada), name="Uma")
    return {
        "member": ben.id,
        "invitation": invitation.id,
        "token": make_token("Website", ["outings:read"], today_of(union.group), by=ada)[0].id,
        **_devices("", ada),
        **_devices("his_", ben),
        "passkey": Passkey.objects.create(
            group=union.group,
            member=Member.objects.get(login="gil"),
            name="Key",
            host="localhost",
            credential_hash=b"key" * 10,
        ).id,
        "wording": Wording.objects.filter(group=union.group).first().id,
    }


def _devices(whose: str, member) -> dict:
    """A browser that is signed in, and a phone that opens with a PIN."""
    session = row_of(sign_in(member).cookies["handbill"].value)
    enrol_phone(member, keyring_of(member).member_secret, "473926")
    return {f"{whose}session": session, f"{whose}pin": member.enrolled_phones.get().id}


def _of_mail(ada) -> dict:
    letter = draft_mailing("letter", by=ada)
    write_text(letter, language="en", subject="The lifts", body="They work again.")
    return {"mailing": letter.id}
