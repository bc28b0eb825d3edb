"""10.5: all required settings present and valid before anything changes."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

from acceptance.report.plugin import Evidence
from acceptance.support import workspace
from acceptance.support.workspace import Complaint, Verdict, Workspace

CHECK = "playbooks/validate.yml"
# What is said of a setting that is set nowhere: an empty role default makes a list or mapping empty instead.
ABSENT = ("is missing", "is empty", "has fewer than 1 item", "has no key")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Complete staging and production environments; production is the one that gets broken."""
    made = Workspace(tmp_path_factory.mktemp("settings"))
    made.fill("staging", workspace.complete("staging", 1))
    made.fill("production", workspace.complete("production", 2))
    return made


@pytest.fixture(scope="module")
def accepted(sound: Workspace) -> Workspace:
    """The same, after the check accepted it: a check that refuses everything would prove nothing below."""
    verdict = sound.play(CHECK, "production")
    assert verdict.status == 0, f"sound settings are refused: {dict(verdict.complaints) or verdict.output[-1500:]}"
    return sound


def broken(space: Workspace, values: Mapping[str, Any]) -> Verdict:
    space.fill("production", values)
    return space.play(CHECK, "production")


def fault_of(setting: Mapping[str, Any], complaint: Complaint | None, words: tuple[str, ...]) -> str | None:
    """What is wrong with the entry a broken setting should have, if anything."""
    if complaint is None:
        return "not reported"
    if not any(word in complaint.said for word in words):
        return f"said {complaint.said!r}, expected {words}"
    if setting["file"] not in complaint.file:
        return f"told to edit {complaint.file}, it belongs in {setting['file']}"
    if complaint.expected != setting["expected"]:
        return f"expected form {complaint.expected!r}"
    return None


def check_all_named(verdict: Verdict, *words: str) -> str:
    """Every required setting has its own entry with the right reason, file and expected form."""
    assert verdict.status != 0, "the check accepted it"
    listed = workspace.catalogue()
    faults = {s["name"]: fault_of(s, verdict.complaints.get(s["name"]), words) for s in listed}
    wrong = {name: fault for name, fault in faults.items() if fault}
    assert not wrong, f"{len(wrong)} of {len(listed)} settings: {wrong}"
    return f"{len(listed)} of {len(listed)} required settings named in one message, each with file and expected form"


@pytest.mark.criterion("10.5", part="missing")
def test_every_missing_setting_is_named(accepted: Workspace, evidence: Evidence) -> None:
    evidence(check_all_named(broken(accepted, {}), *ABSENT))


@pytest.mark.criterion("10.5", part="malformed")
def test_every_malformed_setting_is_named(accepted: Workspace, evidence: Evidence) -> None:
    verdict = broken(accepted, {setting["name"]: workspace.malformed(setting) for setting in workspace.catalogue()})
    told = check_all_named(verdict, "")
    wrong = [name for name, c in verdict.complaints.items() if "missing" in c.said or "placeholder" in c.said]
    assert not wrong, f"reported for another reason than their form: {wrong}"
    evidence(told)


@pytest.mark.criterion("10.5", part="placeholder")
def test_every_placeholder_is_named(accepted: Workspace, evidence: Evidence) -> None:
    values = {setting["name"]: workspace.placeholder(setting) for setting in workspace.catalogue()}
    evidence(check_all_named(broken(accepted, values), "placeholder"))


@pytest.mark.criterion("10.5", part="reported together")
def test_different_faults_are_reported_together(accepted: Workspace, evidence: Evidence) -> None:
    settings = workspace.catalogue()
    values = workspace.complete("production", 2)
    faults = {
        "missing": (settings[0::4], ABSENT),
        "placeholder": (settings[1::4], ("placeholder",)),
        "malformed": (settings[2::4], ("",)),
    }
    for setting in settings[0::4]:
        values.pop(setting["name"])
    values |= {s["name"]: workspace.placeholder(s) for s in settings[1::4]}
    values |= {s["name"]: workspace.malformed(s) for s in settings[2::4]}
    verdict = broken(accepted, values)
    assert verdict.status != 0
    for fault, (expected, words) in faults.items():
        for setting in expected:
            wrong = fault_of(setting, verdict.complaints.get(setting["name"]), words)
            assert wrong is None, f"{setting['name']} is {fault}: {wrong}"
    fine = {setting["name"] for setting in settings[3::4]} & set(verdict.complaints)
    assert not fine, f"sound settings reported too: {fine}"
    counts = ", ".join(f"{len(found)} {fault}" for fault, (found, _) in faults.items())
    evidence(f"{counts} in one run; the {len(settings[3::4])} sound ones are not mentioned")


@contextmanager
def listener() -> Iterator[tuple[int, list[str]]]:
    """A port that counts who connects; nobody is answered."""
    callers: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept() -> None:
            while True:
                try:
                    connection, caller = server.accept()
                except OSError:
                    return
                callers.append(caller[0])
                connection.close()

        threading.Thread(target=accept, daemon=True).start()
        try:
            yield server.getsockname()[1], callers
        finally:
            server.shutdown(socket.SHUT_RDWR)


@pytest.mark.criterion("10.5", part="nothing touched")
def test_no_server_is_contacted(accepted: Workspace, evidence: Evidence) -> None:
    """site.yml with one setting missing, its servers replaced by a port that counts connections."""
    values = workspace.complete("production", 2) | {"ansible_host": "127.0.0.1"}
    values.pop("project_operators_email")
    with listener() as (port, callers):
        accepted.fill("production", values, port=port)
        assert accepted.ping("production") != 0
        reached = len(callers)
        assert reached > 0, "the listener would not notice a connection: nothing was measured"
        verdict = accepted.play("site.yml", "production")
        touched = len(callers) - reached
    assert verdict.status != 0
    assert "project_operators_email" in verdict.complaints, verdict.output[-1500:]
    assert touched == 0, f"site.yml connected {touched} times although a setting is missing"
    evidence(f"site.yml refused with 0 connections to the server (a ping made {reached}), exit status {verdict.status}")
