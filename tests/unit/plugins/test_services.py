"""The filter over `docker service ls`."""

from __future__ import annotations

import json

import pytest

from plugins.filter.services import short_services


def listing(*replicas: str) -> str:
    return "\n".join(json.dumps({"Name": f"s{number}", "Replicas": count}) for number, count in enumerate(replicas))


@pytest.mark.parametrize(
    ("replicas", "short"),
    [
        ((), []),
        (("2/2", "1/1"), []),
        (("1/2", "1/1"), ["s0 1/2"]),
        (("0/0",), ["s0 0/0"]),
        (("3/2",), ["s0 3/2"]),
        (("2/2 (max 1 per node)",), []),
        (("0/1 (1/1 completed)",), []),
        (("1/1 (0/1 completed)",), ["s0 0/1"]),
    ],
)
def test_services_that_are_not_complete_are_named(replicas: tuple[str, ...], short: list[str]) -> None:
    assert short_services(listing(*replicas)) == short


def test_an_unknown_listing_is_an_error_rather_than_all_right() -> None:
    with pytest.raises(ValueError, match="unknown replica count"):
        short_services(listing("many"))
