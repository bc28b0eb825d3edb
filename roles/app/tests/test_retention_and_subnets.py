"""Which images may go, and which ranges overlap."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from docker_image_retention import Image, removable
from subnets import overlapping_subnets

NOW = datetime(2026, 11, 22, tzinfo=UTC)
OURS = ["registry.example.com:5000/codementee/*"]


def release(number: int, name: str = "backend") -> Image:
    reference = f"registry.example.com:5000/codementee/{name}@sha256:{number}"
    return Image(f"{name}-{number}", (reference,), NOW - timedelta(days=100 - number))


def gone(images: list[Image], used: set[str] = frozenset(), keep: int = 5, days: int = 7) -> list[str]:  # type: ignore[assignment]
    return [image.id for image in removable(images, set(used), OURS, keep, NOW - timedelta(days=days))]


def test_the_newest_releases_of_each_repository_stay() -> None:
    images = [release(number, name) for name in ("backend", "router") for number in range(1, 8)]
    assert gone(images) == ["backend-1", "backend-2", "router-1", "router-2"]


def test_an_old_release_that_runs_stays_and_does_not_count_less() -> None:
    assert gone([release(number) for number in range(1, 8)], {"backend-1"}) == ["backend-2"]


def test_other_images_go_by_age_when_nothing_runs_them() -> None:
    old, new = Image("old", ("debian:12",), NOW - timedelta(days=9)), Image("new", ("debian:13",), NOW)
    untagged = Image("untagged", (), NOW - timedelta(days=9))
    assert gone([old, new, untagged]) == ["old", "untagged"]
    assert gone([old, new, untagged], {"old"}) == ["untagged"]


def test_under_pressure_age_protects_nothing() -> None:
    new = Image("new", ("debian:13",), NOW - timedelta(minutes=1))
    assert gone([new, *(release(number) for number in (1, 2, 3))], keep=2, days=0) == ["new", "backend-1"]


def test_a_port_is_not_a_tag() -> None:
    assert release(1).repositories == {"registry.example.com:5000/codementee/backend"}
    assert Image("x", ("debian:13",), NOW).repositories == {"debian"}


def test_overlapping_ranges_are_named_in_pairs() -> None:
    assert overlapping_subnets(["10.77.0.0/16", "10.78.0.0/16", "2001:db8::/32"]) == []
    assert overlapping_subnets(["10.77.0.0/16", "10.77.4.0/24"]) == ["10.77.0.0/16 and 10.77.4.0/24"]
