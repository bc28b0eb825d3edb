"""4.2: queries are efficient: the deployed release on a database of its own, as large as is asked for."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from acceptance.report.plugin import Evidence
from acceptance.support import plans
from acceptance.support.accounts import Account, Accounts
from acceptance.support.contract import ANY_ID, NEEDED, operations, pages
from acceptance.support.database import Database
from acceptance.support.installation import Installation, installed
from acceptance.support.server import Server
from acceptance.support.settings import Environment
from acceptance.support.stack import Stack
from acceptance.support.vendors import Vendors
from acceptance.support.walk import Walk
from acceptance.support.web import Web

APPLICATION = "codementee-"
# Enough for what is sorted, joined or read whole to show: plans do not depend on how many more there are.
SMALL = (1_600, 12_000)
FULL = (100_000, 1_000_000)
LARGEST_LIMIT = 100
# Documents of which there are a handful whatever the number of users: one for each of the worker's jobs.
HANDFUL = {"leases"}
# Fewer kinds of queries would mean that little of the application was walked through.
SHAPES = 250
# Lists that are no pages: they are as long as they say.
WHOLE = {"/api/account/sessions": 50, "/api/mentor/mocks/{mock_id}/rubric": 12}


@dataclass(frozen=True)
class Walked:
    """A walk through the whole application: what it was answered, and what it asked the database."""

    installation: Installation
    walk: Walk
    queries: list[plans.Query]
    counts: dict[str, int]
    seconds: dict[str, float]


@contextmanager
def walked(
    size: tuple[int, int], environment: Environment, server: Server, stack: Stack, database: Database, vendors: Vendors
) -> Iterator[Walked]:
    platform = database.content(environment.get("app_mongodb_database"))
    jobs = {str(lease["_id"]) for lease in platform["leases"].find()} | {"outbox"}
    with installed(environment, server, stack, database) as installation:
        started = time.monotonic()
        installation.fill(*size, timeout=5_400)
        filled = time.monotonic()
        content = installation.database
        counts = {name: content[name].estimated_document_count() for name in ("users", "booking_requests")}
        with database.profiled(content.name, APPLICATION) as entries:
            walk = Walk(installation, vendors)
            walk.everything()
            installation.work(jobs, timeout=300)
        seconds = {"filled": filled - started, "walked": time.monotonic() - filled}
        yield Walked(installation, walk, list(plans.queries(entries)), counts, seconds)


def check(walked: Walked) -> str:
    """Every operation was walked through, and every query of it and of the worker is planned well."""
    assert walked.walk.unanswered() == [], "operations that were not walked through"
    shapes = plans.most_expensive(walked.queries)
    assert len(shapes) >= SHAPES, f"only {len(shapes)} kinds of queries were seen"
    wrong = {
        f"{query.kind} {query.collection} ({query.summary}): {shape}: {', '.join(found)}"
        for shape, query in shapes.items()
        if query.collection not in HANDFUL
        and (found := plans.complaints(plans.explain(walked.installation.database, query)))
    }
    # Others of the same shape, with other values, may have been planned otherwise.
    wrong |= {
        f"{query.kind} {query.collection}: {query.shape}: {query.summary}"
        for query in walked.queries
        if "COLLSCAN" in query.summary and query.collection not in HANDFUL
    }
    assert sorted(wrong) == []
    collections = {query.collection for query in shapes.values()}
    costly = max(shapes.values(), key=lambda query: query.examined)
    sizes = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in walked.counts.items())
    return (
        f"{len(walked.walk.answered)} of {len(operations())} operations and every job of the worker on {sizes}: "
        f"{len(walked.queries)} queries of {len(shapes)} kinds on {len(collections)} collections, "
        f"0 read a whole collection, 0 sort more than {plans.SORTED_AT_MOST} documents in memory; "
        f"the most that one looked at: {costly.examined:,} ({costly.kind} {costly.collection})"
    )


@pytest.fixture(scope="module")
def small(
    environment: Environment, server: Server, stack: Stack, database: Database, vendors: Vendors
) -> Iterator[Walked]:
    with walked(SMALL, environment, server, stack, database, vendors) as found:
        yield found


@pytest.mark.disruptive
@pytest.mark.criterion("4.2", part="index scans")
def test_every_query_has_an_index(small: Walked, evidence: Evidence) -> None:
    evidence(check(small))


@pytest.mark.disruptive
@pytest.mark.campaign
@pytest.mark.timeout(7_200)
def test_every_query_has_an_index_among_a_million(
    environment: Environment, server: Server, stack: Stack, database: Database, vendors: Vendors
) -> None:
    with walked(FULL, environment, server, stack, database, vendors) as found:
        times = ", ".join(f"{what} in {seconds:.0f} s" for what, seconds in found.seconds.items())
        print(f"{check(found)}; {times}")


@pytest.mark.disruptive
@pytest.mark.criterion("4.2", part="no list without a limit")
def test_every_list_has_a_limit(
    small: Walked, environment: Environment, visitor: Web, accounts: Accounts, evidence: Evidence
) -> None:
    admin = accounts.admin()
    people: dict[str, Account] = {
        "/api/admin/": admin,
        "/api/mentor/": accounts.mentor(admin),
        "/api/": accounts.mentee(),
    }
    limits, refused, full = pages(), 0, 0
    assert len(limits) >= 25, f"only {len(limits)} lists in the contract"
    for path, limit in limits.items():
        assert limit.get("maximum", LARGEST_LIMIT + 1) <= LARGEST_LIMIT, f"{path}: limit is {limit}"
        who = next(account for prefix, account in people.items() if path.startswith(prefix))
        address = "/".join(ANY_ID if part.startswith("{") else part for part in path.split("/"))
        filters = "".join(f"&{name}={value}" for name, value in NEEDED.get(path, {}).items())
        answer = visitor.get(f"{environment.url}{address}?limit={limit['maximum'] + 1}{filters}", who.headers)
        told = (answer.status_code, answer.json().get("error", {}).get("code"))
        assert told == (400, "invalid_parameter"), f"{path} with limit={limit['maximum'] + 1}: {told}"
        refused += 1
    for path, longest in small.walk.longest.items():
        most = limits[path]["default"] if path in limits else WHOLE.get(path, LARGEST_LIMIT)
        assert longest <= most, f"{path} answered a list of {longest}"
        full += path in limits and longest == most
    assert full >= 8, f"only {full} lists were long enough to be cut"
    evidence(
        f"{refused} of {len(limits)} lists refuse more than {LARGEST_LIMIT} (400 invalid_parameter); on a filled "
        f"database none of {len(small.walk.longest)} addresses answers more than its limit, {full} lists are cut at it"
    )
