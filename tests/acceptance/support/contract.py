"""The contract, app_src/backend/openapi.json: what can be asked, and with which filters."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import Any

from .settings import REPOSITORY

Document = dict[str, Any]

# Values for filters that the contract gives no choice of.
FILTERS = {
    "company": "google", "interview_type": "coding", "email": "demo-mentee-1", "action": "booking.assigned",
    "subject": "booking",
}  # fmt: skip
ANY_ID = "0" * 24
NEEDED = {"/api/mentee/slots": {"interview_type": "coding"}, "/api/admin/user-names": {"id": ANY_ID}}


@functools.cache
def contract() -> Document:
    return dict(json.loads((REPOSITORY / "app_src/backend/openapi.json").read_text(encoding="utf-8")))


def operations() -> dict[tuple[str, str], Document]:
    """By method and path."""
    return {
        (method.upper(), path): operation
        for path, methods in contract()["paths"].items()
        for method, operation in methods.items()
    }


def resolved(schema: Document) -> Document:
    """A schema, or the one it refers to."""
    if "$ref" not in schema:
        return schema
    return dict(contract()["components"]["schemas"][schema["$ref"].rpartition("/")[2]])


def pages() -> dict[str, Document]:
    """The limit parameter of every GET that answers pages; {} where there is none."""
    found = {}
    for (method, path), operation in operations().items():
        if method == "GET" and _is_page(operation):
            limits = [each["schema"] for each in operation["parameters"] if each["name"] == "limit"]
            found[path] = limits[0] if limits else {}
    return found


def _is_page(operation: Document) -> bool:
    schema = operation["responses"]["200"].get("content", {}).get("application/json", {}).get("schema", {})
    return "pagination" in resolved(schema).get("properties", {})


def filters(operation: Document, ids: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Each filter alone with each of its values, and any of them together; `ids` are values of some."""
    choices = {
        parameter["name"]: [ids[parameter["name"]]] if parameter["name"] in ids else _values(parameter)
        for parameter in operation.get("parameters", ())
        if parameter["in"] == "query" and parameter["name"] not in ("limit", "cursor")
    }
    for name, values in choices.items():
        yield from ({name: value} for value in values)
    for size in range(2, len(choices) + 1):
        yield from ({name: choices[name][0] for name in names} for names in combinations(choices, size))


def _values(parameter: Document) -> list[str]:
    name, schema = parameter["name"], parameter["schema"]
    for kind in map(resolved, schema.get("anyOf", [schema])):
        if "enum" in kind:
            return list(kind["enum"])
        if kind.get("type") == "boolean":
            return ["true", "false"]
        if name in ("from", "to"):
            moment = datetime.now(UTC) + timedelta(days=14 if name == "to" else 1)
            shown = {"date": "%Y-%m-%d", "date-time": "%Y-%m-%dT%H:%M:%SZ"}.get(kind.get("format", ""), "%Y-%m")
            return [f"{moment:{shown}}"]
    return [FILTERS[name]]
