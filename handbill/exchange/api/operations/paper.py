"""The paper as copies: publications, issues, batches, and how many lie where. Who holds them is said by kind, not by name."""

from collections import Counter
from datetime import UTC

from handbill.copies.models import Batch, Issue, Publication
from handbill.copies.models.holders import PEOPLE_AND_PLACES
from handbill.copies.queries import stock
from handbill.exchange.api.operations.operation import Asking, Operation
from handbill.exchange.api.pages import PARAMETERS, page_of, page_schema
from handbill.exchange.api.schema import MOMENT, UUID, list_of, object_of, one_of, whole

TEXT = {"type": "string"}
PUBLICATION = object_of({"id": UUID, "name": TEXT, "kind": one_of(*Publication.Kind.values)})
ISSUE = object_of({"id": UUID, "publication": UUID, "name": TEXT, "title": TEXT, "made_at": MOMENT})
BATCH = object_of({"id": UUID, "issue": UUID, "code": TEXT, "copies": whole(least=1), "made_at": MOMENT})
STACK = object_of({"batch": UUID, "code": TEXT, "where": one_of(*PEOPLE_AND_PLACES), "copies": whole(least=1)})


def publications(asking: Asking) -> tuple[list, str | None]:
    rows = Publication.objects.filter(group=asking.group)
    return page_of(rows, "name", asking.parameters, _publication, TEXT)


def issues(asking: Asking) -> tuple[list, str | None]:
    rows = Issue.objects.filter(group=asking.group)
    if "publication" in asking.parameters:
        rows = rows.filter(publication=asking.parameters["publication"])
    return page_of(rows, "made_at", asking.parameters, _issue, MOMENT)


def batches(asking: Asking) -> tuple[list, str | None]:
    rows = Batch.objects.filter(group=asking.group).select_related("run")
    if "issue" in asking.parameters:
        rows = rows.filter(run__issue=asking.parameters["issue"])
    return page_of(rows, "made_at", asking.parameters, _batch, MOMENT)


def stacks(asking: Asking) -> dict:
    """Per batch and kind of holder: what a member has by herself is nobody's business outside."""
    found: Counter = Counter()
    for holder, batch, copies in stock(asking.group):
        found[batch, holder.kind] += copies
    items = [
        {"batch": str(batch.id), "code": batch.code, "where": kind, "copies": copies}
        for (batch, kind), copies in found.items()
    ]
    return {"items": items}


def _publication(row: Publication) -> dict:
    return {"id": str(row.id), "name": row.name, "kind": row.kind}


def _issue(row: Issue) -> dict:
    made_at = row.made_at.astimezone(UTC).isoformat()
    return {
        "id": str(row.id),
        "publication": str(row.publication_id),
        "name": row.name,
        "title": row.title,
        "made_at": made_at,
    }


def _batch(row: Batch) -> dict:
    made_at = row.made_at.astimezone(UTC).isoformat()
    return {
        "id": str(row.id),
        "issue": str(row.run.issue_id),
        "code": row.code,
        "copies": row.copies,
        "made_at": made_at,
    }


OPERATIONS = (
    Operation(
        "publications", "GET", "/publications", "copies:read", "Publications, by name",
        page_schema(PUBLICATION), publications, PARAMETERS, is_list=True,
    ),
    Operation(
        "issues", "GET", "/issues", "copies:read", "Issues, the first one first",
        page_schema(ISSUE), issues, {"publication": UUID, **PARAMETERS}, is_list=True,
    ),
    Operation(
        "batches", "GET", "/batches", "copies:read", "Batches, the first one first",
        page_schema(BATCH), batches, {"issue": UUID, **PARAMETERS}, is_list=True,
    ),
    Operation(
        "stacks", "GET", "/stacks", "copies:read", "How many copies of each batch lie where",
        object_of({"items": list_of(STACK)}), stacks,
    ),
)  # fmt: skip
