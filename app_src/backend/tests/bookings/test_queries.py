"""Every list of these domains reads an index in its order: nothing is scanned, nothing is sorted."""

from typing import Any

from bson import ObjectId

from tests.conftest import Database
from tests.support.stage import MONDAY

ID = ObjectId()
AFTER = {"$or": [{"state_since": {"$gt": MONDAY}}, {"_id": {"$gt": ID}}], "state_since": {"$gte": MONDAY}}
START_AFTER = {"$or": [{"start_at": {"$gt": MONDAY}}, {"_id": {"$gt": ID}}], "start_at": {"$gte": MONDAY}}

QUERIES: list[tuple[str, dict[str, Any], list[tuple[str, int]]]] = [
    ("booking_requests", {"mentee_id": ID}, [("_id", -1)]),
    ("booking_requests", {"mentee_id": ID, "_id": {"$lt": ID}}, [("_id", -1)]),
    ("booking_requests", {"mentee_id": ID, "state": "held", "_id": {"$lt": ID}}, [("_id", -1)]),
    ("booking_requests", {}, [("state_since", 1), ("_id", 1)]),
    ("booking_requests", {}, [("state_since", -1), ("_id", -1)]),
    ("booking_requests", AFTER, [("state_since", 1), ("_id", 1)]),
    ("booking_requests", {"state": "pending_admin"}, [("state_since", 1), ("_id", 1)]),
    ("booking_requests", {"state": "pending_admin"} | AFTER, [("state_since", 1), ("_id", 1)]),
    ("booking_requests", {"hold_expires_at": {"$lte": MONDAY}}, [("hold_expires_at", 1)]),
    ("booking_requests", {"state": "confirmed", "slot.end_at": {"$lte": MONDAY}}, [("slot.end_at", 1)]),
    *(
        query
        for side in ("mentee_id", "mentor_id")
        for query in (
            ("mocks", {side: ID}, [("start_at", 1), ("_id", 1)]),
            ("mocks", {side: ID}, [("start_at", -1), ("_id", -1)]),
            ("mocks", {side: ID} | START_AFTER, [("start_at", 1), ("_id", 1)]),
            ("mocks", {side: ID, "state": "scheduled"} | START_AFTER, [("start_at", 1), ("_id", 1)]),
            (
                "mocks",
                {side: ID, "state": "scheduled", "end_at": {"$gt": MONDAY}},
                [("start_at", 1), ("_id", 1)],
            ),
        )
    ),
    (
        "mocks",
        {"feedback_pending": True, "feedback_due_at": {"$lte": MONDAY}, "state": {"$in": ["completed", "scheduled"]}},
        [("feedback_due_at", 1)],
    ),
    ("feedbacks", {"mentee_id": ID}, [("start_at", -1), ("_id", -1)]),
    ("waitlist", {"mentee_id": ID, "_id": {"$lt": ID}}, [("_id", -1)]),
    ("waitlist", {"interview_type": "coding", "state": "waiting"}, [("_id", 1)]),
    ("claims", {"booking_id": ID}, []),
    ("claims", {"slot_id": {"$in": [ID]}}, []),
    ("claims", {"_id": {"$in": ["mentor:x:1", "mentor:x:2"]}}, []),
    ("calendar_feeds", {"token_hash": "x"}, []),
]


def test_index_in_order(seeded: Database) -> None:
    for collection, query, order in QUERIES:
        cursor = seeded[collection].find(query)
        plan = str((cursor.sort(order) if order else cursor).limit(51).explain()["queryPlanner"]["winningPlan"])
        assert "IXSCAN" in plan, (collection, query, plan)
        assert "COLLSCAN" not in plan, (collection, query, plan)
        assert "'SORT'" not in plan, (collection, query, plan)
