"""The committed contract is what the code answers, and it is complete."""

import json
import re
from pathlib import Path
from typing import Any

import httpx2
import pytest

from codementee.contract import render_contract
from codementee.core.pagination import MAXIMUM_LIMIT

COMMITTED = Path(__file__).parent.parent / "openapi.json"


@pytest.fixture(scope="module")
def operations() -> dict[str, dict[str, Any]]:
    paths = json.loads(render_contract())["paths"]
    return {f"{method} {path}": operation for path, methods in paths.items() for method, operation in methods.items()}


def test_committed_contract_is_current() -> None:
    assert COMMITTED.read_text() == render_contract(), "run: codementee openapi > openapi.json, and review the diff"


def test_operations_have_names_of_their_own(operations: dict[str, dict[str, Any]]) -> None:
    names = [operation["operationId"] for operation in operations.values()]
    assert [name for name in names if not re.fullmatch(r"[a-z]+([A-Z][a-z0-9]*)*", name)] == []
    assert len(set(names)) == len(names)
    assert [name for name, operation in operations.items() if not operation.get("summary")] == []


def test_every_operation_lists_its_errors(operations: dict[str, dict[str, Any]]) -> None:
    for name, operation in operations.items():
        responses = operation["responses"]
        assert "500" in responses, name
        if "requestBody" in operation:
            assert {"400", "413", "415"} <= set(responses), f"{name} takes a body"
        else:
            assert "422" not in responses, f"{name} takes no body"
        if "security" in operation:
            assert "401" in responses, f"{name} asks who is there"
        if operation.get("parameters"):
            assert "400" in responses or "404" in responses or "401" in responses, f"{name} takes parameters"


def test_every_error_has_an_example_with_its_code(operations: dict[str, dict[str, Any]]) -> None:
    for name, operation in operations.items():
        for status, response in operation["responses"].items():
            if status == "304" or status.startswith("2") or "content" not in response:
                continue
            body = response["content"]["application/json"]
            if body["schema"] == {"$ref": "#/components/schemas/ErrorResponse"}:
                assert body["examples"], f"{name} {status}"


def test_every_list_is_paged_and_capped(operations: dict[str, dict[str, Any]]) -> None:
    schemas = json.loads(render_contract())["components"]["schemas"]
    for name, operation in operations.items():
        reference = (
            operation["responses"].get("200", {}).get("content", {}).get("application/json", {}).get("schema", {})
        )
        schema = schemas.get(reference.get("$ref", "").rpartition("/")[2], {})
        if not name.startswith("get") or "pagination" not in schema.get("properties", {}):
            continue
        limits = [p["schema"] for p in operation.get("parameters", []) if p["name"] == "limit"]
        assert [limit["maximum"] for limit in limits] == [MAXIMUM_LIMIT], name


def test_served_to_developers(reader: httpx2.Client) -> None:
    assert reader.get("/api/openapi.json").json() == json.loads(COMMITTED.read_text())
