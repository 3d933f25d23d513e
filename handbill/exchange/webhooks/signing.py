"""Standard Webhooks, version 1: HMAC-SHA256 over `id.timestamp.body` under a secret that both ends have."""

import base64
import hashlib
import hmac
import secrets

from handbill.base.at_rest import lock_at_rest, open_at_rest
from handbill.exchange.webhooks.models import Webhook

PREFIX = "whsec_"
PURPOSE = b"handbill webhook"


def new_secret() -> str:
    """As the receiver keeps it: 32 random bytes in base64 behind a prefix."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def lock_secret(webhook: Webhook, secret: str) -> bytes:
    return lock_at_rest(PURPOSE, secret.encode(), webhook.id.bytes)


def secret_of(webhook: Webhook) -> str:
    """Raises keys.errors.CannotOpen."""
    return open_at_rest(PURPOSE, webhook.locked_secret, webhook.id.bytes).decode()


def signed(secret: str, id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The headers of one try."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    mac = hmac.digest(key, f"{id}.{timestamp}.".encode() + body, hashlib.sha256)
    return {
        "Content-Type": "application/json; charset=utf-8",
        "webhook-id": id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": "v1," + base64.b64encode(mac).decode(),
    }
