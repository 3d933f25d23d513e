"""Refusals: an answer for people instead of a traceback.

A Refusal says what happened, what is safe, what to do next. A page shows it where it happened; the wire answers
`{"code", "sentence"}`; the command line prints the sentence and ends with `exit`.
"""

from django.core.exceptions import PermissionDenied
from django.http import Http404


class Refusal(Exception):
    """`code` for programs, `sentence` for people, `status` for HTTP, `retry_after` in seconds where it helps."""

    def __init__(self, code: str, sentence: str, status: int = 422, *, retry_after: int | None = None):
        super().__init__(code)
        self.code, self.sentence, self.status, self.retry_after = code, str(sentence), status, retry_after

    def as_wire(self) -> dict:
        return {"code": self.code, "sentence": self.sentence}


class NotYours(Http404):
    """What one may not see does not exist for one: 404."""


class MayNot(PermissionDenied):
    """What one may see but not do: 403."""
