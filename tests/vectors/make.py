"""Makes the Python side of the vectors: `python tests/vectors/make.py`. Only for a new format, see README.md."""

import hashlib
import json
import uuid
from pathlib import Path

from handbill.keys import envelope, index, pairs, passwords, session, words

HERE = Path(__file__).parent
CARD = {"v": 1, "name": "Dee Marsh", "phone": "+441632960123", "email": "", "other": "", "note": "rings after six"}
CARDS = {
    "a usual card": CARD | {"language": "en", "consents": [], "made_at": "2026-09-12T14:05:00+01:00"},
    "Arabic": CARD | {"name": "ليلى الهادي", "note": "تفضل المساء"},
    "Chinese": CARD | {"name": "陈小雨", "language": "zh-Hans"},
    "outside the basic plane": CARD | {"name": "𝒟ee 🧵", "note": "👩🏽‍🔧"},
    "signs that JSON escapes": CARD | {"note": 'a "quoted" \\ line\nand a \t tab \u0000 \u2028 \u007f'},
    "unknown members are kept": CARD | {"pronouns": "she", "nested": {"list": [1, 2.5, None, True]}},
    "exactly 256 bytes, no space behind": {"v": 1, "text": "x" * (256 - len('{"v":1,"text":""}'))},
    "one byte over a block": {"v": 1, "text": "x" * (257 - len('{"v":1,"text":""}'))},
    "the longest there is": {"v": 1, "text": "x" * (4096 - len('{"v":1,"text":""}'))},
    "an empty object": {},
}


def main() -> None:
    write("cards.json", [sealed(title, envelope.CARD, plain) for title, plain in CARDS.items()])
    labels = sorted(envelope.LABELS - {envelope.CARD})
    write("texts.json", [sealed(label, label, {"v": 1, "text": f"Wie kommt man dahin? ({label})"}) for label in labels])
    write("words.json", [recovery(secret) for secret in (bytes(32), b"\xff" * 32, bytes(range(32)), fixed("sheet"))])
    parts = (public_halves, sealed_secrets, group_keys, symmetric, index_entries, sessions, wrapped)
    names = ("pairs", "sealed_secrets", "group_keys", "symmetric", "index", "sessions", "passwords")
    write("pairs.json", {name: part() for name, part in zip(names, parts, strict=True)})


def sealed(title: str, label: str, plain: dict) -> dict:
    id, pair = key_id(title), pairs.pair_of(fixed(f"reader of {title}"))
    reader = pairs.Reader(key_id(f"key of {title}"), pair.public)
    others = [pairs.Reader(key_id(f"{n}"), pairs.pair_of(fixed(f"{n}")).public) for n in range(len(title) % 4)]
    value = envelope.seal(plain, label=label, id=id, readers=[*others, reader])
    return {
        "title": title,
        "label": label,
        "id": str(id),
        "plain": plain,
        "sealed": value.to_wire(),
        "reader_secret": pair.secret.hex(),
        "reader_key_id": str(reader.key_id),
    }


def recovery(secret: bytes) -> dict:
    return {"secret": secret.hex(), "words": words.to_words(secret), "recovery": words.recovery_text(secret)}


def public_halves() -> list:
    made = [pairs.pair_of(fixed(name)) for name in ("Ada", "Ben", "group")]
    return [{"secret": pair.secret.hex(), "public": pair.public.hex()} for pair in made]


def sealed_secrets() -> list:
    reader, id = pairs.pair_of(fixed("Ada")), key_id("group")
    box = pairs.seal_secret(fixed("group"), id, reader.public)
    return [
        {"key_id": str(id), "secret": fixed("group").hex(), "sealed": box.hex(), "reader_secret": reader.secret.hex()}
    ]


def group_keys() -> list:
    keys = pairs.group_keys(fixed("group"))
    return [{"secret": fixed("group").hex(), "card": keys.card.hex(), "index": keys.index.hex()}]


def symmetric() -> list:
    key, id, data_key = pairs.group_keys(fixed("group")).card, key_id("card"), fixed("data")
    wrap = envelope.rewrap_symmetric(key, data_key, id)
    return [{"card_key": key.hex(), "id": str(id), "data_key": data_key.hex(), "wrap": wrap.hex()}]


def index_entries() -> list:
    key = pairs.group_keys(fixed("group")).index
    phone, address = "+441632960123", "Dee@Example.org"
    return [
        {"key": key.hex(), "phone": phone, "entry": index.phone_entry(key, phone).hex()},
        {"key": key.hex(), "address": address, "entry": index.address_entry(key, address).hex()},
    ]


def sessions() -> list:
    token, secret = fixed("token"), fixed("Ada")
    kept = session.keep(token, secret)
    return [{"token": token.hex(), "row_id": session.row_id(token).hex(), "secret": secret.hex(), "kept": kept.hex()}]


def wrapped() -> list:
    password, secret = "ferry timber lantern quilt", fixed("Ada")
    made = passwords.wrap_secret(password, secret)
    ladder = {"salt": made.ladder.salt.hex(), "ops": made.ladder.ops, "mem": made.ladder.mem}
    return [{"password": password, "secret": secret.hex(), **ladder, "wrap": made.wrap.hex()}]


def fixed(name: str) -> bytes:
    """A key known to everybody, the same each time."""
    return hashlib.sha256(f"handbill vectors: {name}".encode()).digest()


def key_id(name: str) -> uuid.UUID:
    """An id of version 7 with a fixed time, the same each time."""
    raw = bytearray(fixed(name)[:16])
    raw[:6] = (0x01990000_0000).to_bytes(6, "big")
    raw[6], raw[8] = 0x70 | raw[6] & 0x0F, 0x80 | raw[8] & 0x3F
    return uuid.UUID(bytes=bytes(raw))


def write(name: str, value: object) -> None:
    (HERE / name).write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
