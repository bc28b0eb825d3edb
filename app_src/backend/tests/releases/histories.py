"""Histories as deployments write them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from codementee.releases.repository import FILE


def entry(release: str, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever JSON holds
    """A line of a deployment that held; ``fields`` replace or add."""
    return {
        "id": f"20261128T201500Z-{release}",
        "kind": "deploy",
        "environment": "staging",
        "release": release,
        "previous": "77aa001",
        "by": "Ada",
        "link": "https://ci.invalid/runs/7",
        "started_at": "2026-11-28T20:15:00Z",
        "finished_at": "2026-11-28T20:15:52Z",
        "duration_seconds": 52,
        "outcome": "succeeded",
        "reason": None,
        "images": {"backend": "registry.invalid/codementee/backend@sha256:" + "0" * 64},
        "changes": ["Show who may cancel", "Ask for plans once"],
        "snapshot": None,
        "watch": {
            "seconds": 60,
            "requests": 12_000,
            "errors": 0,
            "p95_ms": 41.5,
            "before": {"requests": 11_500, "errors": 1, "p95_ms": 40.0},
        },
        "notified": {"chat": "delivered", "mail": "off"},
    } | fields


def write(directory: Path, *entries: Mapping[str, Any]) -> None:
    (directory / FILE).write_text("".join(json.dumps(each) + "\n" for each in entries))
