"""The demo's year is made through the real actions: sealed, filed, answered for."""

from datetime import timedelta

import pytest
from django.db.models import Count
from django.http import QueryDict

from handbill.accounts.keyring import keyring_of
from handbill.accounts.models import Member
from handbill.accounts.unlocking import unwrap_member_secret
from handbill.base.clock import now
from handbill.base.moments import clock_time
from handbill.desk.demo import build_demo
from handbill.facts.models import Fact, Question, SealedText
from handbill.followup.gone_up import gone_up_to
from handbill.followup.models import FollowUp, HelperInvited, Offer
from handbill.followup.sharing import outings_to_share
from handbill.learn.bringing import advice_for, past_at
from handbill.learn.bringing_verdict import verdict_of
from handbill.learn.models import Answer, GatheredText
from handbill.mail import keeping
from handbill.mail.models import Mailing, SealedAddress, StoppedAddress
from handbill.mail.queries import stands_still
from handbill.people.duplicates.finding import look, opened_pairs
from handbill.people.filters import Filters, read_filters
from handbill.people.forgetting import to_be_forgotten
from handbill.people.models import CameWith, Card, Consent, Person, SavedList, Stage
from handbill.people.opening import open_cards
from handbill.people.queries import facets_of, people_of
from handbill.plan.models import Outing
from handbill.plan.passes import find_pass
from handbill.signup.models import HeldSignUp
from tests.cast import at_this_machine

pytestmark = pytest.mark.django_db


@pytest.fixture
def built(db):
    from handbill.accounts.models import Instance

    Instance.objects.get_or_create(id=1, defaults={"generation": "demo"})
    return build_demo(now())


def test_the_demo_is_alive(built):
    """One test, since the year is built once."""
    a_year_is_there_and_one_outing_is_on_now(built)
    some_outings_ran_out_and_some_did_not(built)
    what_ran_out_became_advice_and_the_advice_was_good(built)
    everybody_has_a_sealed_card_and_an_owner_and_some_wait(built)
    people_stand_in_every_state(built)
    whoever_looks_for_it_finds_it(built)
    what_people_asked_is_answered_or_waits(built)
    mail_went_out_came_back_and_stands_half_way(built)
    the_organiser_signs_in_with_what_is_printed_and_reads_the_cards(built)


def mail_went_out_came_back_and_stands_half_way(built):
    edition, letter = Mailing.objects.order_by("ordered_at")
    assert (edition.kind, edition.state) == ("edition", "done")
    assert edition.recipients.filter(step="sent").count() > 20
    assert edition.recipients.exclude(bounced_at=None).count() == 3
    assert StoppedAddress.objects.count() == 2
    assert stands_still(letter)
    assert letter.recipients.filter(step="planned").count() > 5
    assert letter.recipients.filter(step="sending").count() == 1
    assert not SealedAddress.objects.exists()
    assert Consent.objects.filter(purpose="texts").exists()
    assert HeldSignUp.objects.count() == 1
    assert not keeping.turns(), "the demo sends nothing"


def a_year_is_there_and_one_outing_is_on_now(built):
    assert Outing.objects.filter(ends_at__lt=now()).count() >= 36
    assert built.outing.starts_at < now() < built.outing.ends_at
    assert find_pass(built.pass_text).outing == built.outing
    assert not Fact.objects.filter(outing=built.outing).exists()


def some_outings_ran_out_and_some_did_not(built):
    counts = dict(Fact.objects.values_list("kind").annotate(n=Count("row")))
    without = Fact.objects.filter(kind="asked_in_vain").values("outing").distinct().count()
    assert 5 <= without <= 30
    assert counts["conversation"] > 300
    assert counts["contact"] > 80


