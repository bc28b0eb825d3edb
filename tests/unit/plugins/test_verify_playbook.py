"""playbooks/verify.yml against a real HTTPS site and a made-up `docker service ls`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from playbooks import Copy, Run
from tls_site import Pages, Site

NAME = "staging.codementee.in"
HEALTHY: Pages = {"/": (200, b"<html>"), "/api/health/ready": (200, b'{"status": "ok"}')}
HOSTS = {
    "vps": {"children": {"swarm_managers": {"hosts": {"here": {"ansible_host": "127.0.0.1"}}}}},
    "edge": {"hosts": {"here": None}},
}


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    made = Copy.make(tmp_path)
    (tmp_path / "inventories/staging/hosts.yml").write_text(yaml.safe_dump(HOSTS), encoding="utf-8")
    made.set(
        "staging",
        {"project_domain": NAME, "app_release": "3f2c1e9", "project_ca_file": str(tmp_path / "certificate.pem")},
    )
    (tmp_path / "tools").mkdir()
    return made


@pytest.fixture
def healthy(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path, NAME, HEALTHY)
    yield site
    site.close()


@pytest.fixture
def degraded(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path, NAME, {**HEALTHY, "/api/health/ready": (503, b'{"components": {"cache": "unreachable"}}')})
    yield site
    site.close()


def verify(copy: Copy, port: int, replicas: str = "2/2", *arguments: str) -> Run:
    docker = copy.root / "tools/docker"
    docker.write_text(
        f"#!/bin/sh\necho '{json.dumps({'Name': 'codementee_backend', 'Replicas': replicas})}'\n", encoding="utf-8"
    )
    docker.chmod(0o755)
    settings = {
        "ansible_connection": "local",
        "ansible_become": False,
        "ansible_python_interpreter": "{{ ansible_playbook_python }}",
        "verify_port": port,
        "verify_retries": 1,
        "verify_delay_seconds": 0,
    }
    extra = json.dumps(settings)
    tools = str(copy.root / "tools")
    return copy.run("staging", "playbooks/verify.yml", "-e", extra, *arguments, password=None, path=tools)


def test_a_healthy_site_is_summed_up(copy: Copy, healthy: Site) -> None:
    run = verify(copy, healthy.port)
    assert run.code == 0, run.output
    summary = run.results[-1]["msg"]
    assert f"https://{NAME} is served by here." in summary
    for fact in (
        "environment  staging",
        "release      3f2c1e9",
        '{"status": "ok"}',
        "Test issuer, until",
        "10 days left",
    ):
        assert fact in summary


def test_an_incomplete_service_is_named(copy: Copy, healthy: Site) -> None:
    run = verify(copy, healthy.port, "1/2")
    assert run.code != 0
    assert "Not complete: codementee_backend 1/2." in run.output


def test_a_degraded_component_is_shown(copy: Copy, degraded: Site) -> None:
    run = verify(copy, degraded.port)
    assert run.code != 0
    message = run.results[-1]["msg"]
    assert f"https://{NAME}/api/health/ready on here answers 503" in message
    assert "unreachable" in message


def test_a_certificate_nobody_vouches_for_is_refused(copy: Copy, healthy: Site) -> None:
    copy.set("staging", {"project_domain": NAME, "app_release": "3f2c1e9", "project_ca_file": ""})
    run = verify(copy, healthy.port)
    assert run.code != 0
    assert "with a certificate that does not verify" in run.results[-1]["msg"]


def test_a_check_asks_nobody(copy: Copy) -> None:
    run = verify(copy, 1, "0/2", "--check")
    assert run.code == 0, run.output
