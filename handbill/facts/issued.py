"""What a group has issued at any time: batches, questions, points of guides, wordings, members. Ended ones stay valid."""

import uuid
from collections import defaultdict
from collections.abc import Collection

from handbill.accounts.models import Group, Member, Wording
from handbill.copies.models import Batch
from handbill.facts.models import Question
from handbill.plan.models import GuidePoint

MODELS = {"batch": Batch, "question": Question, "point": GuidePoint, "wording": Wording, "member": Member}


def of_group(group: Group, wanted: Collection[tuple[str, uuid.UUID]]) -> set[tuple[str, uuid.UUID]]:
    """Those of the wanted (what, id) that this group has issued: one query for each sort of thing."""
    ids = defaultdict(set)
    for what, id in wanted:
        ids[what].add(id)
    return {
        (what, id)
        for what, some in ids.items()
        for id in MODELS[what].objects.filter(group=group, id__in=some).values_list("id", flat=True).order_by()
    }
