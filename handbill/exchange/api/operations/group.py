"""Whose token it is, and what it may do."""

from handbill.exchange.api.operations.operation import Asking, Operation
from handbill.exchange.api.schema import DAY, UUID, list_of, object_of, one_of
from handbill.exchange.api.tokens import SCOPES

TEXT = {"type": "string"}
GROUP = object_of(
    {
        "id": UUID,
        "name": TEXT,
        "paper": TEXT,
        "language": TEXT,
        "country": TEXT,
        "timezone": TEXT,
        "token": object_of({"name": TEXT, "scopes": list_of(one_of(*SCOPES)), "ends_on": DAY}),
    }
)


def group(asking: Asking) -> dict:
    token, ours = asking.token, asking.group
    names = ("name", "paper", "language", "country", "timezone")
    about_token = {"name": token.name, "scopes": token.scopes, "ends_on": token.ends_on.isoformat()}
    return {"id": str(ours.id), **{name: getattr(ours, name) for name in names}, "token": about_token}


OPERATIONS = (Operation("group", "GET", "/group", "", "The group, and what this token may do", GROUP, group),)
