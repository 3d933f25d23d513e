"""The part of JSON Schema (2020-12) that this room writes, and the check of what is sent against it."""

import re
import uuid
from datetime import date, datetime

from django.utils.translation import gettext as _

PLAIN = r"^[^\x00-\x1f\x7f]*$"  # one line of text
UUID = {"type": "string", "format": "uuid"}
MOMENT = {"type": "string", "format": "date-time", "description": "RFC 3339, with an offset"}
DAY = {"type": "string", "format": "date"}
TRUTH = {"type": "boolean"}
_TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None), "number": (int, float)}
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)")


def text(most: int, least: int = 0) -> dict:
    return {"type": "string", "minLength": least, "maxLength": most, "pattern": PLAIN}


def whole(most: int = 2_147_483_647, least: int = 0) -> dict:
    return {"type": "integer", "minimum": least, "maximum": most}


def or_null(schema: dict) -> dict:
    widened = {**schema, "type": [schema["type"], "null"]}
    return {**widened, "enum": [*schema["enum"], None]} if "enum" in schema else widened


def one_of(*values: str) -> dict:
    return {"type": "string", "enum": list(values)}


def object_of(required: dict, optional: dict | None = None) -> dict:
    """An object with these fields and no others."""
    properties = {**required, **(optional or {})}
    schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**schema, "required": list(required)} if required else schema


def list_of(items: dict, most: int | None = None) -> dict:
    schema = {"type": "array", "items": items}
    return schema if most is None else {**schema, "maxItems": most}


def faults(schema: dict, value: object, at: str = "") -> list[dict]:
    """Each place (a JSON pointer) where `value` is not as the schema says, with a sentence."""
    types = schema.get("type", [])
    types = [types] if isinstance(types, str) else types
    if types and not any(_is(value, name) for name in types):
        return [_fault(at, _("This must be of the type {type}.").format(type=" / ".join(types)))]
    if "enum" in schema and value not in schema["enum"]:
        choices = ", ".join(str(choice) for choice in schema["enum"] if choice is not None)
        return [_fault(at, _("This must be one of: {choices}.").format(choices=choices))]
    if isinstance(value, str):
        return _faults_of_text(schema, value, at)
    if isinstance(value, dict):
        return _faults_of_object(schema, value, at)
    if isinstance(value, list):
        items = schema.get("items", {})
        if len(value) > schema.get("maxItems", len(value)):
            return [_fault(at, _("This list is longer than {most}.").format(most=schema["maxItems"]))]
        return [fault for place, one in enumerate(value) for fault in faults(items, one, f"{at}/{place}")]
    return _faults_of_number(schema, value, at)


def moment_of(written: str) -> datetime | None:
    """A moment as RFC 3339 writes it; None for anything else."""
    try:
        return datetime.fromisoformat(written.upper()) if _RFC_3339.fullmatch(written) else None
    except ValueError:
        return None


def _is(value: object, name: str) -> bool:
    if name in ("integer", "number") and isinstance(value, bool):
        return False
    if name == "integer":
        return isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    return isinstance(value, _TYPES[name])


def _faults_of_text(schema: dict, value: str, at: str) -> list[dict]:
    if len(value) < schema.get("minLength", 0):
        return [_fault(at, _("This must not be empty."))]
    if len(value) > schema.get("maxLength", len(value)):
        return [_fault(at, _("This is longer than {most} signs.").format(most=schema["maxLength"]))]
    is_writable = not re.search("[\ud800-\udfff]", value)
    if not is_writable or ("pattern" in schema and not re.search(schema["pattern"].removesuffix("$") + r"\Z", value)):
        return [_fault(at, _("This holds signs that cannot stand here."))]
    if "format" in schema and not _FORMATS[schema["format"]](value):
        return [_fault(at, _("This is not of the form {form}.").format(form=schema["format"]))]
    return []


def _faults_of_object(schema: dict, value: dict, at: str) -> list[dict]:
    properties = schema.get("properties", {})
    found = [_fault(f"{at}/{name}", _("This is missing.")) for name in schema.get("required", []) if name not in value]
    if schema.get("additionalProperties") is False:
        found += [
            _fault(f"{at}/{_escaped(name)}", _("No such field is known.")) for name in value.keys() - properties.keys()
        ]
    if len(value) < schema.get("minProperties", 0):
        found.append(_fault(at, _("This must not be empty.")))
    known = [name for name in properties if name in value]
    return found + [fault for name in known for fault in faults(properties[name], value[name], f"{at}/{name}")]


def _faults_of_number(schema: dict, value: object, at: str) -> list[dict]:
    if value is None or isinstance(value, bool):
        return []
    if value < schema.get("minimum", value):
        return [_fault(at, _("This must be {least} or more.").format(least=schema["minimum"]))]
    if value > schema.get("maximum", value):
        return [_fault(at, _("This must be {most} or less.").format(most=schema["maximum"]))]
    return []


def _is_uuid(written: str) -> bool:
    try:
        return str(uuid.UUID(written)) == written.lower()
    except ValueError:
        return False


def _is_day(written: str) -> bool:
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


def _escaped(name: str) -> str:
    return name[:80].encode("utf-8", "replace").decode().replace("~", "~0").replace("/", "~1")


def _fault(at: str, sentence: str) -> dict:
    return {"pointer": at, "detail": sentence}


_FORMATS = {"uuid": _is_uuid, "date-time": lambda written: moment_of(written) is not None, "date": _is_day}
