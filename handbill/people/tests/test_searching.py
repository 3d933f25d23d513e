"""Looking before reading leaves nobody out, and the latest met come first."""

from dataclasses import asdict

from hypothesis import example, given
from hypothesis import strategies as st

from handbill.keys.envelope import _to_json, pad256
from handbill.people import searching
from handbill.people.models import Card
from handbill.people.opening import OpenedCard
from handbill.people.searching import Wanted, search
from handbill.people.sign_in_work import intake_batch
from tests.cast import keyring_of
from tests.met import CARD, meet, stall_phone

SIGNS = st.sampled_from('aAbßİſé 0123456789٣+-()"\\/,:{}[]\n\t\x00nuے')
LINE = st.text(SIGNS, max_size=14)
CARDS = st.builds(OpenedCard, name=LINE, phone=LINE, email=LINE, other=LINE, note=LINE, language=st.just("en"))


@given(card=CARDS, words=LINE)
@example(card=OpenedCard("Dee", "(07700) 900-123", "", "", "", ""), words="00900")
@example(card=OpenedCard("Dee", "07700 900123", "", "", "", ""), words="+44 7700 900 123")
@example(card=OpenedCard('"Dee"', "", "", "", "", ""), words='"dee"')
@example(card=OpenedCard("a\\b", "", "", "", "", ""), words="a\\b")
@example(card=OpenedCard("WEISS", "", "", "", "", ""), words="weiß")
def test_no_card_is_left_unread_that_fits(card, words):
    wanted = Wanted(words, "GB")
    if wanted.stands_on(card):
        assert wanted.may_stand_in(pad256(_to_json({"v": 1, **asdict(card)})))


@given(card=CARDS, data=st.data())
def test_a_card_is_found_by_any_piece_of_its_fields(card, data):
    field = data.draw(st.sampled_from(list(asdict(card).values())))
    begin = data.draw(st.integers(0, len(field)))
    piece = field[begin : begin + data.draw(st.integers(1, 8))]
    assert field == card.language or Wanted(piece, "GB").stands_on(card)


def test_most_cards_are_opened_and_not_read():
    card = OpenedCard("Dee Quill", "07700 900123", "", "", "", "")
    text = pad256(_to_json({"v": 1, **asdict(card)}))
    assert not Wanted("zzzz", "GB").may_stand_in(text)
    assert not Wanted("07700 900999", "GB").may_stand_in(text)


def test_the_latest_met_come_first_over_every_batch(outing, ada, monkeypatch):
    """Some cards have had their intake and some not: each way of opening keeps the order."""
    monkeypatch.setattr(searching, "FIRST", 4)
    phone = stall_phone(outing, ada)
    people = [meet(phone, {**CARD, "name": f"Dee {number}"}).id for number in range(14)]
    intake_batch(keyring_of(ada), most=6)
    found = [id for handful in search(ada, "dee", keyring_of(ada)) for id, _card in handful]
    assert found == sorted(people, reverse=True)


def test_the_latest_met_are_shown_before_the_others_are_opened(outing, ada, monkeypatch):
    monkeypatch.setattr(searching, "FIRST", 2)
    phone = stall_phone(outing, ada)
    people = [meet(phone).id for _number in range(7)]
    cards = search(ada, CARD["name"], keyring_of(ada))
    assert [id for id, _card in next(cards)] == people[:-3:-1]
    Card.objects.filter(person__in=people[:4]).delete()
    assert [id for id, _card in next(cards)] == [people[4]]
