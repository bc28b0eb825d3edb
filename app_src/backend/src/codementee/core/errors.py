"""Errors as the contract knows them: a stable code, a status, a sentence for people.

On the wire: ``{"error": {"code": "…", "message": "…", "request_id": "…", "fields": […]}}``; ``fields`` only where
single inputs are to blame. Clients branch on ``code``; ``message`` may change.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ErrorKind:
    """One way to fail, declared once by its domain and listed by every endpoint that can answer with it."""

    code: str
    status: int
    message: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one input; ``path`` is dotted, from the body's or the query's root."""

    path: str
    message: str


class AppError(Exception):
    """Raised by services; turned into the answer above in one place."""

    def __init__(self, kind: ErrorKind, message: str | None = None, *, fields: tuple[FieldProblem, ...] = ()) -> None:
        super().__init__(kind.code)
        self.kind = kind
        self.message = message or kind.message
        self.fields = fields


INTERNAL = ErrorKind("internal_error", 500, "Something failed on our side. Quote the request id if it happens again.")
NOT_FOUND = ErrorKind("not_found", 404, "There is nothing at this address.")
METHOD_NOT_ALLOWED = ErrorKind("method_not_allowed", 405, "This address does not support the method.")
INVALID_PARAMETER = ErrorKind("invalid_parameter", 400, "A parameter in the address is not valid.")
MALFORMED_BODY = ErrorKind("malformed_body", 400, "The body is not JSON in UTF-8, or nested too deeply.")
BODY_TOO_LARGE = ErrorKind("body_too_large", 413, "The body is larger than this address takes.")
UNSUPPORTED_MEDIA_TYPE = ErrorKind("unsupported_media_type", 415, "Send JSON, as Content-Type: application/json.")
VALIDATION_FAILED = ErrorKind("validation_failed", 422, "Some of the values sent are not valid.")
DATABASE_UNAVAILABLE = ErrorKind(
    "database_unavailable", 503, "The service cannot reach its data at the moment. Try again.", {"Retry-After": "5"}
)
