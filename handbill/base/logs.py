"""Log lines as `name=value` pairs: a moment, where, what. Arguments of requests and variables of frames never get in.

An address may hold a person's id or the token of a link, so none is written: a request is named by its route
(`people/<uuid:id>/`). `HANDBILL_LOG=requests` adds a line for each request; without it there are only warnings and errors.
"""

import json
import logging
import os
import time
import traceback
from datetime import UTC, datetime

REQUESTS = "handbill.requests"
logger = logging.getLogger(REQUESTS)


def level_of_requests() -> str:
    """As the operator asked for."""
    return "INFO" if os.environ.get("HANDBILL_LOG") == "requests" else "WARNING"


class PlainFormatter(logging.Formatter):
    """Of an exception its type and the places, never its text or values."""

    def format(self, record: logging.LogRecord) -> str:
        pairs = {"at": _moment(record.created), "level": record.levelname.lower(), "from": record.name}
        request = getattr(record, "request", None)
        if request is None:
            pairs["said"] = record.getMessage()
        else:  # the message would name the address
            pairs |= {"said": str(record.args[0]) if record.args else "", "route": route_of(request)}
        pairs |= getattr(record, "pairs", {})
        if record.exc_info and record.exc_info[0]:
            kind, _, trace = record.exc_info
            pairs |= {"error": kind.__name__, "places": _places(trace)}
        return " ".join(f"{name}={_value(value)}" for name, value in pairs.items() if value != "")


class RequestLines:
    """One line for each answer: how it was asked, for which route, how it went, how long it took."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        begun = time.monotonic()
        response = self.get_response(request)
        if logger.isEnabledFor(logging.INFO):
            took = round(1000 * (time.monotonic() - begun))
            pairs = {"method": request.method, "route": route_of(request), "status": response.status_code, "ms": took}
            logger.info("", extra={"pairs": pairs})
        return response


def route_of(request) -> str:
    """The pattern that an address fits, with the names of its parts; `-` where it fits none."""
    match = getattr(request, "resolver_match", None)
    return "/" + match.route if match else "-"


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")


def _places(trace) -> str:
    frames = reversed(traceback.extract_tb(trace))
    return " < ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)


def _value(value) -> str:
    text = str(value)
    return text if text.isprintable() and not set(text) & set(' "=') else json.dumps(text, ensure_ascii=False)
