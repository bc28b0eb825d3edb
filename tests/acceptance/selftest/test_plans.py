"""What the server says of a query is read rightly: each kind of bad plan is shown, and must be complained about."""

from __future__ import annotations

from typing import Any

import pytest

from acceptance.support import plans

ENTRY = {"ns": "shop.orders", "op": "query", "docsExamined": 3, "planSummary": "IXSCAN { user: 1 }"}


def executed(stage: dict[str, Any]) -> dict[str, Any]:
    return {"queryPlanner": {"winningPlan": stage, "rejectedPlans": [{"stage": "COLLSCAN"}]}, "executionStats": stage}


def sorting(count: int) -> dict[str, Any]:
    return {"stage": "SORT", "inputStage": {"stage": "FETCH", "nReturned": count, "inputStage": {"stage": "IXSCAN"}}}


@pytest.mark.parametrize("stage", [{"stage": "FETCH", "inputStage": {"stage": "IXSCAN"}}, sorting(1_000)])
def test_a_good_plan_passes(stage: dict[str, Any]) -> None:
    assert plans.complaints(executed(stage)) == []


@pytest.mark.parametrize(
    ("plan", "complaint"),
    [
        (executed({"stage": "FETCH", "inputStage": {"stage": "COLLSCAN"}}), "reads a whole collection"),
        (executed(sorting(1_001)), "sorts 1001 documents in memory"),
        (executed({"stage": "EQ_LOOKUP", "strategy": "NestedLoopJoin"}), "joins by reading a whole collection"),
        ({"stages": [{"$lookup": {}, "collectionScans": 1, "nReturned": 1}]}, "reads a whole collection"),
        (
            {"stages": [{"$cursor": {"executionStats": {"nReturned": 2_000}}}, {"$sort": {}, "nReturned": 10}]},
            "sorts 2000 documents in memory",
        ),
        (
            {"stages": [{"$group": {}, "nReturned": 5_000}, {"$sort": {}, "nReturned": 5_000}]},
            "sorts 5000 documents in memory",
        ),
    ],
)
def test_a_bad_plan_is_complained_about(plan: dict[str, Any], complaint: str) -> None:
    assert complaint in plans.complaints(plan)


def test_of_each_shape_the_most_expensive_is_looked_at() -> None:
    def found(user: object, examined: int) -> dict[str, Any]:
        command = {"find": "orders", "filter": {"user": user}, "$db": "shop", "lsid": {}}
        return ENTRY | {"command": command, "docsExamined": examined}

    entries = [found(1, 5), found(2, 9), found({"$in": [1, 2]}, 1), found({"$in": [3]}, 2)]
    worst = list(plans.most_expensive(plans.queries(entries)).values())
    assert [query.command["filter"]["user"] for query in worst] == [2, {"$in": [3]}]
    assert all(query.command.keys() == {"find", "filter"} for query in worst)


def test_a_write_is_the_search_it_begins_with() -> None:
    change = {"findAndModify": "orders", "query": {"due": 1}, "sort": {"due": 1}, "update": {"$set": {"due": 2}}}
    entries = [
        ENTRY | {"op": "update", "command": {"q": {"_id": 1}, "u": {"$set": {"a": 1}}, "multi": False}},
        ENTRY | {"op": "remove", "command": {"q": {"user": 1}, "limit": 0}},
        ENTRY | {"op": "command", "command": change},
        ENTRY | {"op": "insert", "command": {"insert": "orders"}},
        ENTRY | {"op": "getmore", "command": {"getMore": 1}},
    ]
    assert [(query.kind, query.command) for query in plans.queries(entries)] == [
        ("update", {"find": "orders", "filter": {"_id": 1}}),
        ("remove", {"find": "orders", "filter": {"user": 1}}),
        ("findAndModify", {"find": "orders", "filter": {"due": 1}, "limit": 1, "sort": {"due": 1}}),
    ]
