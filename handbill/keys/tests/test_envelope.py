"""Cards and texts: what goes in comes out for its readers, and for nobody and nothing else."""

import base64
import json
import uuid

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from handbill.keys import aead, envelope
from handbill.keys.envelope import CARD, LABELS, REMARK, Sealed, Wrap, check_form, open_body, open_sealed, seal
from handbill.keys.errors import BadForm, CannotOpen, TooLong
from handbill.keys.pairs import Reader, group_keys, new_pair, pair_of

CARD_ID = uuid.UUID("01990000-0000-7000-8000-0000000000c1")
OTHER_ID = uuid.UUID("01990000-0000-7000-8000-000000000002")
GROUP_KEY = uuid.UUID("01990000-0000-7000-8000-0000000000aa")
ADA_KEY = uuid.UUID("01990000-0000-7000-8000-0000000000ad")
GROUP, ADA, BEN = pair_of(b"g" * 32), pair_of(b"a" * 32), pair_of(b"b" * 32)
DEE = {"v": 1, "name": "Dee Marsh", "phone": "+441632960123", "note": "rings after six", "consents": []}


def sealed_card(plain=DEE, id=CARD_ID):
    readers = [Reader(GROUP_KEY, GROUP.public), Reader(ADA_KEY, ADA.public)]
    return seal(plain, label=CARD, id=id, readers=readers)


def opened(sealed, label=CARD, id=CARD_ID, key_id=ADA_KEY, pair=ADA):
    return open_sealed(sealed, label=label, id=id, key_id=key_id, pair=pair)


json_values = some.recursive(
    some.none()
    | some.booleans()
    | some.integers(-(2**53), 2**53)
    | some.text(some.characters(codec="utf-8"), max_size=40),
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(some.text(max_size=8), inner, max_size=4),
    max_leaves=10,
)


def test_every_reader_opens_what_was_sealed():
    sealed = sealed_card()
    assert opened(sealed) == DEE
    assert opened(sealed, key_id=GROUP_KEY, pair=GROUP) == DEE


@settings(max_examples=60, deadline=None)
@given(some.dictionaries(some.text(some.characters(codec="utf-8"), max_size=12), json_values, max_size=5))
def test_any_object_in_any_script_comes_back_the_same(plain):
    assert opened(sealed_card(plain)) == plain


def test_the_bytes_are_those_of_the_contract():
    sealed = sealed_card()
    assert sealed.ct[0] == 1 and len(sealed.ct) == 297
    assert [len(wrap.box) for wrap in sealed.wraps] == [97, 97]


@pytest.mark.parametrize(("length", "padded"), [(1, 256), (255, 256), (256, 256), (257, 512), (4096, 4096)])
def test_padding_hides_the_length_in_steps_of_256(length, padded):
    text = b"x" * length
    assert envelope.pad256(text) == text + b" " * (padded - length)


def test_two_cards_of_different_length_look_alike():
    assert len(sealed_card({"name": "Al"}).ct) == len(sealed_card({"name": "Bartholomew-Fitzgerald"}).ct)


def test_a_text_over_4096_bytes_is_refused_and_not_cut():
    room = 4096 - len(json.dumps({"text": ""}, separators=(",", ":")))
    assert len(sealed_card({"text": "x" * room}).ct) == 41 + 4096
    with pytest.raises(TooLong):
        sealed_card({"text": "x" * (room + 1)})


def test_the_same_card_sealed_twice_shares_no_bytes_worth_comparing():
    first, second = sealed_card(), sealed_card()
    assert first.ct[1:25] != second.ct[1:25] and first.ct[25:] != second.ct[25:]


def test_another_members_key_opens_nothing():
    with pytest.raises(CannotOpen):
        opened(sealed_card(), pair=BEN)


def test_a_key_without_a_wrap_opens_nothing():
    with pytest.raises(CannotOpen):
        opened(sealed_card(), key_id=OTHER_ID)


@pytest.mark.parametrize("label", sorted(LABELS - {CARD}))
def test_a_card_does_not_open_as_another_kind_of_text(label):
    with pytest.raises(CannotOpen):
        opened(sealed_card(), label=label)


