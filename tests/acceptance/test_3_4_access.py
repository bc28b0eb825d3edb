"""3.4: JWT and roles enforced: every endpoint of the contract × everybody who may knock, on the running platform."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from acceptance.report.plugin import Evidence
from acceptance.support.accounts import Account, Accounts
from acceptance.support.server import Server
from acceptance.support.settings import Environment

CONTRACT = Path(__file__).resolve().parents[2] / "app_src/backend/openapi.json"
UNKNOWN_ID = "0" * 24
# Whom an address that asks for a sign-in is for; whatever else asks is for everybody who is signed in.
FOR = {"/api/admin/": "admin", "/api/mentor/": "mentor", "/api/mentee/": "mentee", "/api/payment/": "mentee"}
# Answers that say "not you". Who is let in hears anything but these.
STRANGERS = {"authentication_required", "token_invalid", "token_expired", "role_required"}
# Would change who knocks next.
LEFT_OUT = {("DELETE", "/api/account")}

Table = dict[str, list[tuple[str, str, int, str]]]


def operations() -> list[tuple[str, str, bool]]:
    """(method, path, asks for a sign-in) of every operation of the contract."""
    contract = json.loads(CONTRACT.read_text(encoding="utf-8"))
    return [
        (method.upper(), path, bool(operation.get("security")))
        for path, methods in contract["paths"].items()
        for method, operation in methods.items()
        if (method.upper(), path) not in LEFT_OUT
    ]


def role_for(path: str) -> str | None:
    return next((role for prefix, role in FOR.items() if path.startswith(prefix)), None)


def encoded(part: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")


def resigned(token: str, algorithm: str) -> str:
    """The same claims under a header of our choice: no signature at all, or one made with a key of our own."""
    header, payload, _ = token.split(".")
    kid = json.loads(base64.urlsafe_b64decode(header + "=="))["kid"]
    head = f"{encoded({'alg': algorithm, 'typ': 'JWT', 'kid': kid})}.{payload}"
    if algorithm == "none":
        return f"{head}."
    digest = {"HS256": hashlib.sha256, "HS512": hashlib.sha512}[algorithm]
    signature = hmac.digest(b"a key that is not the platform's, but long enough for it", head.encode(), digest)
    return f"{head}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"


@pytest.fixture(scope="module")
def table(environment: Environment, server: Server, accounts: Accounts) -> Table:
    """What everybody is answered at every address, past the edge: its rate limits are for one client."""
    admin = accounts.admin()
    people: dict[str, Account] = {
        "mentee free": accounts.mentee(),
        "mentee paid": accounts.paid_mentee(),
        "other owner": accounts.mentee(),
        "mentor": accounts.mentor(admin),
        "admin": admin,
    }
    tokens = {identity: account.token for identity, account in people.items()}
    tokens |= {
        "expired": accounts.expired_token(admin),
        "forged": resigned(admin.token, "HS256"),
        "wrong algorithm HS512": resigned(admin.token, "HS512"),
        "wrong algorithm none": resigned(admin.token, "none"),
    }
    plan, keys = [], []
    for identity in ["anonymous", *tokens]:
        headers = {"Authorization": f"Bearer {tokens[identity]}"} if identity in tokens else {}
        for method, path, _ in operations():
            address = "/".join(UNKNOWN_ID if part.startswith("{") else part for part in path.split("/"))
            body = "{}" if method in {"POST", "PUT", "PATCH"} else None
            plan.append({"method": method, "path": address, "headers": headers, "body": body})
            keys.append((identity, method, path))
    router = f"127.0.0.1:{environment.get('router_instances')[0]['port']}"
    arguments = ["--connect", router, "--host", environment.canonical_host, "--plan", "-"]
    run = subprocess.run(
        server.command("knock.py", arguments),
        input=json.dumps(plan),
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    result: Table = {}
    for (identity, method, path), (status, code) in zip(keys, json.loads(run.stdout), strict=True):
        result.setdefault(identity, []).append((method, path, status, code))
    return result


@pytest.mark.disruptive
@pytest.mark.criterion("3.4", part="every endpoint and role")
def test_roles(table: Table, evidence: Evidence) -> None:
    secured = {(method, path): asks for method, path, asks in operations()}
    roles = {
        "mentee free": "mentee",
        "mentee paid": "mentee",
        "other owner": "mentee",
        "mentor": "mentor",
        "admin": "admin",
    }
    wrong, cells = [], 0
    for identity in ("anonymous", *roles):
        for method, path, status, code in table[identity]:
            cells += 1
            role = role_for(path)
            if not secured[method, path]:
                fits = code not in STRANGERS and status < 500
            elif identity == "anonymous":
                fits = (status, code) == (401, "authentication_required")
            elif role in (None, roles[identity]):
                fits = code not in STRANGERS and (status < 500 or code == "payment_provider_unavailable")
            else:
                fits = (status, code) == (403, "role_required")
            if not fits:
                wrong.append(f"{identity}: {method} {path}: {status} {code}")
    assert wrong == []
    for prefix in ("/api/admin/", "/api/mentor/", "/api/mentee/"):
        open_doors = [path for (_, path), asks in secured.items() if path.startswith(prefix) and not asks]
        assert open_doors == [], f"ask for no sign-in: {open_doors}"
    evidence(f"{len(secured)} operations × {1 + len(roles)} identities: {cells} of {cells} answered as documented")


@pytest.mark.disruptive
@pytest.mark.parametrize(
    ("part", "identities", "code"),
    [
        pytest.param("expired", ["expired"], "token_expired", marks=pytest.mark.criterion("3.4", part="expired")),
        pytest.param("forged", ["forged"], "token_invalid", marks=pytest.mark.criterion("3.4", part="forged")),
        pytest.param(
            "wrong algorithm",
            ["wrong algorithm HS512", "wrong algorithm none"],
            "token_invalid",
            marks=pytest.mark.criterion("3.4", part="wrong algorithm"),
        ),
    ],
)
def test_tokens_that_are_none(table: Table, part: str, identities: list[str], code: str, evidence: Evidence) -> None:
    secured = {(method, path) for method, path, asks in operations() if asks}
    refused = 0
    for identity in identities:
        for method, path, status, answered in table[identity]:
            if (method, path) in secured:
                assert (status, answered) == (401, code), f"{identity}: {method} {path}"
                refused += 1
    assert refused >= 50, f"only {refused} operations ask for a sign-in"
    evidence(f"{part}, claiming to be an administrator: {refused} of {refused} answered 401 {code}")
