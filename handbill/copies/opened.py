"""How often squares were opened, as it may be shown.

Which small numbers are hidden is decided once, in a room above (learn.passing), which says its rule here. Without a rule
nothing is shown.
"""

import uuid
from collections.abc import Callable, Sequence

from handbill.accounts.models import Group
from handbill.copies.models import Batch

Rule = Callable[[Group, Sequence[Batch]], dict[uuid.UUID, int]]
_rules: list[Rule] = []


def show_by(rule: Rule) -> None:
    """From now on scans are shown by this rule: of some batches of a group, those that may be told, with their number."""
    _rules[:] = [rule]


def scans_as_shown(group: Group, batches: Sequence[Batch]) -> dict[uuid.UUID, int]:
    """By batch; what is too few to tell is not there."""
    return _rules[0](group, batches) if _rules else {}
