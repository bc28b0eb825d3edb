"""The contract: every endpoint lists each error it can answer with, and nothing it cannot."""

from collections import defaultdict
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from codementee.core.context import HEADER
from codementee.core.errors import (
    BODY_TOO_LARGE,
    INTERNAL,
    MALFORMED_BODY,
    UNSUPPORTED_MEDIA_TYPE,
    VALIDATION_FAILED,
    ErrorKind,
)
from codementee.core.schemas import ErrorResponse

type Responses = dict[int | str, dict[str, Any]]

_ERROR_SCHEMA = {"$ref": f"#/components/schemas/{ErrorResponse.__name__}"}


def error_responses(*kinds: ErrorKind) -> Responses:
    """The ``responses`` of an endpoint that can fail in these ways; an internal error is always one of them."""
    by_status: dict[int, list[ErrorKind]] = defaultdict(list)
    for kind in (*kinds, INTERNAL):
        by_status[kind.status].append(kind)
    return {status: _error(kinds) for status, kinds in sorted(by_status.items())}


def body_responses(*kinds: ErrorKind) -> Responses:
    """As error_responses, for endpoints that take a body and look into it."""
    return raw_body_responses(*kinds, VALIDATION_FAILED)


def raw_body_responses(*kinds: ErrorKind) -> Responses:
    """As error_responses, for endpoints that take a body whatever is in it."""
    return error_responses(*kinds, MALFORMED_BODY, BODY_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE)


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
        for operation in operations.values():
            # The framework assumes 422 for any input; here that speaks of bodies only (core.handlers).
            if "HTTPValidationError" in str(operation["responses"].get("422")):
                del operation["responses"]["422"]
            for response in operation["responses"].values():
                _errors_are_json(response)
                response.setdefault("headers", {})[HEADER] = {"$ref": f"#/components/headers/{HEADER}"}
                _share_examples(response, document["components"].setdefault("examples", {}))
    document["components"]["headers"] = {
        HEADER: {"description": "Finds the request in every log", "schema": {"type": "string"}}
    }
    for unused in ("HTTPValidationError", "ValidationError"):
        document["components"]["schemas"].pop(unused, None)
    return document


def _errors_are_json(response: dict[str, Any]) -> None:
    # The framework files them under the endpoint's own media type; ours stay JSON, also where a page is served.
    content = response.get("content", {})
    described = [body for body in content.values() if body.get("schema") == _ERROR_SCHEMA]
    if described:
        examples = content.get("application/json", {}).get("examples", {})
        response["content"] = {"application/json": {**described[0], "examples": examples}}


def _share_examples(response: dict[str, Any], shared: dict[str, Any]) -> None:
    # The same few errors at a hundred addresses: said once, the document is a tenth as long.
    examples = response.get("content", {}).get("application/json", {}).get("examples", {})
    for code, example in examples.items():
        if "$ref" not in example:
            shared[code] = example
            examples[code] = {"$ref": f"#/components/examples/{code}"}


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
