"""Every endpoint × everyone who may knock: who gets in, who is told what.

The table is complete by construction: the operations come from the application's routes, and one that is missing here
fails the first test. Bodies are empty and ids unknown on purpose: whoever is let in gets as far as 404, 409, 422 or an
answer, whoever is not is stopped before any of that.
"""

from collections.abc import Iterator
from datetime import timedelta

import httpx2
import jwt
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from codementee.app import create_app
from codementee.core.lifecycle import Lifecycle
from codementee.core.metrics import Metrics
from codementee.core.settings import Settings
from tests.support.application import Person, World

pytestmark = pytest.mark.anyio

# Who is let in, by the beginning of the address; the longest that fits counts.
ACCESS = {
    "/api/health": "anyone",
    "/api/companies": "anyone",
    "/api/interview-types": "anyone",
    "/api/mentors": "anyone",
    "/api/pricing-plans": "anyone",
    "/api/auth": "anyone",
    "/api/auth/verify-email/resend": "user",
    "/api/calendar": "anyone",
    "/api/client-errors": "anyone",
    "/api/account": "user",
    "/api/payment": "mentee",
    "/api/payment/webhook": "signed",
    "/api/mentee": "mentee",
    "/api/mentor": "mentor",
    "/api/admin": "admin",
}
# Who asks, and what each kind of address answers to them: None means let in.
IDENTITIES = ["anonymous", "free", "paid", "other", "mentor", "admin", "expired", "forged", "algorithm", "suspended"]
ROLES = {"free": "mentee", "paid": "mentee", "other": "mentee", "mentor": "mentor", "admin": "admin"}
REFUSALS = {
    "anonymous": (401, "authentication_required"),
    "expired": (401, "token_expired"),
    "forged": (401, "token_invalid"),
    "algorithm": (401, "token_invalid"),
    "suspended": (401, "session_ended"),
}
# How somebody who was let in can still be answered: never with "who are you" or "not your kind".
STRANGERS = {"authentication_required", "token_expired", "token_invalid", "role_required"}
UNKNOWN_ID = "0" * 24


def routes(app: FastAPI) -> Iterator[tuple[str, str]]:
    # From the routers rather than from the contract: a route that hides from the contract is still a door.
    for included in app.routes:
        for route in getattr(getattr(included, "original_router", None), "routes", [included]):
            if isinstance(route, APIRoute):
                for method in sorted(route.methods or ()):
                    yield method, route.path


def operations() -> list[tuple[str, str]]:
    metrics = Metrics(service="tests", release="")
    return list(routes(create_app(Settings.model_construct(), metrics=metrics, lifecycle=Lifecycle())))


def access(path: str) -> str:
    # Whole segments only: /api/mentor must not speak for /api/mentors.
    matches = [prefix for prefix in ACCESS if path == prefix or path.startswith(f"{prefix}/")]
    assert matches, f"say in tests/test_access.py who may use {path}"
    return ACCESS[max(matches, key=len)]


def expected(path: str, identity: str) -> tuple[int, str] | None:
    kind = access(path)
    if kind in {"anyone", "signed"}:
        return None
    if identity in REFUSALS:
        return REFUSALS[identity]
    return None if kind in {"user", ROLES[identity]} else (403, "role_required")


@pytest.mark.parametrize(("method", "path"), operations())
def test_every_route_has_an_entry(method: str, path: str) -> None:
    assert method in {"GET", "POST", "PUT", "PATCH", "DELETE"}
    assert access(path)


async def identities(world: World) -> dict[str, Person | None]:
    people: dict[str, Person | None] = {"anonymous": None}
    for identity, role in ROLES.items():
        people[identity] = await world.user(role, paid=identity == "paid")
    now = world.now
    world.clock.set(now - timedelta(minutes=11))
    people["expired"] = await world.user("admin")
    world.clock.set(now)
    suspended = await world.user("admin")
    await world.database["users"].update_one({"_id": suspended.id}, {"$set": {"status": "suspended"}})
    people["suspended"] = suspended
    admin = people["admin"]
    assert admin is not None
    claims = jwt.decode(admin.headers["Authorization"].removeprefix("Bearer "), options={"verify_signature": False})
    key = "only-for-development-never-for-an-installation"
    forged = {
        "forged": jwt.encode(claims, "another key, of a fitting length", "HS256", {"kid": "development"}),
        "algorithm": jwt.encode(claims, key * 2, "HS512", {"kid": "development"}),
    }
    for identity, token in forged.items():
        people[identity] = Person(admin.id, admin.email, admin.role, {"Authorization": f"Bearer {token}"})
    return people


async def knock(client: httpx2.AsyncClient, method: str, path: str) -> httpx2.Response:
    address = path
    while "{" in address:
        before, _, rest = address.partition("{")
        address = f"{before}{UNKNOWN_ID}{rest.partition('}')[2]}"
    return await client.request(method, address, json={} if method in {"POST", "PUT", "PATCH"} else None)


async def test_matrix(world: World) -> None:
    """One test for all cells, so that one database serves them; every wrong cell is listed."""
    people = await identities(world)
    assert set(people) == set(IDENTITIES)
    wrong: list[str] = []
    cells = 0
    for identity, person in people.items():
        async with world.client(person) as client:
            for method, path in routes(world.app):
                if (method, path) == ("DELETE", "/api/account"):
                    continue  # refused without a password, but no defect should delete who knocks next
                answer = await knock(client, method, path)
                cells += 1
                code = answer.json()["error"]["code"] if answer.status_code >= 400 and answer.content else ""
                wanted = expected(path, identity)
                if wanted is None:
                    fits = answer.status_code < 500 and (code not in STRANGERS or access(path) == "signed")
                else:
                    fits = (answer.status_code, code) == wanted
                if not fits:
                    wrong.append(f"{identity}: {method} {path}: {answer.status_code} {code}, wanted {wanted or 'in'}")
    assert wrong == []
    assert cells >= len(IDENTITIES) * 15
