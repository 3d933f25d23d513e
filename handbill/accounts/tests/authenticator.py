"""A passkey device written for the tests: makes a key for an address, signs what it is asked, counts its uses."""

import base64
import hashlib
import json
import secrets

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, MADE = 0x01, 0x40


def to_text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


class Authenticator:
    """`make` and `show` answer the options of a page as a browser at `origin` would."""

    def __init__(self, origin: str = "http://localhost", host: str = "localhost"):
        self.origin, self.host, self.uses = origin, host, 0
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(32)

    def make(self, options: dict, **said) -> str:
        known = len(self.id).to_bytes(2, "big") + self.id + self._public()
        described = self._about(PRESENT | MADE, bytes(16) + known)
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": described})
        said = self._said("webauthn.create", options, **said)
        return self._answer({"clientDataJSON": to_text(said), "attestationObject": to_text(attestation)})

    def show(self, options: dict, **said) -> str:
        self.uses += 1
        return self.show_again(options, **said)

    def show_again(self, options: dict, **said) -> str:
        """As a copy of the device would, whose count did not go on."""
        described, said = self._about(PRESENT), self._said("webauthn.get", options, **said)
        signature = self.key.sign(described + hashlib.sha256(said).digest(), ec.ECDSA(SHA256()))
        return self._answer(
            {
                "clientDataJSON": to_text(said),
                "authenticatorData": to_text(described),
                "signature": to_text(signature),
            }
        )

    def _said(self, kind: str, options: dict, **other) -> bytes:
        return json.dumps({"type": kind, "challenge": options["challenge"], "origin": self.origin, **other}).encode()

    def _about(self, flags: int, made: bytes = b"") -> bytes:
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + self.uses.to_bytes(4, "big") + made

    def _public(self) -> bytes:
        point = self.key.public_key().public_numbers()
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")})

    def _answer(self, response: dict) -> str:
        id = to_text(self.id)
        return json.dumps({"id": id, "rawId": id, "type": "public-key", "response": response})
