"""One operation as it is declared, and what its function is given."""

from collections.abc import Callable
from dataclasses import dataclass, field

from handbill.accounts.models import Group, Member
from handbill.exchange.api.models import ApiToken


@dataclass(frozen=True)
class Asking:
    """A request that was checked. `by` is who made the token: it may do what she may, at most."""

    token: ApiToken
    parts: dict
    parameters: dict
    body: dict
    tag: str = ""  # of If-Match

    @property
    def by(self) -> Member:
        return self.token.made_by

    @property
    def group(self) -> Group:
        return self.token.group


@dataclass(frozen=True)
class Operation:
    """`run` gives the answer as `answer` describes it; of a list (`is_list`) the items and the next cursor."""

    id: str
    method: str
    path: str  # as OpenAPI spells it; each part in braces is an id
    scope: str  # '' where any token will do
    summary: str
    answer: dict
    run: Callable[[Asking], object]
    parameters: dict[str, dict] = field(default_factory=dict)
    body: dict | None = None
    is_list: bool = False
    status: int = 200
    media: str = "application/json"

    @property
    def route(self) -> str:
        """The same path as Django spells it."""
        return self.path.lstrip("/").replace("{", "<uuid:").replace("}", ">")
