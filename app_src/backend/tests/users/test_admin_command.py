"""``codementee create-admin``: the first administrator."""

import json

import pytest

from tests.conftest import Database, Environment
from tests.support.processes import run_command


def create(environment: Environment, *arguments: str) -> tuple[int, str, str]:
    result = run_command("create-admin", *arguments, environment=environment)
    return result.returncode, result.stdout, result.stderr


def test_administrator_gets_a_link_and_no_password(seeded: Database, environment: Environment) -> None:
    status, output, problems = create(environment, "Ops@Example.com", "Ops")
    assert (status, problems) == (0, "")
    assert "/reset-password#token=" in json.loads(output)["link"]
    user = seeded.users.find_one({"email": "ops@example.com"})
    assert user is not None
    assert (user["role"], user["password_hash"]) == ("admin", "")
    entry = seeded.audit_log.find_one({"action": "administrator.invited"})
    assert entry is not None
    assert entry["subject_id"] == user["_id"]


def test_again_makes_another_link_for_the_same_administrator(seeded: Database, environment: Environment) -> None:
    links = {json.loads(create(environment, "ops@example.com", "Ops")[1])["link"] for _ in range(2)}
    assert len(links) == 2
    assert seeded.users.count_documents({}) == 1
    assert seeded.one_time_tokens.count_documents({}) == 1


@pytest.mark.usefixtures("seeded")
def test_nobody_is_promoted(seeded: Database, environment: Environment) -> None:
    create(environment, "asha@example.com", "Asha")
    seeded.users.update_one({}, {"$set": {"role": "mentee"}})
    seeded.one_time_tokens.delete_many({})
    status, _, problems = create(environment, "asha@example.com", "Asha")
    assert status != 0
    assert "nothing was changed" in problems
    assert seeded.one_time_tokens.count_documents({}) == 0


def test_no_address(environment: Environment) -> None:
    status, _, problems = create(environment, "ops", "Ops")
    assert status == 64
    assert "not an e-mail address" in problems
