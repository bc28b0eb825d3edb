"""``codementee`` as operators run it: what it prints, what it answers to the shell."""

import json
from pathlib import Path

import pytest

from codementee.migrations import INDEXES
from tests.conftest import Database, Environment
from tests.support.processes import run_command


def test_migrate_then_seed_then_nothing_to_do(environment: Environment, database: Database) -> None:
    first = [run_command(command, environment=environment) for command in ("migrate", "seed")]
    again = [run_command(command, environment=environment) for command in ("migrate", "seed")]
    assert [result.returncode for result in first + again] == [0] * 4, first[0].stderr
    assert [json.loads(result.stdout)["changes"] for result in first] == [sum(map(len, INDEXES.values())), 17]
    assert [json.loads(result.stdout)["changes"] for result in again] == [0, 0]
    assert json.loads(again[1].stdout)["cache_invalidated"] is True
    assert database.companies.count_documents({}) == 10


def test_seed_without_cache_succeeds_and_says_how_long_it_shows(environment: Environment, database: Database) -> None:
    result = run_command("seed", environment=environment | {"CODEMENTEE_CACHE_PORT": "1"})
    assert result.returncode == 0
    assert json.loads(result.stdout)["cache_invalidated"] is False
    assert "60 s" in result.stderr
    assert database.pricing_plans.count_documents({}) == 3


@pytest.mark.parametrize("command", ["migrate", "seed"])
def test_unreachable_database_is_69_and_names_the_runbook(
    environment: Environment, secrets_directory: Path, command: str
) -> None:
    (secrets_directory / "mongodb_uri").write_text("mongodb://app:hunter2@127.0.0.1:1/?directConnection=true")
    quick = environment | {"CODEMENTEE_MONGODB_SERVER_SELECTION_TIMEOUT_MS": "200"}
    result = run_command(command, environment=quick)
    assert result.returncode == 69
    assert "docs/runbooks/database-unreachable.md" in result.stderr
    assert "hunter2" not in result.stderr + result.stdout


def test_conflicting_index_is_an_error_not_replaced(environment: Environment, database: Database) -> None:
    database.companies.create_index([("slug", 1)], name="slug_unique", unique=False)
    result = run_command("migrate", environment=environment)
    assert result.returncode == 1
    assert "slug_unique" in result.stderr


def test_unusable_settings_are_78(environment: Environment) -> None:
    result = run_command("seed", environment=environment | {"CODEMENTEE_ENVIRONMENT": "production"})
    assert result.returncode == 78
    assert "Traceback" not in result.stderr


def test_demo_fills_once_and_says_how_to_sign_in(environment: Environment, database: Database) -> None:
    for command in ("migrate", "seed"):
        assert run_command(command, environment=environment).returncode == 0
    first = run_command("demo", "--bookings", "50", environment=environment)
    assert first.returncode == 0, first.stderr
    summary = json.loads(first.stdout)
    assert summary["logins"] == [f"demo-{role}-1@example.com" for role in ("admin", "mentor", "mentee")]
    assert len(summary["password"]) >= 12
    assert database.booking_requests.count_documents({}) == 50
    again = json.loads(run_command("demo", "--bookings", "50", environment=environment).stdout)
    assert (again["changes"], again["password"]) == (0, None)
    chosen = environment | {"CODEMENTEE_DEMO_PASSWORD": "a long and rare passphrase"}
    before = database.users.find_one({"email": "demo-admin-1@example.com"})
    assert run_command("demo", "--bookings", "50", environment=chosen).returncode == 0
    after = database.users.find_one({"email": "demo-admin-1@example.com"})
    assert before is not None
    assert after is not None
    assert before["password_hash"] != after["password_hash"]
    other = run_command("demo", "--bookings", "60", environment=environment)
    assert other.returncode == 1
    assert "60 users and 50 bookings" in other.stderr


def test_smoke_reads_what_people_see(environment: Environment) -> None:
    for command in (("migrate",), ("seed",), ("demo", "--bookings", "150")):
        assert run_command(*command, environment=environment).returncode == 0
    whole = run_command("smoke", environment=environment)
    assert whole.returncode == 0, whole.stderr
    summary = json.loads(whole.stdout)
    # More than a page of some, at least one of nearly everything.
    assert summary["items"] > 300
    assert summary["nobody_is"] == []


@pytest.mark.parametrize(
    ("spoilt", "changed", "path"),
    [
        ("companies", {"name": None}, "/api/companies"),
        ("users", {"created_at": "yesterday"}, "/api/admin/users"),
        ("booking_requests", {"state": "nonsense"}, "/api/admin/bookings"),
    ],
)
def test_smoke_names_the_answer_that_is_wrong(
    environment: Environment, database: Database, spoilt: str, changed: dict[str, object], path: str
) -> None:
    for command in (("migrate",), ("seed",), ("demo",)):
        assert run_command(*command, environment=environment).returncode == 0
    one = database[spoilt].find_one(sort=[("_id", 1)])
    assert one is not None
    database[spoilt].update_one({"_id": one["_id"]}, {"$set": changed})
    result = run_command("smoke", environment=environment)
    assert result.returncode == 1
    assert f"{path}?" in result.stderr
    assert "answers 500" in result.stderr


def test_smoke_of_an_empty_database_fails(environment: Environment) -> None:
    assert run_command("migrate", environment=environment).returncode == 0
    result = run_command("smoke", environment=environment)
    assert result.returncode == 1
    assert "/api/companies is empty" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("sed",),
        ("seed", "now"),
        ("healthcheck", "api", "now"),
        ("demo", "--users"),
        ("demo", "--users", "-1"),
        ("demo", "--users", "30", "--users", "40"),
        ("demo", "--people", "30"),
    ],
)
def test_wrong_usage_is_64(environment: Environment, arguments: tuple[str, ...]) -> None:
    result = run_command(*arguments, environment=environment)
    assert result.returncode == 64
    assert "usage" in result.stderr
