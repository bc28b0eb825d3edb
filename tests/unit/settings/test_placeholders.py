"""Placeholders: what counts as not set, where."""

from __future__ import annotations

from typing import Any

import pytest

from codementee_settings.placeholders import names, placeholder, within


@pytest.mark.parametrize(
    "value",
    [
        "CHANGEME",
        "changeme",
        "x-change-me-x",
        "<your domain>",
        ["ok", "CHANGEME"],
        {"a": ["<key>"]},
        f"a.in/b@sha256:{'0' * 64}",
    ],
)
def test_marks_are_placeholders_everywhere(value: Any) -> None:
    assert placeholder(value, documentation_allowed=True)


@pytest.mark.parametrize(
    "value",
    [
        "example.com",
        "www.example.org",
        "ops@example.net",
        "https://a.staging.example.com/x",
        "codementee.test",
        "x.invalid",
        "192.0.2.1",
        "198.51.100.10/32",
        "203.0.113.255",
        "2001:db8::1",
        ["10.0.0.1", "198.51.100.1"],
        {"a": {"b": "example.com"}},
        "mongodb://u:p@db.example.com:27017/?tls=true",
        "-o ProxyJump=ops@203.0.113.9",
    ],
)
def test_documentation_addresses_are_placeholders_outside_the_sandbox(value: Any) -> None:
    assert placeholder(value, documentation_allowed=False)
    assert placeholder(value, documentation_allowed=True) is None


@pytest.mark.parametrize(
    "value",
    [
        "codementee.in",
        "example.com.codementee.in",
        "notexample.com",
        "testing",
        "a.test.in",
        "10.0.0.1",
        "1192.0.2.1",
        "8.8.8.8",
        "contest.io",
        "a < b > c",
        5,
        None,
        True,
        "",
        "2001:db9::1",
        "192.0.2",
        "v198.51.100.1.2",
    ],
)
def test_real_values_are_no_placeholders(value: Any) -> None:
    assert placeholder(value, documentation_allowed=False) is None


def test_names_are_found_in_text() -> None:
    assert names("https://A.in:443/x?y=b.co.in ops@c.in") == ["a.in", "b.co.in", "c.in"]


def test_within_respects_label_borders() -> None:
    assert within("a.in", "a.in")
    assert within("x.a.in", "a.in")
    assert not within("xa.in", "a.in")
