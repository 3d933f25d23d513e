"""JSON as it travels between a phone and the server: read strictly, answered plainly.

`read_raw` takes the bytes off a request without ever unpacking more than allowed, `parse` reads them as SYNC.md writes
JSON, `speaks_json` turns every refusal of a view into `{"code", "sentence"}`.
"""

import functools
import json
import zlib

from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from handbill.base.errors import Refusal

PACKED_SLACK = 64 * 1024  # gzip makes what cannot be packed a little longer
RETRY_AFTER_BUSY = 5


class Doubled(dict):
    """A JSON object in which a name stands twice: which of the two is meant cannot be known. `name` is that name."""

    name = ""


class NotJson(ValueError):
    """The bytes are no JSON text in UTF-8."""


def speaks_json(view):
    """Answer a view's refusals as JSON, and a database that cannot write now with 503 and Retry-After."""

    @functools.wraps(view)
    def spoken(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refusal as refusal:
            return refused(refusal)
        except (OperationalError, InterfaceError):
            return refused(try_later())
        except PermissionDenied as error:
            sentence = str(error) or _("Your account may not do this. Nothing was changed.")
            return refused(Refusal("not_allowed", sentence, 403))
        except Http404:
            return refused(Refusal("not_found", _("There is nothing here that you may see. Nothing was changed."), 404))

    return spoken


def answer(value: object, status: int = 200) -> HttpResponse:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # Half a surrogate pair can come in as an escape; it must not go out as broken UTF-8.
    return HttpResponse(text.encode("utf-8", "replace"), status=status, content_type="application/json")


def refused(refusal: Refusal) -> HttpResponse:
    response = answer(refusal.as_wire(), refusal.status)
    if refusal.retry_after:
        response.headers["Retry-After"] = str(refusal.retry_after)
    return response


def read_raw(request: HttpRequest, most_bytes: int) -> bytes | None:
    """The body, unpacked. None when it is packed badly. Raises Refusal `not_json_type`, then `too_large`."""
    packing = request.headers.get("Content-Encoding", "").strip().lower()
    if not _is_json(request) or packing not in ("", "identity", "gzip"):
        raise not_json_type()
    allowed = most_bytes + (PACKED_SLACK if packing == "gzip" else 0)
    raw = request.read(allowed + 1)
    if len(raw) > allowed:
        raise too_large()
    if packing != "gzip":
        return raw
    unpacked = _unpack(raw, most_bytes)
    if unpacked is not None and len(unpacked) > most_bytes:
        raise too_large()
    return unpacked


def parse(raw: bytes | None, met: list[str] | None = None) -> object:
    """The JSON value. Raises NotJson.

    An object with a name twice comes back as Doubled, for the caller to judge; the name is added to `met`.
    """
    met = [] if met is None else met
    decoder = json.JSONDecoder(
        object_pairs_hook=functools.partial(_object, met), parse_int=_whole, parse_constant=_no_constant
    )
    try:
        return decoder.decode((raw or b"").decode("utf-8"))
    except (ValueError, RecursionError):
        raise NotJson from None


def token_of(request: HttpRequest) -> str:
    """The token of `Authorization: Phone <token>`, or an empty text."""
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "phone" else ""


def doubled_name(value: object) -> str | None:
    """The first name that stands twice in one object anywhere inside."""
    if isinstance(value, Doubled):
        return value.name
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return next((name for name in map(doubled_name, inside) if name is not None), None)


def not_json_type() -> Refusal:
    sentence = _(
        "This address takes JSON (application/json, plain or packed with gzip). Nothing was taken; send it again as JSON."
    )
    return Refusal("not_json_type", sentence, 415)


def too_large() -> Refusal:
    sentence = _(
        "This was more than can be taken at once. Nothing was taken and nothing is lost; send it in smaller parts."
    )
    return Refusal("too_large", sentence, 413)


def not_json(field: str = "") -> Refusal:
    if field:
        sentence = _(
            "What was sent has not the form that was agreed: see the field {field}. Nothing was taken; keep it and send it again in the right form."
        )
        return Refusal("not_json", sentence.format(field=field[:80]), 400)
    sentence = _(
        "What was sent cannot be read as JSON of the form that was agreed. Nothing was taken; keep it and send it again."
    )
    return Refusal("not_json", sentence, 400)


def try_later() -> Refusal:
    sentence = _(
        "The server cannot write at this moment. Nothing was taken and nothing is lost; try again in a few seconds."
    )
    return Refusal("try_later", sentence, 503, retry_after=RETRY_AFTER_BUSY)


def phone_unknown() -> Refusal:
    sentence = _(
        "The server does not know this phone, or no longer. Everything stays on the phone; join the outing again to send it."
    )
    return Refusal("phone_unknown", sentence, 401)


def _is_json(request: HttpRequest) -> bool:
    charset = request.content_params.get("charset", "utf-8").strip("\"'").lower()
    return request.content_type == "application/json" and charset in ("utf-8", "utf8")


def _unpack(raw: bytes, most_bytes: int) -> bytes | None:
    """At most one byte more than allowed, whatever a bomb holds."""
    reader = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        unpacked = reader.decompress(raw, most_bytes + 1)
    except zlib.error:
        return None
    if len(unpacked) <= most_bytes and (not reader.eof or reader.unused_data):
        return None
    return unpacked


def _object(met: list[str], pairs: list) -> dict:
    value = dict(pairs)
    if len(value) == len(pairs):
        return value
    seen, doubled = set(), Doubled(value)
    doubled.name = next(name for name, _value in pairs if name in seen or seen.add(name))
    met.append(doubled.name)
    return doubled


def _whole(digits: str) -> int | float:
    """Python refuses to read thousands of digits at all; as a float they are merely out of every range."""
    return int(digits) if len(digits) < 20 else float(digits)


def _no_constant(name: str):
    raise ValueError(f"{name} is no JSON")
