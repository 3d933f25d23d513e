"""OpenAPI 3.1, written from the same table that serves and checks."""

from handbill import __version__
from handbill.exchange.api.once import KEY
from handbill.exchange.api.operations import TABLE
from handbill.exchange.api.operations.operation import Operation
from handbill.exchange.api.problems import PROBLEM
from handbill.exchange.api.schema import UUID
from handbill.exchange.api.tokens import SCOPES

ROOT = "/api/v1"
ABOUT = (
    "No card, name, number or address of a person is given: they are sealed under keys that the server does not hold "
    "without a member's unlocked session."
)


def document() -> dict:
    """Everything that TABLE knows, in English: programmes read it."""
    paths: dict[str, dict] = {}
    for operation in TABLE:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _described(operation)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Handbill", "version": __version__, "description": ABOUT},
        "servers": [{"url": ROOT}],
        "paths": paths,
        "components": {
            "schemas": {"Problem": PROBLEM},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"token": []}],
        "tags": [{"name": scope} for scope in SCOPES],
    }


def _described(operation: Operation) -> dict:
    answer = {"description": operation.summary, "content": {"application/json": {"schema": operation.answer}}}
    refused = {"description": "Refused", "content": _problem()}
    responses = {str(operation.status): answer, "default": refused}
    if operation.method == "GET":
        responses["304"] = {"description": "As it was (If-None-Match)"}
    described = {
        "operationId": operation.id,
        "summary": operation.summary,
        "tags": [operation.scope] if operation.scope else [],
        "parameters": _parameters(operation),
        "responses": responses,
    }
    if operation.body:
        described["requestBody"] = {"required": True, "content": {"application/json": {"schema": operation.body}}}
    return described


def _parameters(operation: Operation) -> list[dict]:
    names = [piece[:-1] for piece in operation.path.replace("/", "{").split("{") if piece.endswith("}")]
    found = [{"name": name, "in": "path", "required": True, "schema": UUID} for name in names]
    found += [{"name": name, "in": "query", "schema": schema} for name, schema in operation.parameters.items()]
    if operation.method == "POST":
        found.append({"name": "Idempotency-Key", "in": "header", "required": True, "schema": KEY})
    if operation.method == "PATCH":
        found.append({"name": "If-Match", "in": "header", "schema": {"type": "string"}})
    return found


def _problem() -> dict:
    return {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