def test_a_label_nobody_agreed_on_is_refused():
    with pytest.raises(ValueError, match="unknown label"):
        seal(DEE, label="hb-card-2", id=CARD_ID, readers=[Reader(ADA_KEY, ADA.public)])


def test_a_card_under_another_cards_id_is_refused():
    sealed = sealed_card()
    renamed = Sealed(OTHER_ID, sealed.ct, sealed.wraps)
    with pytest.raises(CannotOpen):
        opened(sealed, id=OTHER_ID)
    with pytest.raises(CannotOpen):
        opened(renamed, id=OTHER_ID)
    with pytest.raises(CannotOpen):
        opened(renamed)


def test_bodies_and_wraps_of_two_cards_cannot_be_mixed():
    one, two = sealed_card(), sealed_card({"name": "Ben"}, id=OTHER_ID)
    for mixed in (Sealed(CARD_ID, two.ct, one.wraps), Sealed(CARD_ID, one.ct, two.wraps)):
        with pytest.raises(CannotOpen):
            opened(mixed)


def test_the_wrap_alone_tells_which_card_it_belongs_to():
    box = sealed_card().wraps[1].box
    assert len(envelope.unwrap_key(box, CARD_ID, ADA)) == 32
    with pytest.raises(CannotOpen):
        envelope.unwrap_key(box, OTHER_ID, ADA)


def test_every_single_changed_byte_of_the_body_is_noticed():
    sealed = sealed_card()
    for place in range(len(sealed.ct)):
        with pytest.raises(CannotOpen):
            opened(Sealed(CARD_ID, flipped(sealed.ct, place), sealed.wraps))


def test_every_single_changed_byte_of_a_wrap_is_noticed():
    box = sealed_card().wraps[1].box
    for place in range(len(box)):
        with pytest.raises(CannotOpen):
            envelope.unwrap_key(flipped(box, place), CARD_ID, ADA)


@pytest.mark.parametrize("length", [0, 1, 40, 41, 100, 296])
def test_a_body_cut_short_does_not_open(length):
    sealed = sealed_card()
    with pytest.raises(CannotOpen):
        opened(Sealed(CARD_ID, sealed.ct[:length], sealed.wraps))


def test_a_wrap_of_another_version_is_not_guessed_at():
    key = aead.new_key()
    from handbill.keys.pairs import box_to

    with pytest.raises(CannotOpen):
        envelope.unwrap_key(box_to(ADA.public, b"\x02" + CARD_ID.bytes + key), CARD_ID, ADA)


@pytest.mark.parametrize(
    "text",
    [b"", b"[1]", b'"x"', b"{", b'{"a":NaN}', b"\xff{}", b"[" * 4000, b'{"a":1} {"b":2}'],
    ids=["empty", "list", "string", "half", "nan", "not utf-8", "deep", "two"],
)
def test_what_is_no_json_object_inside_is_refused_and_breaks_nothing(text):
    key = aead.new_key()
    ct = aead.lock(key, envelope.pad256(text), CARD.encode() + CARD_ID.bytes)
    with pytest.raises(CannotOpen):
        open_body(ct, CARD, CARD_ID, key)


def test_half_an_emoji_smuggled_in_as_an_escape_can_be_printed():
    key = aead.new_key()
    ct = aead.lock(key, envelope.pad256(rb'{"name":"x\ud83d"}'), CARD.encode() + CARD_ID.bytes)
    assert open_body(ct, CARD, CARD_ID, key) == {"name": "x?"}


def test_unknown_members_of_a_card_are_kept():
    assert opened(sealed_card({**DEE, "pronouns": "she"}))["pronouns"] == "she"


def test_intake_opens_without_a_curve_operation_and_only_under_its_own_id():
    card_key = group_keys(GROUP.secret).card
    data_key = envelope.unwrap_key(sealed_card().wraps[0].box, CARD_ID, GROUP)
    wrap = envelope.rewrap_symmetric(card_key, data_key, CARD_ID)
    assert len(wrap) == envelope.SYMMETRIC_BYTES == 73
    assert envelope.open_symmetric(card_key, wrap, CARD_ID) == data_key
    for key, id in ((card_key, OTHER_ID), (group_keys(ADA.secret).card, CARD_ID)):
        with pytest.raises(CannotOpen):
            envelope.open_symmetric(key, wrap, id)


