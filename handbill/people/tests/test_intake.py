"""Whose a new person is, and what the server keeps of a contact it cannot read."""

import pytest

from handbill.accounts.actions import end_member
from handbill.accounts.models import Key
from handbill.followup.models import FollowUp
from handbill.people.models import Card, CardWrap, Consent, Person
from handbill.people.opening import open_cards
from handbill.people.sign_in_work import intake_batch
from tests.cast import PASSWORD, join, keyring_of
from tests.met import STALL, consents, meet, members_phone, stall_phone


@pytest.fixture
def helpers(outing, ada):
    return stall_phone(outing, ada)


def test_a_helpers_contact_falls_to_the_lead(helpers, ada):
    dee = meet(helpers)
    assert (dee.owner, dee.met_by, dee.is_anyones) == (ada, None, False)


def test_a_members_contact_is_her_own(outing, ben):
    dee = meet(members_phone(outing, ben))
    assert (dee.owner, dee.met_by) == (ben, ben)


def test_whoever_is_named_owns_it(helpers, ben):
    assert meet(helpers, owner=str(ben.id)).owner == ben


def test_anyones_is_shown_to_the_lead_and_to_organisers_only(helpers, outing, union, ben):
    outing.lead = ben
    outing.save()
    gil = join(union, "Gil", "volunteer")
    dee = meet(helpers, owner="anyone")
    assert dee.is_anyones and dee.owner == ben
    shown = {
        who.name for who in (union.organiser, ben, gil) if Person.objects.visible_to(who).filter(id=dee.id).exists()
    }
    assert shown == {"Ada", "Ben"}
    assert FollowUp.objects.visible_to(gil).count() == 0


def test_what_is_named_for_somebody_who_left_falls_to_the_lead(helpers, ben, ada):
    end_member(ben, by=ada, keyring=keyring_of(ada))
    assert meet(helpers, owner=str(ben.id)).owner == ada


def test_consents_keep_purpose_channel_words_and_who_ticked(helpers, group):
    agreed = consents(group, "phone", "text") + consents(group, "email", purpose="news")
    meet(helpers, consents=agreed, typed_by="person")
    kept = {(consent.purpose, consent.channel, str(consent.wording_id)) for consent in Consent.objects.all()}
    assert kept == {(consent["purpose"], consent["channel"], consent["wording"]) for consent in agreed}
    assert {(consent.given_at, consent.typed_by) for consent in Consent.objects.all()} == {(STALL, "person")}


def test_an_unfinished_card_is_kept_and_marked(helpers):
    dee = meet(helpers, unfinished=True, channels=[])
    assert dee.is_unfinished and dee.channels == []


def test_the_server_alone_opens_nothing(helpers, group):
    """All it holds are public keys: with each of them in the place of a secret nothing opens."""
    from handbill.keys.envelope import unwrap_key
    from handbill.keys.errors import CannotOpen
    from handbill.keys.pairs import pair_of

    meet(helpers)
    for wrap in Card.objects.get().wraps.all():
        for key in Key.objects.filter(group=group):
            with pytest.raises(CannotOpen):
                unwrap_key(bytes(wrap.wrap), wrap.card_id, pair_of(bytes(key.public)))


def test_an_owner_for_whom_the_phone_had_no_key_gets_her_wrap_at_intake(helpers, ada, ben):
    dee, adas = meet(helpers, owner=str(ben.id)), meet(helpers)
    assert open_cards([dee], keyring_of(ben)) == {}, "the helper's phone sealed it to the lead"
    intake_batch(keyring_of(ada))
    assert set(open_cards([dee, adas], keyring_of(ben))) == {dee.id}


def test_a_volunteer_who_was_let_back_in_opens_her_people_again_and_nobody_elses(outing, helpers, ada, ben):
    from handbill.accounts.actions import come_back, invite

    bens, adas = meet(members_phone(outing, ben)), meet(helpers)
    intake_batch(keyring_of(ada))
    way_back = invite(role="volunteer", by=ada, keyring=keyring_of(ada), name="Ben", lets_back_in=ben)
    ben = come_back(way_back[1], password=PASSWORD)
    assert open_cards([bens], keyring_of(ben)) == {}, "a new password is a new key"
    intake_batch(keyring_of(ada))
    assert set(open_cards([bens, adas], keyring_of(ben))) == {bens.id}


def test_a_card_left_to_anyone_opens_for_a_volunteer_who_leads_and_deals_it_out(helpers, outing, ada, ben):
    outing.lead = ben
    outing.save()
    dee = meet(helpers, owner="anyone")
    CardWrap.objects.filter(key__kind="member").delete()
    intake_batch(keyring_of(ada))
    assert set(open_cards([dee], keyring_of(ben))) == {dee.id}
