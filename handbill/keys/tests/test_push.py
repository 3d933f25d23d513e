"""The example of RFC 8291 (section 5, appendix A) comes out byte for byte; the signature is what RFC 8292 asks for."""

import base64
import json

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils

from handbill.keys.push import is_reader, pair_from, public_of, seal_for, signature


def read(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


READER = read("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4")
AUTH = read("BTBZMqHH6r4Tts7J_aSIgg")
SENDER = int.from_bytes(read("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), "big")
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_y"
    "l95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_the_example_of_the_rfc_comes_out():
    pair = ec.derive_private_key(SENDER, ec.SECP256R1())
    made = seal_for(
        READER, AUTH, b"When I grow up, I want to be a watermelon", pair=pair, salt=read("DGv6ra1nlYgDCS1FRnbzlw")
    )
    assert made == read(SEALED)


def test_two_messages_share_nothing():
    assert seal_for(READER, AUTH, b"words")[:86] != seal_for(READER, AUTH, b"words")[:86]


def test_the_signature_holds_and_says_for_whom():
    pair = pair_from(b"a secret")
    words = signature(pair, audience="https://push.example", subject="https://desk.example", expires=1000)
    token, key = words.removeprefix("vapid t=").split(", k=")
    head, claims, mark = token.split(".")
    raw = read(mark)
    dss = utils.encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), read(key))
    public.verify(dss, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
    assert json.loads(read(claims)) == {"aud": "https://push.example", "exp": 1000, "sub": "https://desk.example"}


def test_one_secret_is_one_pair():
    assert public_of(pair_from(b"a")) == public_of(pair_from(b"a")) != public_of(pair_from(b"b"))


def test_a_point_beside_the_curve_is_no_reader():
    assert is_reader(READER, AUTH)
    assert not is_reader(READER[:-1] + b"\0", AUTH)
    assert not is_reader(READER, AUTH[:-1])
