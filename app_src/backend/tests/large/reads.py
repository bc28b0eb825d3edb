"""Every GET of the contract: as it is, with each filter, with all of them, and far down its pages.

Made from the contract: a new list is measured without being named here, a new filter or a new kind of id fails until
somebody says what values it has.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

from bson import ObjectId

from tests.large.contract import Operation
from tests.large.ground import Document, Ground, calendar_token
from tests.large.load import Sender

_MOST = 60
_PAGES = 50

type Query = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ask:
    person: ObjectId
    path: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Variant:
    """Requests of one kind; each client sends one after the other."""

    label: str
    operation: Operation
    requests: Sequence[tuple[Ask, Query]]

    @property
    def alone(self) -> bool:
        return self.operation.id in ALONE


@dataclass(frozen=True, slots=True)
class Kept:
    """Where ids of a parameter come from, and by which field whose they are."""

    collection: str
    owners: Mapping[str, str]
    query: Mapping[str, Any] | None = None
    field: str = "_id"


_MOCKS = Kept("mocks", {"mentee": "mentee_id", "mentor": "mentor_id"})
_WITH_FEEDBACK = Kept("mocks", _MOCKS.owners, {"feedback_at": {"$exists": True}})

IDS: Mapping[str, Kept] = {
    "booking_id": Kept("booking_requests", {"mentee": "mentee_id"}),
    "company_id": Kept("companies", {}),
    "error_id": Kept("errors", {}),
    "interview_type_id": Kept("interview_types", {}),
    "invoice_id": Kept("invoices", {"mentee": "user_id"}),
    "link_id": Kept("meet_links", {}),
    "mentor_id": Kept("mentors", {}),
    "mock_id": _MOCKS,
    "order_id": Kept("orders", {"mentee": "user_id"}),
    "plan_id": Kept("pricing_plans", {}),
    "refund_id": Kept("refunds", {}),
    "slot_id": Kept("time_slots", {}),
    "slug": Kept("companies", {}, field="slug"),
    "user_id": Kept("users", {}),
}
# Where not every one of them can be asked about.
SPECIAL_IDS: Mapping[str, Kept] = {
    "adminListCandidates": Kept("booking_requests", {}, {"state": "pending_admin"}),
    "listAlternativeSlots": Kept(
        "booking_requests", {"mentee": "mentee_id"}, {"state": {"$in": ["confirmed", "pending_admin"]}}
    ),
    "getMyFeedback": _WITH_FEEDBACK,
    "mentorGetFeedback": _WITH_FEEDBACK,
}
# A file of everything, for one person once in a while: neither asked for by many at once nor held to a page's time.
ALONE = frozenset({"adminExportInvoices"})
# Filters that exclude each other, or go together only.
TOGETHER: Mapping[str, Sequence[tuple[str, ...]]] = {
    "adminListAudit": (("actor",), ("action",), ("subject", "subject_id")),
}


def variants(ground: Ground, operation: Operation) -> Iterator[Variant]:
    """Without those of deep pages, which take asking to find."""
    asks = _asks(ground, operation)
    values = {name: _values(ground, operation, name) for name in operation.filters}
    needed = {name: values[name][0] for name in operation.required}
    yield Variant(operation.id, operation, [(ask, needed) for ask in asks])
    groups = TOGETHER.get(operation.id)
    if groups is None:
        optional = tuple(name for name in operation.filters if name not in operation.required)
        groups = [(name,) for name in operation.filters] + ([optional] if len(optional) > 1 else [])
    for names in groups:
        queries = [needed | dict(zip(names, chosen, strict=True)) for chosen in product(*(values[n] for n in names))]
        if len(queries) > _MOST:
            queries = random.Random(operation.id).sample(queries, _MOST)  # noqa: S311 - the same in every run
        requests = [(asks[index % len(asks)], query) for index, query in enumerate(queries)]
        yield Variant(f"{operation.id} by {', '.join(names)}", operation, requests)


async def deep(ground: Ground, sender: Sender, shallow: Variant) -> list[Variant]:
    """The same list far down; nothing where nobody has a second page."""
    for ask, query in shallow.requests[:5]:
        cursor = None
        # What is short is turned by few entries at a time.
        for limit in (100, 2):
            for _ in range(_PAGES):
                page = {"limit": limit} | ({"cursor": cursor} if cursor is not None else {})
                answer = await sender.send(
                    shallow.operation.id,
                    ground.signed_in(ask.person),
                    path=ask.path,
                    query=dict(query) | page,
                    label="(turning pages)",
                )
                following = answer.json()["pagination"]["next_cursor"]
                if following is None:
                    break
                cursor = following
            if cursor is not None:
                label = f"{shallow.operation.id}, a page far down"
                return [Variant(label, shallow.operation, [(ask, dict(query) | {"cursor": cursor})])]
    return []


def _asks(ground: Ground, operation: Operation) -> list[Ask]:
    people = ground.busy[operation.role]
    if not operation.path_parameters:
        return [Ask(person, {}) for person in people]
    (name,) = operation.path_parameters
    if name == "token":
        return [Ask(people[0], {name: calendar_token(index)}) for index in range(len(ground.busy["mentee"]) + 1)]
    kept = SPECIAL_IDS.get(operation.id) or IDS.get(name)
    assert kept is not None, f"say in {__file__} where the {name} of {operation.id} comes from"
    owner = kept.owners.get(operation.role)
    query = dict(kept.query or {})
    if owner is not None:
        query[owner] = {"$in": people}
    found: list[Document] = list(ground.database[kept.collection].find(query).limit(_MOST))
    assert found, f"there is nothing in {kept.collection} for {operation.id}"
    return [
        Ask(entry[owner] if owner is not None else people[index % len(people)], {name: str(entry[kept.field])})
        for index, entry in enumerate(found)
    ]


def _values(ground: Ground, operation: Operation, name: str) -> list[Any]:
    schema = operation.filters[name]
    if "enum" in schema:
        return list(schema["enum"])
    if schema.get("type") == "boolean":
        return [True, False]
    found = SPECIAL_VALUES.get(f"{operation.id}.{name}") or VALUES.get(name)
    assert found is not None, f"say in {__file__} what the filter {name} of {operation.id} may be"
    return found(ground)


def _texts(collection: str, field: str) -> Callable[[Ground], list[Any]]:
    # What was retired is no value any more.
    query = {"active": {"$ne": False}}
    return lambda ground: [str(entry[field]) for entry in ground.database[collection].find(query).limit(_MOST)]


def _days(*ahead: int) -> Callable[[Ground], list[Any]]:
    return lambda _: [f"{datetime.now(UTC) + timedelta(days=day):%Y-%m-%d}" for day in ahead]


def _instants(*ahead: int) -> Callable[[Ground], list[Any]]:
    return lambda _: [f"{datetime.now(UTC) + timedelta(days=day):%Y-%m-%dT00:00:00Z}" for day in ahead]


VALUES: Mapping[str, Callable[[Ground], list[Any]]] = {
    "action": lambda _: ["booking.assigned", "user.created", "refund.approved"],
    "actor": lambda ground: [str(person) for person in [*ground.busy["admin"], *ground.busy["mentee"][:3]]],
    "company": _texts("companies", "slug"),
    "email": lambda _: ["demo-", "demo-mentee-1", "demo-admin", "demo-mentor-", "nobody-", "d"],
    "from": _instants(1, 5, 10),
    "interview_type": _texts("interview_types", "code"),
    "subject": lambda _: ["booking"],
    "subject_id": _texts("audit_log", "subject_id"),
    "to": _instants(14, 20),
    "user_id": _texts("orders", "user_id"),
}
SPECIAL_VALUES: Mapping[str, Callable[[Ground], list[Any]]] = {
    "adminExportInvoices.from": _days(0),
    "adminExportInvoices.to": _days(0),
    "adminListInvoices.from": _days(-20, -300),
    "adminListInvoices.to": _days(0, -10),
    "adminGetInsights.from": lambda _: [f"{datetime.now(UTC) - timedelta(days=300):%Y-%m}"],
    "adminGetInsights.to": lambda _: [f"{datetime.now(UTC):%Y-%m}"],
    "adminListUserNames.id": lambda ground: [[str(person) for person in ground.busy["mentee"]]],
    "listAvailabilityExceptions.from": _days(0, 130),
    "listAvailabilityExceptions.to": _days(140, 300),
}
