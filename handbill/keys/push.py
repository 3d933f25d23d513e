"""Web push: a message sealed to one browser (RFC 8291, aes128gcm of RFC 8188) and the sender's signature (RFC 8292)."""

import base64
import json
import os

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from handbill.keys.errors import CannotOpen

POINT, AUTH = 65, 16  # bytes of a browser's public key and of its shared secret
MOST = 3000  # bytes of a message; push services take 4096 with everything around
_RECORD = 4096
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def pair_from(secret: bytes) -> ec.EllipticCurvePrivateKey:
    """The instance's pair out of its secret: the same each time, and kept nowhere."""
    stretched = HKDF(hashes.SHA256(), 48, None, b"hb-push-1").derive(secret)
    return ec.derive_private_key(int.from_bytes(stretched, "big") % (_ORDER - 1) + 1, ec.SECP256R1())


def public_of(pair: ec.EllipticCurvePrivateKey) -> bytes:
    """Its 65 bytes."""
    return pair.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def is_reader(point: bytes, auth: bytes) -> bool:
    """Whether something can be sealed to it at all."""
    try:
        return len(auth) == AUTH and len(point) == POINT and bool(_reader(point))
    except CannotOpen:
        return False


def seal_for(
    point: bytes, auth: bytes, message: bytes, *, pair: ec.EllipticCurvePrivateKey | None = None, salt: bytes = b""
) -> bytes:
    """`pair` and `salt` are made anew for each message; only the test of the RFC's example gives them."""
    if len(message) > MOST:
        raise ValueError("longer than push services take")
    pair, salt = pair or ec.generate_private_key(ec.SECP256R1()), salt or os.urandom(16)
    ours = public_of(pair)
    shared = pair.exchange(ec.ECDH(), _reader(point))
    both = HKDF(hashes.SHA256(), 32, auth, b"WebPush: info\0" + point + ours).derive(shared)
    key = HKDF(hashes.SHA256(), 16, salt, b"Content-Encoding: aes128gcm\0").derive(both)
    nonce = HKDF(hashes.SHA256(), 12, salt, b"Content-Encoding: nonce\0").derive(both)
    head = salt + _RECORD.to_bytes(4, "big") + bytes([len(ours)]) + ours
    return head + AESGCM(key).encrypt(nonce, message + b"\x02", None)


def signature(pair: ec.EllipticCurvePrivateKey, *, audience: str, subject: str, expires: int) -> str:
    """The Authorization header: who sends, to which push service, until when (seconds)."""
    head = _text(json.dumps({"typ": "JWT", "alg": "ES256"}).encode())
    claims = _text(json.dumps({"aud": audience, "exp": expires, "sub": subject}).encode())
    r, s = utils.decode_dss_signature(pair.sign(f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256())))
    mark = _text(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
    return f"vapid t={head}.{claims}.{mark}, k={_text(public_of(pair))}"


def _reader(point: bytes) -> ec.EllipticCurvePublicKey:
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError:
        raise CannotOpen("no point of the curve") from None


def _text(words: bytes) -> str:
    return base64.urlsafe_b64encode(words).rstrip(b"=").decode()
