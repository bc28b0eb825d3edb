"""What schemathesis checks beyond its own checks. Loaded by its command line (SCHEMATHESIS_HOOKS)."""

from typing import Any

import schemathesis
from schemathesis import Case, CheckContext, Response


@schemathesis.check
def errors_are_the_documented_ones(_ctx: CheckContext, response: Response, case: Case[Any]) -> None:
    """An error's code is one that the operation lists for this status: clients branch on it."""
    if response.status_code < 400 or response.status_code == 405:
        return
    error = response.json()["error"]
    assert error["request_id"] == response.headers["x-request-id"][0]
    documented = codes(case.operation.definition.raw, response.status_code)
    assert error["code"] in documented, f"{response.status_code} {error['code']} is none of {sorted(documented)}"


@schemathesis.check
def nothing_fails_inside(_ctx: CheckContext, response: Response, _case: Case[Any]) -> None:
    """The one 5xx there may be is a payment service that is not set up, which is the case here."""
    if response.status_code >= 500:
        assert response.json()["error"]["code"] == "payment_provider_unavailable"


def codes(operation: dict[str, Any], status: int) -> set[str]:
    content = operation["responses"].get(str(status), {}).get("content", {}).get("application/json", {})
    return set(content.get("examples", {}))
