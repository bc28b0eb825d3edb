"""``/api/pricing-plans`` over HTTP: the figures every page shows."""

import httpx2
import pytest

from tests.conftest import Database, Environment
from tests.support.installation import install


def test_plans_cheapest_first_in_paise(reader: httpx2.Client) -> None:
    plans = reader.get("/api/pricing-plans").json()["items"]
    figures = [(p["code"], p["price_paise"], p["currency"], p["mocks"], p["months"]) for p in plans]
    assert figures == [
        ("foundation", 199_900, "INR", 1, 1),
        ("growth", 499_900, "INR", 3, 3),
        ("accelerator", 899_900, "INR", 6, 6),
    ]
    assert [p["code"] for p in plans if p["recommended"]] == ["growth"]


def test_pages(reader: httpx2.Client) -> None:
    first = reader.get("/api/pricing-plans?limit=2").json()
    assert [p["code"] for p in first["items"]] == ["foundation", "growth"]
    cursor = first["pagination"]["next_cursor"]
    second = reader.get("/api/pricing-plans", params={"limit": 2, "cursor": cursor}).json()
    assert [p["code"] for p in second["items"]] == ["accelerator"]
    assert second["pagination"] == {"limit": 2, "next_cursor": None}


def test_plans_of_one_price_are_not_lost_between_pages(client: httpx2.Client, seeded: Database) -> None:
    seeded.pricing_plans.update_many({}, {"$set": {"price_paise": 100}})
    cursor = None
    codes = []
    for _ in range(3):
        page = client.get("/api/pricing-plans", params={"limit": 1} | ({"cursor": cursor} if cursor else {})).json()
        codes += [plan["code"] for plan in page["items"]]
        cursor = page["pagination"]["next_cursor"]
    assert codes == ["accelerator", "foundation", "growth"]
    assert cursor is None


@pytest.mark.parametrize(
    "cursor",
    ["Z3Jvd3Ro", "OTk5OTk5OTk5OTk5OTk5OTk5OTk6eA", "LTE6eA", "wrI6eA"],
    ids=["no price", "price beyond 64 bits", "negative", "digit that int() refuses"],
)
def test_forged_cursor_is_refused(reader: httpx2.Client, cursor: str) -> None:
    response = reader.get("/api/pricing-plans", params={"cursor": cursor})
    assert response.status_code == 400
    assert response.json()["error"]["fields"][0]["path"] == "cursor"


def test_seed_shows_at_once(client: httpx2.Client, seeded: Database, environment: Environment) -> None:
    """Cached before, seeded anew, and the very next answer is the new one."""
    seeded.pricing_plans.delete_one({"code": "growth"})
    assert len(client.get("/api/pricing-plans").json()["items"]) == 2
    assert install(environment).changes == 1
    assert len(client.get("/api/pricing-plans").json()["items"]) == 3


def test_query_uses_an_index_and_sorts_nothing(seeded: Database) -> None:
    after = {"$or": [{"price_paise": {"$gt": 1}}, {"price_paise": 1, "code": {"$gt": "a"}}]}
    for query in ({"active": True}, {"active": True} | after):
        order = [("price_paise", 1), ("code", 1)]
        plan = str(seeded.pricing_plans.find(query).sort(order).limit(51).explain()["queryPlanner"]["winningPlan"])
        assert "IXSCAN" in plan
        assert "COLLSCAN" not in plan
        assert "'SORT'" not in plan
