"""The operations there are, from the committed contract: whatever is in it is measured."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

CONTRACT = Path(__file__).parents[2] / "openapi.json"


@dataclass(frozen=True, slots=True)
class Operation:
    """``filters`` holds the schemas of its query parameters, those apart that say which page is meant."""

    id: str
    method: str
    path: str
    path_parameters: tuple[str, ...]
    filters: Mapping[str, Mapping[str, Any]]
    required: frozenset[str]
    paged: bool
    success: frozenset[int]

    @property
    def role(self) -> str:
        """Who asks; addresses for everybody, and for any role, are a mentee's here."""
        return next((role for role in ("admin", "mentor") if self.path.startswith(f"/api/{role}/")), "mentee")


@cache
def operations() -> Mapping[str, Operation]:
    document = json.loads(CONTRACT.read_text())
    schemas = document["components"]["schemas"]
    found = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            parameters = operation.get("parameters", [])
            query = {p["name"]: p for p in parameters if p["in"] == "query"}
            found[operation["operationId"]] = Operation(
                id=operation["operationId"],
                method=method.upper(),
                path=path,
                path_parameters=tuple(p["name"] for p in parameters if p["in"] == "path"),
                filters={
                    name: _schema(p["schema"], schemas) for name, p in query.items() if name not in ("limit", "cursor")
                },
                required=frozenset(name for name, p in query.items() if p["required"]),
                paged="cursor" in query,
                success=frozenset(int(status) for status in operation["responses"] if status < "4"),
            )
    return found


def _schema(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a value that is given has to be like: without the alternative of none, and without references."""
    for choice in schema.get("anyOf", [schema]):
        if choice.get("type") != "null":
            reference = choice.get("$ref", "").rpartition("/")[2]
            return dict(schemas[reference]) if reference else dict(choice)
    raise AssertionError(schema)
