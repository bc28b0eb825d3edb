"""The committed contract is what the code answers, and it is complete."""

import json
from pathlib import Path
from typing import Any

import httpx2
import pytest

from codementee.contract import render_contract

COMMITTED = Path(__file__).parent.parent / "openapi.json"


@pytest.fixture(scope="module")
def operations() -> dict[str, dict[str, Any]]:
    paths = json.loads(render_contract())["paths"]
    return {f"{method} {path}": operation for path, methods in paths.items() for method, operation in methods.items()}


def test_committed_contract_is_current() -> None:
    assert COMMITTED.read_text() == render_contract(), "run: codementee openapi > openapi.json, and review the diff"


def test_operations(operations: dict[str, dict[str, Any]]) -> None:
    assert {name: operation["operationId"] for name, operation in operations.items()} == {
        "get /api/companies": "listCompanies",
        "get /api/pricing-plans": "listPricingPlans",
        "get /api/health": "getHealth",
        "get /api/health/ready": "getReadiness",
    }


def test_every_operation_lists_its_errors(operations: dict[str, dict[str, Any]]) -> None:
    for name, operation in operations.items():
        assert "500" in operation["responses"], name
        assert "422" not in operation["responses"], f"{name} takes no body"
    for name in ("get /api/companies", "get /api/pricing-plans"):
        assert set(operations[name]["responses"]) == {"200", "304", "400", "500", "503"}


def test_served_to_developers(reader: httpx2.Client) -> None:
    assert reader.get("/api/openapi.json").json() == json.loads(COMMITTED.read_text())
