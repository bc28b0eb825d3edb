"""``/api/companies`` over HTTP, with the data a new installation has."""

import httpx2
import pytest

from tests.conftest import Database, StartProcess
from tests.support.databases import Mongod, Valkey

SLUGS = ["amazon", "apple", "flipkart", "google", "meta", "microsoft", "netflix", "paytm", "swiggy", "zomato"]


def slugs(response: httpx2.Response) -> list[str]:
    assert response.status_code == 200, response.text
    return [company["slug"] for company in response.json()["items"]]


def test_all_companies_in_order(reader: httpx2.Client) -> None:
    response = reader.get("/api/companies")
    assert slugs(response) == SLUGS
    assert response.json()["pagination"] == {"limit": 50, "next_cursor": None}


def test_company_has_badge_and_tracks(reader: httpx2.Client) -> None:
    google = reader.get("/api/companies").json()["items"][3]
    assert google.pop("id")
    tracks = google.pop("tracks")
    assert google == {"slug": "google", "name": "Google", "category": "product"}
    assert [track["code"] for track in tracks] == ["l3", "l4", "l5", "l6"]
    assert tracks[0] == {"code": "l3", "title": "L3 · Software Engineer II", "seniority": "entry"}


def test_filter_by_badge(reader: httpx2.Client) -> None:
    assert slugs(reader.get("/api/companies?category=unicorn")) == ["flipkart", "paytm", "swiggy", "zomato"]


def test_pages_cover_everything_once(reader: httpx2.Client) -> None:
    seen: list[str] = []
    cursor: str | None = None
    while True:
        response = reader.get("/api/companies", params={"limit": 3} | ({"cursor": cursor} if cursor else {}))
        seen += slugs(response)
        cursor = response.json()["pagination"]["next_cursor"]
        if cursor is None:
            break
    assert seen == SLUGS


def test_full_last_page_has_no_next(reader: httpx2.Client) -> None:
    assert reader.get("/api/companies?limit=10").json()["pagination"]["next_cursor"] is None


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "cursor=%00", "cursor=a", "cursor=%F0", "category=startup"])
def test_invalid_parameters(reader: httpx2.Client, query: str) -> None:
    response = reader.get(f"/api/companies?{query}")
    assert response.status_code == 400
    assert response.json()["error"]["code"] == "invalid_parameter"


def test_hidden_company_is_not_listed(client: httpx2.Client, seeded: Database) -> None:
    seeded.companies.update_one({"slug": "paytm"}, {"$set": {"active": False}})
    assert "paytm" not in slugs(client.get("/api/companies"))


def test_second_request_asks_no_database(reader: httpx2.Client, mongod: Mongod) -> None:
    reader.get("/api/companies")
    before = mongod.finds()
    for _ in range(50):
        reader.get("/api/companies")
    assert mongod.finds() == before


@pytest.mark.usefixtures("seeded")
def test_killed_cache_fails_no_request(start: StartProcess, own_valkey: Valkey) -> None:
    api = start(CODEMENTEE_CACHE_PORT=str(own_valkey.port))
    with httpx2.Client(base_url=api.url, timeout=15) as client:
        assert slugs(client.get("/api/companies")) == SLUGS
        own_valkey.kill()
        answers = [slugs(client.get("/api/companies")) for _ in range(50)]
    assert answers == [SLUGS] * 50
    assert api.metric('codementee_cache_requests_total{namespace="companies",result="error"}') >= 1


def test_queries_use_an_index_and_sort_nothing(seeded: Database) -> None:
    queries: list[dict[str, object]] = [
        {"active": True},
        {"active": True, "slug": {"$gt": "google"}},
        {"active": True, "category": "unicorn"},
        {"active": True, "category": "unicorn", "slug": {"$gt": "paytm"}},
    ]
    for query in queries:
        plan = str(seeded.companies.find(query).sort("slug", 1).limit(51).explain()["queryPlanner"]["winningPlan"])
        assert "IXSCAN" in plan, query
        assert "COLLSCAN" not in plan, query
        assert "SORT" not in plan, query
