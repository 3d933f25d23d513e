"""The ladder: password, member's key, group's keys. Who does not hold a rung has no key, whatever the rules say."""

import pytest

from handbill.accounts.actions import invite, let_in_organiser
from handbill.accounts.keyring import keyring_of as climb
from handbill.accounts.models import Key, KeyWrap
from handbill.accounts.readers import card_reader, member_reader, texts_reader
from handbill.accounts.unlocking import unwrap_member_secret
from handbill.base.errors import MayNot, Refusal
from handbill.base.ids import new_id
from handbill.keys.envelope import CARD, NOTE, open_sealed, seal
from handbill.keys.errors import CannotOpen, WrongPassword
from handbill.keys.pairs import new_pair, pair_of
from tests.cast import PASSWORD, join, keyring_of

pytestmark = pytest.mark.django_db


def a_card(group):
    id = new_id()
    return id, seal({"v": 1, "name": "Dee"}, label=CARD, id=id, readers=[card_reader(group)])


def opens(keyring, id, sealed) -> bool:
    for key_id, secret in keyring.cards.items():
        try:
            return open_sealed(sealed, label=CARD, id=id, key_id=key_id, pair=pair_of(secret))["name"] == "Dee"
        except CannotOpen:
            continue
    return False


def test_the_founder_opens_cards_and_texts(group, ada):
    keyring = keyring_of(ada)
    assert opens(keyring, *a_card(group))
    assert list(keyring.texts) == [texts_reader(group).key_id]
    assert keyring.current_epoch == 1 and len(keyring.card_key(1)) == len(keyring.index_key(1)) == 32
    assert keyring.no_contact_key and keyring.no_contact_key not in (*keyring.cards.values(), *keyring.texts.values())


@pytest.mark.parametrize("who", ["ben", "vera", "ed"])
def test_nobody_else_holds_a_key_to_cards(group, who, request):
    keyring = keyring_of(request.getfixturevalue(who))
    assert keyring.cards == {} and keyring.current_epoch == 0 and keyring.no_contact_key is None
    assert list(keyring.texts) == [texts_reader(group).key_id]


def test_a_volunteers_whole_reach_opens_no_card(group, ben):
    """Not a rule but a missing key: everything sealed to anything she can open is looked at."""
    secret = unwrap_member_secret(ben, PASSWORD)
    within = {secret}
    while True:
        more = {
            opened
            for wrap in KeyWrap.objects.all()
            for held in within
            if (opened := opened_or_none(wrap, held)) is not None
        }
        if more <= within:
            break
        within |= more
    cards = Key.objects.of_group(group, Key.Kind.CARDS)
    assert all(pair_of(held).public != bytes(cards.public) for held in within)
    assert len(within) == 2, "her own and the texts key"


def opened_or_none(wrap, secret):
    from handbill.keys.pairs import open_secret

    try:
        return open_secret(bytes(wrap.sealed), wrap.key_id, pair_of(secret))
    except CannotOpen:
        return None


def test_no_secret_of_any_key_lies_in_the_database(ada, stolen):
    from handbill.accounts.tests.conftest import spellings

    keyring = keyring_of(ada)
    rows = stolen()
    for secret in [keyring.member_secret, keyring.no_contact_key, *keyring.cards.values(), *keyring.texts.values()]:
        for spelling in spellings(secret):
            assert spelling not in rows
    assert bytes(keyring.member_key.public) in rows, "the search finds what is there"


def test_a_wrong_password_opens_nothing(ada):
    with pytest.raises(WrongPassword):
        unwrap_member_secret(ada, PASSWORD + "x")


def test_another_members_secret_is_no_key_to_hers(ada, ben):
    with pytest.raises(CannotOpen):
        climb(ada, unwrap_member_secret(ben, PASSWORD))


def test_a_new_organiser_waits_for_one_click(union, group):
    olu = join(union, "Olu", "organiser")
    card = a_card(group)
    assert not opens(keyring_of(olu), *card)
    let_in_organiser(olu, by=union.organiser, keyring=keyring_of(union.organiser))
    assert opens(keyring_of(olu), *card)
    assert keyring_of(olu).no_contact_key == keyring_of(union.organiser).no_contact_key


def test_letting_in_twice_changes_nothing(union):
    olu = join(union, "Olu", "organiser")
    for _ in range(2):
        let_in_organiser(olu, by=union.organiser, keyring=keyring_of(union.organiser))
    assert KeyWrap.objects.filter(reader__member=olu, key__kind=Key.Kind.CARDS).count() == 1


def test_who_was_not_let_in_lets_nobody_in(union):
    olu, ida = join(union, "Olu", "organiser"), join(union, "Ida", "organiser")
    with pytest.raises(Refusal) as refused:
        let_in_organiser(ida, by=olu, keyring=keyring_of(olu))
    assert refused.value.code == "cannot_open_cards"


@pytest.mark.parametrize("who", ["ben", "cleo"])
def test_only_organisers_of_the_group_are_let_in(ada, who, request):
    with pytest.raises(Refusal):
        let_in_organiser(request.getfixturevalue(who), by=ada, keyring=keyring_of(ada))


def test_another_groups_organiser_opens_nothing_here(group, cleo):
    assert not opens(keyring_of(cleo), *a_card(group))
    assert set(keyring_of(cleo).texts).isdisjoint({texts_reader(group).key_id})


def test_texts_open_for_every_member(group, ada, ben, vera, ed):
    id = new_id()
    sealed = seal({"v": 1, "text": "hello"}, label=NOTE, id=id, readers=[texts_reader(group)])
    for member in (ada, ben, vera, ed):
        key_id, secret = next(iter(keyring_of(member).texts.items()))
        assert open_sealed(sealed, label=NOTE, id=id, key_id=key_id, pair=pair_of(secret))["text"] == "hello"


def test_what_is_sealed_to_a_member_opens_with_her_key(ben):
    id = new_id()
    sealed = seal({"v": 1, "name": "Dee"}, label=CARD, id=id, readers=[member_reader(ben)])
    keyring = keyring_of(ben)
    opened = open_sealed(sealed, label=CARD, id=id, key_id=keyring.member_key.id, pair=keyring.member_pair)
    assert opened["name"] == "Dee"


def test_a_wrap_that_somebody_put_under_another_key_is_not_taken(ada, ben):
    """A database that was tampered with makes no key: the wrap names the key it holds."""
    texts = KeyWrap.objects.get(reader__member=ben)
    forged = new_pair()
    cards = Key.objects.get(kind=Key.Kind.CARDS)
    KeyWrap.objects.create(group=ben.group, key=cards, reader=texts.reader, sealed=texts.sealed)
    with pytest.raises(CannotOpen):
        keyring_of(ben)
    assert forged.public != bytes(cards.public)


def test_a_keyring_costs_two_queries(ada, django_assert_num_queries):
    secret = unwrap_member_secret(ada, PASSWORD)
    with django_assert_num_queries(2):
        climb(ada, secret)


def test_a_keyring_tells_no_secret_when_it_is_printed(ada):
    keyring = keyring_of(ada)
    told = repr(keyring)
    for secret in [keyring.member_secret, keyring.no_contact_key, *keyring.cards.values(), *keyring.texts.values()]:
        assert repr(secret) not in told and secret.hex() not in told


def test_volunteers_invite_nobody(ben):
    with pytest.raises(MayNot):
        invite(role="viewer", by=ben, keyring=keyring_of(ben))
