"""``codementee smoke``: does this release work with the database it is given?

The API is asked, in this process, for everything that can be asked for without naming something: by a visitor, and as
the newest administrator, mentor and mentee there are. So documents of every kind pass through the models that people's
answers are made of. For a database that was restored beside the one in use: answers may leave traces in it.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import httpx2
from bson import ObjectId

from codementee.app import create_app
from codementee.auth.dependencies import AuthResources
from codementee.commands import report, run
from codementee.core.clock import utc_now
from codementee.core.database import Database
from codementee.core.lifecycle import Lifecycle
from codementee.core.metrics import Metrics
from codementee.core.settings import Settings
from codementee.users.repository import UserRepository
from codementee.users.schemas import Role

# A list is read from its beginning that far.
PAGES, PER_PAGE = 20, 100
TOLD, EXCERPT = 10, 200
# Nobody can use a platform that has none of these.
NEVER_EMPTY = frozenset({"/api/companies", "/api/interview-types", "/api/pricing-plans"})
_OK = 200


@dataclass
class Answers:
    """What was asked and what was wrong: a sentence for each."""

    requests: int = 0
    items: int = 0
    wrong: list[str] = field(default_factory=list)
    nobody: list[str] = field(default_factory=list)


def run_smoke() -> int:
    return run("smoke", _smoke)


async def _smoke(settings: Settings, metrics: Metrics, database: Database) -> None:
    answers = Answers()
    async with _api(settings, metrics) as (client, auth, contract):
        await Visit(client, "visitor", {}, answers).ask_all(_paths(contract, None))
        for role in Role:
            user = await UserRepository(database).newest_active(role)
            if user is None:
                answers.nobody.append(role.value)
                continue
            token = auth.tokens.issue(user_id=user.id, session_id=ObjectId(), now=utc_now())
            visit = Visit(client, role.value, {"Authorization": f"Bearer {token}"}, answers)
            await visit.ask_all(_paths(contract, role))
    if answers.wrong:
        told = "; ".join(answers.wrong[:TOLD])
        raise SystemExit(f"smoke: {len(answers.wrong)} of {answers.requests} answers are wrong: {told}")
    report({"requests": answers.requests, "items": answers.items, "nobody_is": answers.nobody})


@asynccontextmanager
async def _api(
    settings: Settings, metrics: Metrics
) -> AsyncIterator[tuple[httpx2.AsyncClient, AuthResources, dict[str, Any]]]:
    app = create_app(settings, metrics=metrics, lifecycle=Lifecycle())
    transport = httpx2.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=transport, base_url=settings.public_url) as client,
    ):
        yield client, app.state.auth, app.openapi()


def _paths(contract: dict[str, Any], role: Role | None) -> Iterator[tuple[str, bool]]:
    """What may be asked for as that role, without naming something; and whether it is a list of pages."""
    for path, operations in contract["paths"].items():
        operation = operations.get("get")
        if operation is None or "{" in path or any(p.get("required") for p in operation.get("parameters", [])):
            continue
        if role in _asked_by(path):
            yield path, any(p["name"] == "cursor" for p in operation.get("parameters", []))


def _asked_by(path: str) -> set[Role | None]:
    """Whose part of the API it is: /api/admin/… is the administrators', /api/account/… everybody's who has one."""
    area = path.split("/")[2]
    if area in {role.value for role in Role}:
        return {Role(area)}
    return set(Role) if area == "account" else {None}


class Visit:
    """One person's requests."""

    def __init__(self, client: httpx2.AsyncClient, who: str, headers: dict[str, str], answers: Answers) -> None:
        self._client = client
        self._who = who
        self._headers = headers
        self._answers = answers

    async def ask_all(self, paths: Iterator[tuple[str, bool]]) -> None:
        for path, is_list in paths:
            if not is_list:
                await self._ask(path)
            elif await self._read(path) == 0 and path in NEVER_EMPTY:
                self._answers.wrong.append(f"{path} is empty")

    async def _read(self, path: str) -> int | None:
        """How many items there are on its first pages; None where an answer is wrong, which is noted."""
        found, query = 0, {"limit": str(PER_PAGE)}
        for _ in range(PAGES):
            page = await self._ask(f"{path}?{urlencode(query)}")
            if page is None:
                return None
            content = page.json()
            found += len(content["items"])
            self._answers.items += len(content["items"])
            cursor = content["pagination"]["next_cursor"]
            if cursor is None:
                break
            query["cursor"] = cursor
        return found

    async def _ask(self, path: str) -> httpx2.Response | None:
        self._answers.requests += 1
        answer = await self._client.get(path, headers=self._headers)
        if answer.status_code == _OK:
            return answer
        self._answers.wrong.append(f"{path} answers {answer.status_code} to {self._who}: {answer.text[:EXCERPT]}")
        return None