def test_every_changed_byte_of_a_symmetric_wrap_is_noticed():
    key = aead.new_key()
    wrap = envelope.rewrap_symmetric(key, b"d" * 32, CARD_ID)
    for place in range(len(wrap)):
        with pytest.raises(CannotOpen):
            envelope.open_symmetric(key, flipped(wrap, place), CARD_ID)


def test_one_bad_row_does_not_hide_the_others():
    card_key, data_key = aead.new_key(), aead.new_key()
    ct = envelope.seal_body(DEE, CARD, CARD_ID, data_key)
    good = (CARD_ID, ct, envelope.rewrap_symmetric(card_key, data_key, CARD_ID))
    swapped = (OTHER_ID, ct, good[2])
    assert list(envelope.open_many([swapped, good], card_key)) == [(OTHER_ID, None), (CARD_ID, DEE)]


def test_a_hand_over_adds_a_reader_and_leaves_the_card_alone():
    sealed = sealed_card()
    data_key = envelope.unwrap_key(sealed.wraps[0].box, CARD_ID, GROUP)
    ben = uuid.uuid4()
    handed = Sealed(
        CARD_ID, sealed.ct, (sealed.wraps[0], envelope.wrap_key(data_key, CARD_ID, Reader(ben, BEN.public)))
    )
    assert opened(handed, key_id=ben, pair=BEN) == DEE
    with pytest.raises(CannotOpen):
        opened(handed)


def test_a_corrected_card_keeps_its_wraps():
    sealed = sealed_card()
    data_key = envelope.unwrap_key(sealed.wraps[0].box, CARD_ID, GROUP)
    changed = {**DEE, "phone": "+441632960999"}
    ct = envelope.seal_body(changed, CARD, CARD_ID, data_key)
    assert opened(Sealed(CARD_ID, ct, sealed.wraps)) == changed


@pytest.mark.parametrize("count", [0, 5])
def test_a_sealed_value_has_one_to_four_readers(count):
    readers = [Reader(uuid.uuid4(), ADA.public) for _ in range(count)]
    with pytest.raises(ValueError, match="1 to 4"):
        seal(DEE, label=CARD, id=CARD_ID, readers=readers)


@pytest.mark.parametrize("public", [b"", b"k" * 31, bytes(32), b"\x01" + bytes(31)])
def test_a_key_that_is_no_key_is_refused_before_anything_is_sealed_to_it(public):
    with pytest.raises(ValueError, match="public key"):
        seal(DEE, label=CARD, id=CARD_ID, readers=[Reader(ADA_KEY, public)])


# The wire


def test_the_wire_form_is_the_contracts_and_comes_back_the_same():
    sealed = sealed_card()
    value = json.loads(json.dumps(sealed.to_wire()))
    assert set(value) == {"id", "ct", "wraps"} and value["id"] == str(CARD_ID)
    assert value["wraps"][0] == {"for": str(GROUP_KEY), "wrap": base64.b64encode(sealed.wraps[0].box).decode()}
    assert Sealed.from_wire(value) == sealed


def wire_with(**changes):
    return {**sealed_card().to_wire(), **changes}


def wire_wrap(**changes):
    value = sealed_card().to_wire()
    value["wraps"][1].update(changes)
    return value


