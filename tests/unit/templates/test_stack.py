"""The stack file: what Swarm is told about every service."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from checkout import ROOT, read_yaml
from rendering import render, variables

ROLE = ROOT / "roles/app"
MAIN: list[dict[str, Any]] = read_yaml(ROLE / "tasks/main.yml")
SECRETS = (
    "a-registry-password",
    "a-database-password",
    "a-cache-password",
    "a-signing-key",
    "a-payment-key",
    "a-webhook-key",
    "a-mail-key",
)


@pytest.fixture(params=["minimal", "full"])
def text(request: pytest.FixtureRequest) -> str:
    return render(ROOT / "templates/stack.yml.j2", variables(ROLE, request.param, "debian-13"), ROOT / "templates")


@pytest.fixture
def stack(text: str) -> dict[str, Any]:
    return dict(yaml.safe_load(text))


@pytest.fixture
def services(stack: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return dict(stack["services"])


def test_all_services_are_there(services: dict[str, Any]) -> None:
    assert set(services) == {"backend", "worker", "frontend", "cache"}


def test_no_service_publishes_a_port(services: dict[str, Any]) -> None:
    assert [name for name, service in services.items() if "ports" in service] == []


def test_every_service_is_confined(services: dict[str, Any]) -> None:
    for service in services.values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        user, _, group = service["user"].partition(":")
        assert int(user) > 0
        assert int(group) > 0


def test_every_service_has_limits_and_a_health_check(services: dict[str, Any]) -> None:
    for service in services.values():
        limits = service["deploy"]["resources"]["limits"]
        assert {"memory", "pids"} <= set(limits)
        assert service["healthcheck"]["test"][0] == "CMD"


def test_images_are_pinned_by_digest(services: dict[str, Any]) -> None:
    assert [name for name, service in services.items() if "@sha256:" not in service["image"]] == []


def test_updates_start_first_and_roll_back(services: dict[str, Any]) -> None:
    for name, service in services.items():
        deploy = service["deploy"]
        assert deploy["endpoint_mode"] == "dnsrr"
        assert deploy["update_config"]["failure_action"] == "rollback"
        assert deploy["update_config"]["order"] == ("stop-first" if name == "cache" else "start-first")
        assert deploy["labels"]["codementee.release"] == "3f2c1e9"


def seconds(value: str) -> int:
    assert value.endswith("s")
    return int(value.removesuffix("s"))


def test_the_engine_watches_longer_than_failing_takes(services: dict[str, Any]) -> None:
    for service in services.values():
        check = service["healthcheck"]
        noticed = seconds(check["start_period"]) + seconds(check["interval"]) * int(check["retries"])
        assert seconds(service["deploy"]["update_config"]["monitor"]) > noticed


def test_secrets_are_files_and_appear_nowhere_else(text: str, services: dict[str, Any]) -> None:
    assert [secret for secret in SECRETS if secret in text] == []
    assert {entry["target"] for entry in services["backend"]["secrets"]} == {
        "mongodb_uri",
        "cache_password",
        "jwt_keys",
        "razorpay_key_secret",
        "razorpay_webhook_secret",
        "resend_api_key",
    }
    assert {entry["target"] for entry in services["cache"]["secrets"]} == {"cache_password"}
    # 0400 in YAML 1.1 is octal: the mode, not four hundred.
    assert {entry["mode"] for service in services.values() for entry in service.get("secrets", [])} == {0o400}
    assert "secrets" not in services["frontend"]


def test_versions_of_secrets_are_those_the_engine_named(stack: dict[str, Any]) -> None:
    assert {name: entry["name"] for name, entry in stack["secrets"].items()} == {
        "mongodb_uri": "mongodb_uri_v1",
        "cache_password": "cache_password_v3",
        "jwt_keys": "jwt_keys_v1",
        "razorpay_key_secret": "razorpay_key_secret_v1",
        "razorpay_webhook_secret": "razorpay_webhook_secret_v2",
        "resend_api_key": "resend_api_key_v1",
    }
    assert all(entry["external"] is True for entry in [*stack["secrets"].values(), *stack["networks"].values()])


def test_the_backend_is_told_its_settings(services: dict[str, Any]) -> None:
    environment = services["backend"]["environment"]
    assert services["worker"]["environment"] == environment
    assert environment["CODEMENTEE_ENVIRONMENT"] == "staging"
    assert environment["CODEMENTEE_PUBLIC_URL"] == "https://a.in"
    assert [name for name, value in environment.items() if not isinstance(value, str)] == []


def test_backend_and_worker_read_the_record_of_releases_and_cannot_write_it(services: dict[str, Any]) -> None:
    directory = "/var/lib/codementee/releases"
    for name in ("backend", "worker"):
        assert services[name]["environment"]["CODEMENTEE_RELEASES_DIRECTORY"] == directory
        mount = next(mount for mount in services[name]["volumes"] if mount.get("source") == directory)
        assert mount == {"type": "bind", "source": directory, "target": directory, "read_only": True}
    assert not any(directory in str(services[name]) for name in ("frontend", "cache"))


def test_every_host_has_the_record_before_the_stack_needs_it() -> None:
    tasks = [task.get("ansible.builtin.import_tasks") or task.get("ansible.builtin.include_tasks", "") for task in MAIN]
    assert tasks.index("hosts.yml") < tasks.index("deploy.yml")
    assert "when" not in MAIN[tasks.index("hosts.yml")]


def test_the_frontend_is_told_where_the_checkout_is(services: dict[str, Any]) -> None:
    environment = services["frontend"]["environment"]
    assert environment["CODEMENTEE_CHECKOUT_URL"] == "https://checkout.razorpay.com/v1/checkout.js"


def test_the_frontend_names_the_seller_in_its_policies(services: dict[str, Any]) -> None:
    environment = services["frontend"]["environment"]
    named = {name: value for name, value in environment.items() if "OPERATOR" in name}
    assert sorted(named) == [f"CODEMENTEE_OPERATOR_{part}" for part in ("ADDRESS", "EMAIL", "NAME")]
    # Without a value the pages say that there is none; a missing one must not become the word "None".
    assert all(isinstance(value, str) and value != "None" for value in named.values())
