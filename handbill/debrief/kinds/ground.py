"""What a kind of finding may look at, and what it answers with."""

import uuid
from dataclasses import dataclass, field

from handbill.debrief.evidence import Evidence, Talks
from handbill.debrief.steps import Funnel, GettingBack
from handbill.debrief.stock import Copies


@dataclass(frozen=True)
class Finding:
    """`text` in whole sentences; `how_sure` in a plain word; `facts` names the list of facts behind it (debrief.behind).

    `mid_p` only where a rate is called unusual: the smaller, the more it says.
    """

    code: str
    text: str
    how_sure: str
    facts: str
    mid_p: float | None = None


@dataclass(frozen=True)
class Grounds:
    """An outing, what is derived of it, and what the database knew around it."""

    evidence: Evidence
    copies: Copies
    funnel: Funnel
    back: GettingBack
    question_texts: dict[uuid.UUID, str] = field(default_factory=dict)
    point_texts: dict[uuid.UUID, str] = field(default_factory=dict)
    languages_there: frozenset[str] = frozenset()
    last_decisions: tuple[int, int] = (0, 0)  # made here last time, done since
    answers: tuple[int, int] = (0, 0)  # sign-ups from these batches: through a friend, directly
    bring: int | None = None  # copies advised for the same outing again
    bring_range: tuple[int, int] = (0, 0)
    bring_is_capped: bool = False  # held down to three times the most ever brought

    @property
    def before(self) -> list[Talks]:
        """Earlier outings of this setting, the latest first."""
        return self.evidence.earlier