GOOD_CT = base64.b64encode(b"\x01" + bytes(296)).decode()


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: None, "sealed"),
        (lambda: [], "sealed"),
        (lambda: wire_with(colour="red"), "colour"),
        (lambda: wire_with(**{"": 1}), "?"),
        (lambda: wire_with(id=None), "id"),
        (lambda: wire_with(id=str(CARD_ID).upper()), "id"),
        (lambda: wire_with(id=CARD_ID.hex), "id"),
        (lambda: wire_with(id=7), "id"),
        (lambda: wire_with(ct=None), "ct"),
        (lambda: wire_with(ct=GOOD_CT.rstrip("=") + "\n"), "ct"),
        (lambda: wire_with(ct=GOOD_CT[:-4] + "AB=="), "ct"),
        (lambda: wire_with(ct="é" + GOOD_CT), "ct"),
        (lambda: wire_with(ct=GOOD_CT.replace("A", "-")), "ct"),
        (lambda: wire_with(ct=[1]), "ct"),
        (lambda: wire_with(wraps={}), "wraps"),
        (lambda: wire_with(wraps=[]), "wraps"),
        (lambda: wire_with(wraps=sealed_card().to_wire()["wraps"] * 3), "wraps"),
        (lambda: wire_with(wraps=[7]), "wraps[0]"),
        (lambda: wire_with(wraps=[{"for": str(ADA_KEY)}]), "wraps[0].wrap"),
        (lambda: wire_wrap(extra=1), "wraps[1].extra"),
        (lambda: wire_wrap(**{"for": "ada"}), "wraps[1].for"),
        (lambda: wire_wrap(**{"for": str(GROUP_KEY)}), "wraps[1].for"),
        (lambda: wire_wrap(wrap=base64.b64encode(bytes(96)).decode()), "wraps[1].wrap"),
        (lambda: wire_wrap(wrap=base64.b64encode(bytes(98)).decode()), "wraps[1].wrap"),
        (lambda: wire_wrap(wrap=base64.b64encode(bytes(97)).decode()[:-3] + "B=="), "wraps[1].wrap"),
        (lambda: wire_wrap(wrap=base64.b64encode(bytes(97)).decode().rstrip("=")), "wraps[1].wrap"),
    ],
)
def test_a_value_of_another_form_is_refused_by_the_name_of_its_field(make, field):
    with pytest.raises(BadForm) as refused:
        Sealed.from_wire(make())
    assert refused.value.field == field


def test_null_is_the_same_as_absent():
    assert Sealed.from_wire(wire_with(colour=None)).id == CARD_ID


def sealed_of(ct, wraps=1):
    return Sealed(CARD_ID, ct, tuple(Wrap(uuid.uuid4(), bytes(97)) for _ in range(wraps)))


@pytest.mark.parametrize("length", [0, 1, 41, 296, 298, 41 + 255, 41 + 4096 + 256, 41 + 4097])
def test_only_whole_blocks_up_to_4096_bytes_pass(length):
    with pytest.raises(BadForm) as refused:
        check_form(sealed_of((b"\x01" + bytes(5000))[:length]))
    assert refused.value.field == "ct"


@pytest.mark.parametrize("blocks", range(1, 17))
def test_every_length_a_phone_may_make_passes(blocks):
    check_form(sealed_of(b"\x01" + bytes(40 + 256 * blocks), wraps=4))


@pytest.mark.parametrize("version", [0, 2, 255])
def test_another_version_is_refused(version):
    with pytest.raises(BadForm):
        check_form(sealed_of(bytes([version]) + bytes(296)))


@settings(max_examples=100, deadline=None)
@given(json_values)
def test_nothing_a_phone_can_send_breaks_the_reader(value):
    try:
        Sealed.from_wire(value)
    except BadForm as refused:
        assert refused.field


def test_a_remark_is_sealed_like_a_card_under_its_own_label():
    texts = new_pair()
    remark = seal(
        {"v": 1, "text": "Too few copies"}, label=REMARK, id=CARD_ID, readers=[Reader(GROUP_KEY, texts.public)]
    )
    assert opened(remark, label=REMARK, key_id=GROUP_KEY, pair=texts)["text"] == "Too few copies"


def test_ten_thousand_cards_open_within_the_promised_time(benchmark_seconds):
    card_key, data_key = aead.new_key(), aead.new_key()
    row = (
        CARD_ID,
        envelope.seal_body(DEE, CARD, CARD_ID, data_key),
        envelope.rewrap_symmetric(card_key, data_key, CARD_ID),
    )
    seconds = benchmark_seconds(
        lambda: sum(plain is not None for _, plain in envelope.open_many([row] * 10_000, card_key))
    )
    assert seconds < 0.3


def flipped(raw: bytes, place: int) -> bytes:
    return raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
