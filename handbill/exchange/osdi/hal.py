"""How OSDI writes: links, pages by number, and what lies inside."""

from collections.abc import Callable

from django.db.models import Model, QuerySet

from handbill.exchange.api.operations.operation import Asking
from handbill.exchange.api.schema import whole

ROOT = "/api/osdi/v1"
MEDIA = "application/hal+json"
MOST, USUAL = 200, 25
PARAMETERS = {"page": {**whole(1_000_000, 1), "default": 1}, "per_page": {**whole(MOST, 1), "default": USUAL}}
CURIES = [{"name": "osdi", "href": "https://opensupporter.github.io/osdi-docs/{rel}.html", "templated": True}]


def link(path: str, **more: object) -> dict:
    return {"href": f"{ROOT}{path}", **more}


def collection(rows: QuerySet, name: str, asking: Asking, written: Callable[[Model], dict]) -> dict:
    """One page of `rows`, which stand in a fixed order; behind the last page there is an empty one."""
    page, size = int(asking.parameters.get("page", 1)), int(asking.parameters.get("per_page", USUAL))
    records = rows.count()
    pages = -(-records // size)
    found = [written(row) for row in rows[(page - 1) * size : page * size]]
    around = {"self": page, "next": page + 1 if page < pages else None, "previous": page - 1 if page > 1 else None}
    links = {rel: link(f"/{name}?page={number}&per_page={size}") for rel, number in around.items() if number}
    return {
        "total_pages": pages,
        "per_page": size,
        "page": page,
        "total_records": records,
        "_links": {"curies": CURIES, **links, f"osdi:{name}": [one["_links"]["self"] for one in found]},
        "_embedded": {f"osdi:{name}": found},
    }