def what_ran_out_became_advice_and_the_advice_was_good(built):
    """120 were gone at ten past four; what was advised next was more, and enough; of one kind nothing is known yet."""
    market = Outing.objects.filter(place__name="Ferry Square market", ends_at__lt=now()).order_by("-starts_at")
    pasts = {one.id: past_at(one) for one in market}
    told = [past for past in pasts.values() if past and past.brought == 120 and past.ran_out]
    assert any(clock_time(past.outing.copies_gone.last_at, past.outing.zone) == "16:10" for past in told)
    verdicts = [verdict for verdict in map(verdict_of, market) if verdict]
    assert [verdict.kind for verdict in verdicts] == ["enough"]
    assert verdicts[0].advised > 120
    gone = [past_at(one) for one in Outing.objects.filter(place__name="Tram works gate", ends_at__lt=now())]
    assert any(past.ran_out and past.ran_out_hours is None for past in gone)
    coming = {one.place.name: advice_for(one, 3) for one in Outing.objects.filter(starts_at__gt=now())}
    assert coming["Ashby Hall"].is_blind
    assert not coming["Ferry Square market"].is_cold


def everybody_has_a_sealed_card_and_an_owner_and_some_wait(built):
    assert Person.objects.filter(owner=None).count() == 0
    assert Card.objects.count() == Person.objects.count()
    assert FollowUp.objects.count() >= Person.objects.exclude(wants_no_contact_at=None).count()
    assert FollowUp.objects.open().exists()


def people_stand_in_every_state(built):
    mira = Member.objects.get(login=built.login)
    assert set(Offer.objects.values_list("answer", flat=True)) == {"", "accepted", "declined"}
    assert Offer.objects.open().filter(offered_to=mira).exists() and HelperInvited.objects.exists()
    assert gone_up_to(mira, None) and outings_to_share(mira)
    waiting = FollowUp.objects.open()
    assert waiting.filter(due_at=None).exists() and waiting.exclude(tried_at=None).exists()
    assert Person.objects.exclude(wants_no_contact_at=None).exists()


def whoever_looks_for_it_finds_it(built):
    """Cards entered twice, a household that is two people, tags, stages, languages, kept lists, who is forgotten soon."""
    mira = Member.objects.get(login=built.login)
    keyring = keyring_of(mira, unwrap_member_secret(mira, built.password))
    *_steps, found = look(keyring)
    pairs = opened_pairs(found, keyring)
    assert [pair.first_card.name == pair.second_card.name for pair in pairs if pair.is_sure] == [True]
    assert any(not pair.is_sure and not pair.verdict.seems_two for pair in pairs)
    two = [pair for pair in pairs if pair.verdict.seems_two]
    assert any(CameWith.objects.filter(person=pair.first, other=pair.second).exists() for pair in two)
    there = facets_of(mira, Filters())
    assert len(there["tag"]) == 3 and set(there["stage"]) == set(Stage.values)
    assert {"en", "es", "ar", "pl"} <= set(there["language"]) and len(there["quiet"]) > 2
    lists = [read_filters(QueryDict(row.choice)) for row in SavedList.objects.visible_to(mira)]
    assert len(lists) == 3 and all(people_of(mira, filters).exists() for filters in lists)
    assert 1 < to_be_forgotten(mira).count() < Person.objects.count() / 5
    assert not FollowUp.objects.open().filter(due_at__lt=now() - timedelta(days=14)).exists(), "nothing is weeks late"


def what_people_asked_is_answered_or_waits(built):
    """Each state of the page of questions: agreed, agreed in a second language, waiting, none, still to be put away."""
    assert Answer.objects.agreed().filter(language="es").exists()
    assert Answer.objects.waiting().get().written_by.login != built.login
    unanswered = Question.objects.listed().filter(answer="").values_list("text", flat=True)
    assert set(unanswered) == {"Is it safe to join?", "What about the lifts?"}
    heard = SealedText.objects.filter(label=SealedText.Label.QUESTION).count()
    assert 3 <= GatheredText.objects.count() < heard


def the_organiser_signs_in_with_what_is_printed_and_reads_the_cards(built):
    client = at_this_machine()
    assert client.post("/sign-in/", {"login": built.login, "password": built.password}).status_code == 302
    assert client.get("/").status_code == 200
    mira = Member.objects.get(login=built.login)
    keyring = keyring_of(mira, unwrap_member_secret(mira, built.password))
    people = list(Person.objects.all()[:20])
    cards = open_cards(people, keyring)
    assert len(cards) == len(people)
    assert all(card.name for card in cards.values())
