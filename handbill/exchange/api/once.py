"""A post with the same key is done once, for a day: asked again it is answered as before, and nothing is made twice."""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta

from django.utils.translation import gettext as _

from handbill.base.clock import now
from handbill.exchange.api.models import ApiAnswer, ApiToken
from handbill.exchange.api.operations.operation import Asking
from handbill.exchange.api.problems import Problem

KEPT = timedelta(hours=24)
KEY = {"type": "string", "minLength": 1, "maxLength": 200, "pattern": r"^[\x21-\x7e]+$"}


def done(asking: Asking, key: str, operation: str, run: Callable[[], tuple[int, dict]]) -> tuple[int, dict]:
    """Part of the caller's transaction. The token's row is held, so that two posts of one key wait for each other."""
    if not (1 <= len(key) <= 200 and key.isascii() and key.isprintable() and " " not in key):
        sentence = _(
            "A post needs the header Idempotency-Key: 1 to 200 signs of your own, new for each thing you make."
        )
        raise Problem("bad_key", sentence, 400)
    ApiToken.objects.select_for_update(of=("self",)).get(id=asking.token.id)
    ApiAnswer.objects.filter(group=asking.group, made_at__lt=now() - KEPT).delete()
    keyed, asked = (
        _fingerprint(key),
        _fingerprint(json.dumps([operation, asking.parts, asking.body], sort_keys=True, default=str)),
    )
    before = ApiAnswer.objects.filter(token=asking.token, key=keyed).first()
    if before is None:
        return _keep(asking, keyed, asked, *run())
    if bytes(before.asked) != asked:
        sentence = _("This Idempotency-Key was used for something else. Nothing was changed; take a new one.")
        raise Problem("key_used_otherwise", sentence, 422)
    return before.status, before.answer


def _keep(asking: Asking, key: bytes, asked: bytes, status: int, answer: dict) -> tuple[int, dict]:
    ApiAnswer.objects.create(group=asking.group, token=asking.token, key=key, asked=asked, status=status, answer=answer)
    return status, answer


def _fingerprint(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()
