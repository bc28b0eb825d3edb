"""Turns every way a request can fail into the contract's error body."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from codementee.core.context import request_id
from codementee.core.database import UNAVAILABLE
from codementee.core.errors import (
    DATABASE_UNAVAILABLE,
    INVALID_PARAMETER,
    MALFORMED_BODY,
    METHOD_NOT_ALLOWED,
    NOT_FOUND,
    VALIDATION_FAILED,
    AppError,
    ErrorKind,
    FieldProblem,
)
from codementee.core.logging import logger
from codementee.core.schemas import ErrorDetail, ErrorField, ErrorResponse

_MAXIMUM_FIELDS = 20
_MAXIMUM_PATH = 120


def error_response(kind: ErrorKind, message: str | None = None, fields: tuple[FieldProblem, ...] = ()) -> JSONResponse:
    detail = ErrorDetail(
        code=kind.code,
        message=message or kind.message,
        request_id=request_id.get() or "",
        fields=[ErrorField(path=f.path, message=f.message) for f in fields] or None,
    )
    content = ErrorResponse(error=detail).model_dump(mode="json", exclude_none=True)
    return JSONResponse(content, status_code=kind.status, headers=dict(kind.headers))


def install_error_handlers(app: FastAPI) -> None:
    app.add_exception_handler(AppError, _app_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(HTTPException, _http_exception)
    for unavailable in UNAVAILABLE:
        app.add_exception_handler(unavailable, _database_unavailable)


async def _app_error(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, AppError)  # noqa: S101 - registered for this type only
    return error_response(error.kind, error.message, error.fields)


async def _validation_error(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this type only
    # 422 speaks of a body only; an address that is wrong is a 400. Values are not repeated: they may be secrets.
    problems = error.errors()
    if any(problem["type"] == "json_invalid" for problem in problems):
        return error_response(MALFORMED_BODY)
    in_body = any(problem["loc"][0] == "body" for problem in problems)
    fields = tuple(FieldProblem(_path(p["loc"]), p["msg"]) for p in problems[:_MAXIMUM_FIELDS])
    return error_response(VALIDATION_FAILED if in_body else INVALID_PARAMETER, fields=fields)


def _path(location: tuple[int | str, ...]) -> str:
    # Names of unknown fields are the caller's: they may be long, and not even be encodable.
    path = ".".join(map(str, location[1:])) or str(location[0])
    return path.encode("utf-8", "replace").decode()[:_MAXIMUM_PATH]


async def _http_exception(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this type only
    # 400 is how the framework says that a body did not parse, for whatever reason.
    known = {kind.status: kind for kind in (NOT_FOUND, METHOD_NOT_ALLOWED, MALFORMED_BODY)}
    kind = known.get(error.status_code, ErrorKind("request_rejected", error.status_code, "The request was refused."))
    response = error_response(kind)
    response.headers.update(error.headers or {})
    if kind is METHOD_NOT_ALLOWED:
        response.headers["Allow"] = ", ".join(sorted(_allowed_methods(request)))
    return response


def _allowed_methods(request: Request) -> set[str]:
    # The framework names those of the first route that fits; each of ours has a route of its own. Of two addresses that
    # fit, the one with fewer variable parts is meant.
    methods: dict[str, set[str]] = {}
    for included in request.app.routes:
        for route in getattr(getattr(included, "original_router", None), "routes", [included]):
            if isinstance(route, APIRoute) and route.path_regex.match(request.url.path):
                methods.setdefault(route.path, set()).update(route.methods or ())
    return methods[min(methods, key=lambda path: path.count("{"))] if methods else set()


async def _database_unavailable(_request: Request, error: Exception) -> JSONResponse:
    logger.error("database_unavailable", error=type(error).__name__)
    return error_response(DATABASE_UNAVAILABLE)
