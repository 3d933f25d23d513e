"""Addresses of the API, out of its table; none is written by hand but the description."""

from django.urls import path

from handbill.exchange.api import views
from handbill.exchange.api.operations import TABLE
from handbill.exchange.api.operations.operation import Operation
from handbill.exchange.api.serving import view_of
from handbill.exchange.osdi import operations as osdi


def _by_route(table: tuple[Operation, ...]) -> dict[str, dict]:
    found: dict[str, dict] = {}
    for operation in table:
        found.setdefault(operation.route, {})[operation.method] = operation
    return found


urlpatterns = [
    path("", views.readable, name="api"),
    path("v1/openapi.json", views.openapi, name="openapi"),
    *[path(f"v1/{route}", view_of(operations)) for route, operations in _by_route(TABLE).items()],
    *[path(f"osdi/v1/{route}", view_of(operations)) for route, operations in _by_route(osdi.TABLE).items()],
    path("<path:rest>", views.nothing),
]
