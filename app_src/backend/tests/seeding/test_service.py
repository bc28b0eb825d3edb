"""Seeding brings in, brings up to date, and never undoes an administrator's work."""

import re
from typing import Any

import pytest

from codementee.seeding import catalogue
from codementee.seeding.repository import Outcome
from tests.conftest import Database, Environment
from tests.support.installation import install


def outcomes(environment: Environment, collection: str) -> dict[Outcome, int]:
    return dict(install(environment).collections[collection])


def test_second_run_changes_nothing(environment: Environment, seeded: Database) -> None:
    before = list(seeded.companies.find().sort("slug"))
    assert install(environment).changes == 0
    assert list(seeded.companies.find().sort("slug")) == before


def test_new_figures_reach_untouched_entries(
    environment: Environment, seeded: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(catalogue.PRICING_PLANS[0], "tagline", "Find out where you stand")
    assert outcomes(environment, "pricing_plans") == {Outcome.UPDATED: 1, Outcome.UNCHANGED: 2}
    updated = seeded.pricing_plans.find_one({"code": "foundation"})
    assert updated is not None
    assert updated["tagline"] == "Find out where you stand"


def test_edited_entry_is_kept_also_when_the_seed_changes(
    environment: Environment, seeded: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeded.pricing_plans.update_one({"code": "growth"}, {"$set": {"price_paise": 5_499_00}})
    monkeypatch.setitem(catalogue.PRICING_PLANS[1], "price_paise", 4_499_00)
    assert outcomes(environment, "pricing_plans") == {Outcome.KEPT: 1, Outcome.UNCHANGED: 2}
    kept = seeded.pricing_plans.find_one({"code": "growth"})
    assert kept is not None
    assert kept["price_paise"] == 5_499_00


def test_hidden_entry_stays_hidden(environment: Environment, seeded: Database) -> None:
    seeded.companies.update_one({"slug": "paytm"}, {"$set": {"active": False}})
    assert install(environment).changes == 0
    assert seeded.companies.count_documents({"active": True}) == 9


def test_deleted_entry_comes_back(environment: Environment, seeded: Database) -> None:
    seeded.companies.delete_one({"slug": "meta"})
    assert outcomes(environment, "companies") == {Outcome.INSERTED: 1, Outcome.UNCHANGED: 9}


def entries() -> list[dict[str, Any]]:
    return [*catalogue.COMPANIES, *catalogue.INTERVIEW_TYPES, *catalogue.PRICING_PLANS]


def test_catalogue_is_consistent() -> None:
    assert {c["slug"] for c in catalogue.COMPANIES if c["category"] == "unicorn"} == {
        "flipkart", "zomato", "paytm", "swiggy",
    }  # fmt: skip
    durations = {t["code"]: (t["minimum_minutes"], t["maximum_minutes"]) for t in catalogue.INTERVIEW_TYPES}
    assert durations == {"coding": (60, 90), "system-design": (45, 60), "behavioural": (30, 45), "hr": (30, 45)}
    for company in catalogue.COMPANIES:
        codes = [track["code"] for track in company["tracks"]]
        assert len(codes) == len(set(codes)) >= 3
    for entry in entries():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry.get("slug") or entry["code"])
