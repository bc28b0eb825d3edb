"""Decisions about releases that are too long for an expression."""

from __future__ import annotations

import datetime
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any

from ansible.errors import AnsibleFilterError

IMAGES = ("backend", "frontend", "cache", "router")
_RELEASE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}")
_DIGEST = re.compile(r"[^@\s]+@sha256:[0-9a-f]{64}")


def as_manifest(content: Any, where: str) -> dict[str, Any]:
    """Release and images of a manifest's content. Everything that is wrong is said at once."""
    found = content if isinstance(content, dict) else {}
    images = found.get("images") if isinstance(found.get("images"), dict) else {}
    wrong = []
    if not _RELEASE.fullmatch(str(found.get("release") or "")):
        wrong.append("release is missing or malformed (letters, digits, dots, underscores and hyphens)")
    wrong += [
        f"images.{name} is missing or not addressed by digest (registry/name@sha256:<64 hex digits>)"
        for name in IMAGES
        if not _DIGEST.fullmatch(str(images.get(name) or ""))
    ]
    if wrong:
        raise AnsibleFilterError(f"{where} is no manifest as playbooks/build.yml writes it: {'; '.join(wrong)}")
    return {"release": str(found["release"]), "images": {name: str(images[name]) for name in IMAGES}}


def served(history: list[dict[str, Any]]) -> list[str]:
    """Releases that ever served, in the order they last went into service in; going back to one is no new entry."""
    order: list[str] = []
    for record in history:
        if record["outcome"] == "succeeded" and record.get("kind") != "rollback":
            order = [name for name in order if name != record["release"]] + [record["release"]]
    return order


def standing(history: list[dict[str, Any]]) -> list[str]:
    """The same without those that were taken back: what somebody went back from is nothing to go back to."""
    order: list[str] = []
    for record in history:
        if record["outcome"] != "succeeded":
            continue
        name = record["release"]
        if record.get("kind") == "rollback" and name in order:
            order = order[: order.index(name) + 1]
        else:
            order = [other for other in order if other != name] + [name]
    return order


def release_to_return_to(known: dict[str, Any], wanted: str = "") -> dict[str, Any]:
    """Manifest of the release to go back to: the wanted one, else the one that served before the current one and was
    not taken back.

    `known` is what release_facts returns. Raises with the choices where there is no such release.
    """
    current = known.get("current", {}).get("release", "")
    order = [name for name in served(known["history"]) if known["manifests"].get(name)]
    choices = [name for name in reversed(order) if name != current]
    named = f"Releases that served here: {', '.join(choices[:10]) or 'none'}."
    if wanted:
        # One that has never served may be what is broken.
        if wanted not in order:
            raise AnsibleFilterError(f"Release {wanted} never served here, or is not remembered. {named} Say RELEASE=…")
        return as_manifest(known["manifests"][wanted], wanted)
    stood = [name for name in standing(known["history"]) if name in order]
    earlier = stood[: stood.index(current)] if current in stood else stood
    if not earlier:
        raise AnsibleFilterError(f"There is no release before {current or 'the first'}. {named}")
    return as_manifest(known["manifests"][earlier[-1]], earlier[-1])


def runs(running: dict[str, str], manifest: dict[str, Any]) -> bool:
    """Whether the engine has exactly these images; the worker is the backend's image."""
    images = manifest.get("images") or {}
    return bool(images) and running == {
        "backend": images["backend"],
        "worker": images["backend"],
        "frontend": images["frontend"],
        "cache": images["cache"],
    }


def differences(target: dict[str, Any], current: dict[str, Any]) -> list[str]:
    """Which images change from one manifest to another."""
    before = current.get("images") or {}
    return [name for name, image in target["images"].items() if before.get(name) != image]


def objections(known: dict[str, Any], target: dict[str, Any], report: str) -> list[str]:
    """Why a release must not be attested; nothing when it may. `report` is the JUnit file of the acceptance run."""
    reasons = []
    current = known.get("current") or {}
    if current != target or not runs(known.get("running") or {}, target):
        reasons.append(f"{current.get('release', 'nothing')} serves here, not this manifest's images")
    last = next((record for record in reversed(known["history"]) if record["release"] == target["release"]), {})
    if last.get("outcome") != "succeeded":
        reasons.append(f"its last deployment here {last.get('outcome', 'never happened')}")
    try:
        suites = list(ET.fromstring(report).iter("testsuite"))  # noqa: S314 - written by our own test run
        figures = {
            key: sum(int(suite.get(key, 0)) for suite in suites) for key in ("tests", "skipped", "failures", "errors")
        }
        began = min(
            datetime.datetime.fromisoformat(suite.attrib["timestamp"]).astimezone(datetime.UTC) for suite in suites
        )
    except (ET.ParseError, KeyError, ValueError):
        return [*reasons, "the acceptance report cannot be read"]
    if figures["failures"] + figures["errors"] or figures["tests"] <= figures["skipped"]:
        reasons.append(f"the acceptance run has {figures}")
    if last.get("outcome") == "succeeded" and began < datetime.datetime.fromisoformat(last["finished_at"]):
        reasons.append("the acceptance run began before the release was in service; run it again")
    return reasons


class FilterModule:
    """What Ansible asks a filter plugin for."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {
            "as_manifest": as_manifest,
            "release_to_return_to": release_to_return_to,
            "runs_release": runs,
            "release_differences": differences,
            "release_objections": objections,
        }
