"""The contract: every endpoint lists each error it can answer with, and nothing it cannot."""

from collections import defaultdict
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from codementee.core.context import HEADER
from codementee.core.errors import INTERNAL, ErrorKind
from codementee.core.schemas import ErrorResponse

type Responses = dict[int | str, dict[str, Any]]

_METHODS_WITH_BODY = frozenset({"post", "put", "patch"})


def error_responses(*kinds: ErrorKind) -> Responses:
    """The ``responses`` of an endpoint that can fail in these ways; an internal error is always one of them."""
    by_status: dict[int, list[ErrorKind]] = defaultdict(list)
    for kind in (*kinds, INTERNAL):
        by_status[kind.status].append(kind)
    return {status: _error(kinds) for status, kinds in sorted(by_status.items())}


def cached_responses(*kinds: ErrorKind) -> Responses:
    """As error_responses, for answers that carry an entity tag."""
    etag = {"description": "Send it back as If-None-Match", "schema": {"type": "string"}}
    not_modified: dict[str, Any] = {"description": "The copy you have is current", "headers": {"ETag": etag}}
    return {200: {"headers": {"ETag": etag}}, 304: not_modified} | error_responses(*kinds)


def install_contract(app: FastAPI) -> None:
    def contract() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = build_contract(app)
        return app.openapi_schema

    app.openapi = contract  # type: ignore[method-assign]  # the documented way to replace it


def build_contract(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
    for operations in document["paths"].values():
        for method, operation in operations.items():
            # The framework assumes 422 for any input; here that speaks of bodies only (core.handlers).
            if method not in _METHODS_WITH_BODY:
                operation["responses"].pop("422", None)
            for response in operation["responses"].values():
                response.setdefault("headers", {})[HEADER] = {
                    "description": "Finds the request in every log",
                    "schema": {"type": "string"},
                }
    for unused in ("HTTPValidationError", "ValidationError"):
        document["components"]["schemas"].pop(unused, None)
    return document


def _error(kinds: list[ErrorKind]) -> dict[str, Any]:
    examples = {
        kind.code: {"value": {"error": {"code": kind.code, "message": kind.message, "request_id": "4bf92f3577b34da6"}}}
        for kind in kinds
    }
    response: dict[str, Any] = {
        "model": ErrorResponse,
        "description": " or ".join(f"`{kind.code}`" for kind in kinds),
        "content": {"application/json": {"examples": examples}},
    }
    if headers := {name for kind in kinds for name in kind.headers}:
        response["headers"] = {name: {"schema": {"type": "string"}} for name in sorted(headers)}
    return response
