"""Every query on money uses an index for its filter and its order."""

from datetime import UTC, datetime
from typing import Any

import pytest
from bson import ObjectId

from tests.conftest import Database
from tests.support.application import World

pytestmark = pytest.mark.anyio

NOW = datetime(2027, 1, 1, tzinfo=UTC)
ID = ObjectId()
UNPAID = ["created", "failed", "expired"]

# collection, filter, order
QUERIES: list[tuple[str, dict[str, Any], dict[str, int]]] = [
    ("orders", {"user_id": ID, "idempotency_key": "k"}, {}),
    ("orders", {"user_id": ID, "state": {"$in": UNPAID[:2]}}, {}),
    ("orders", {"razorpay_order_id": "order_1"}, {}),
    ("orders", {"payment.id": "pay_1"}, {}),
    ("orders", {"next_check_at": {"$lte": NOW}}, {"next_check_at": 1}),
    ("orders", {}, {"_id": -1}),
    ("orders", {"state": "paid", "_id": {"$lt": ID}}, {"_id": -1}),
    ("orders", {"user_id": ID, "_id": {"$lt": ID}}, {"_id": -1}),
    ("orders", {"user_id": ID, "state": "paid", "_id": {"$lt": ID}}, {"_id": -1}),
    ("webhook_inbox", {"state": "waiting", "next_try_at": {"$lte": NOW}}, {"next_try_at": 1}),
    ("credit_lots", {"order_id": ID}, {}),
    ("credit_lots", {"user_id": ID, "expires_at": {"$gt": NOW}, "remaining": {"$gt": 0}}, {"expires_at": 1, "_id": 1}),
    ("credit_lots", {"user_id": ID, "closed_at": None}, {"expires_at": -1, "_id": -1}),
    ("credit_lots", {"user_id": ID, "_id": {"$lt": ID}}, {"_id": -1}),
    ("credit_lots", {"remaining": {"$gt": 0}, "expires_at": {"$lte": NOW}}, {"expires_at": 1}),
    ("credit_lots", {"remaining": {"$gt": 0}, "warned": False, "expires_at": {"$gt": NOW}}, {"expires_at": 1}),
    ("credit_ledger", {"key": "grant:1"}, {}),
    ("credit_ledger", {"user_id": ID, "_id": {"$lt": ID}}, {"_id": -1}),
    ("invoices", {"order_id": ID, "kind": "invoice"}, {}),
    ("invoices", {"order_id": ID, "kind": "credit_note"}, {}),
    ("invoices", {"refund_id": ID}, {}),
    ("invoices", {"user_id": ID, "_id": {"$lt": ID}}, {"_id": -1}),
    ("refunds", {"order_id": ID, "_id": {"$lt": ID}}, {"_id": -1}),
    ("refunds", {"state": "requested", "_id": {"$lt": ID}}, {"_id": -1}),
    ("refunds", {"razorpay_refund_id": "rfnd_1"}, {}),
    ("refunds", {"next_try_at": {"$lte": NOW}}, {"next_try_at": 1}),
]  # fmt: skip


def test_indexes_cover_filter_and_order(seeded: Database) -> None:
    for collection, query, order in QUERIES:
        cursor = seeded[collection].find(query).limit(51)
        plan = (cursor.sort(list(order.items())) if order else cursor).explain()["queryPlanner"]["winningPlan"]
        text = str(plan)
        assert "IXSCAN" in text, (collection, query, plan)
        assert "COLLSCAN" not in text, (collection, query)
        assert "'SORT'" not in text, (collection, query, plan)


async def test_balance_is_read_from_the_index_alone(world: World) -> None:
    match = {"user_id": ID, "expires_at": {"$gt": NOW}, "remaining": {"$gt": 0}}
    pipeline = [{"$match": match}, {"$group": {"_id": None, "available": {"$sum": "$remaining"}}}]
    answer = await world.database.command(
        {"explain": {"aggregate": "credit_lots", "pipeline": pipeline, "cursor": {}}, "verbosity": "queryPlanner"}
    )
    plan = str(answer["queryPlanner"]["winningPlan"])
    assert "FETCH" not in plan, plan
    assert "user_expiry" in plan
