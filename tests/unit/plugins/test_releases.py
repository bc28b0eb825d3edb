"""How releases are told: nothing a person typed becomes markup, and a table is read at a glance."""

from __future__ import annotations

import json
from typing import Any

import pytest

from plugins.filter.releases import chat_link, chat_text, duration_text, release_history, release_table, web_address


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Show plans", "Show plans"),
        ("<!channel> & <https://a.in|here>", "&lt;!channel&gt; &amp; &lt;https://a.in|here&gt;"),
        ("*bold* _x_ ~y~ `z`", "\u200b*bold\u200b* \u200b_x\u200b_ \u200b~y\u200b~ \u200b`z\u200b`"),
        ("two\nlines\tand a tab", "two lines and a tab"),
        (None, ""),
        (7, "7"),
    ],
)
def test_nothing_typed_is_markup_in_a_chat(text: Any, shown: str) -> None:
    assert chat_text(text) == shown


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://a.in/x?y=1&z=2#w", "https://a.in/x?y=1&z=2#w"),
        ("http://a.in", "http://a.in"),
        ('https://a.in/"><script>', "https://a.in/%22%3E%3Cscript%3E"),
        ("https://a.in/x|y z", "https://a.in/x%7Cy%20z"),
        ("javascript:alert(1)", ""),
        ("https://", ""),
        ("https://[::1", ""),
        ("a.in", ""),
        (None, ""),
    ],
)
def test_only_addresses_of_the_web_become_links(address: Any, found: str) -> None:
    assert web_address(address) == found
    expected = f"<{found.replace('&', '&amp;')}|the &lt;site&gt;>" if found else ""
    assert chat_link(address, "the <site>") == expected


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 s"),
        (52, "52 s"),
        ("52", "52 s"),
        (59.6, "1 min 00 s"),
        (185, "3 min 05 s"),
        (3725, "1 h 02 min"),
        (None, ""),
        ("", ""),
        ("long", ""),
        (float("inf"), ""),
        (float("nan"), ""),
    ],
)
def test_durations_read_as_people_say_them(seconds: Any, said: str) -> None:
    assert duration_text(seconds) == said


def entry(release: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": f"20261128T201500Z-{release}",
        "kind": "deploy",
        "release": release,
        "by": "Ada",
        "started_at": "2026-11-28T20:15:00Z",
        "duration_seconds": 52,
        "outcome": "succeeded",
        "reason": None,
    } | fields


def test_a_history_is_read_without_its_half_line() -> None:
    lines = [json.dumps(entry("77aa001")), "", "null", "[]", "{}", json.dumps(entry("4bf92f3")), '{"id": "2026']
    assert [found["release"] for found in release_history("\n".join(lines))] == ["77aa001", "4bf92f3"]
    assert release_history("") == []


def test_a_table_is_aligned_and_in_the_historys_order() -> None:
    lines = release_table(
        [
            entry("77aa001", kind="install", duration_seconds=185),
            entry("4bf92f3", outcome="reverted", by="Grace Hopper", reason="Errors rose\nto 4 %. " + "x" * 200),
        ]
    )
    assert lines[0].split() == ["when", "release", "kind", "outcome", "took", "by", "reason"]
    assert lines[1] == "2026-11-28 20:15:00Z  77aa001  install  succeeded  3 min 05 s  Ada"
    assert lines[2].startswith(
        "2026-11-28 20:15:00Z  4bf92f3  deploy   reverted   52 s        Grace Hopper  Errors rose to 4 %. x"
    )
    assert lines[2].endswith("…")
    assert {line.index(name) for line, name in zip(lines, ("by", "Ada", "Grace"), strict=True)} == {
        lines[0].index("by")
    }


def test_a_table_sends_no_commands_to_a_terminal() -> None:
    assert "\x1b" not in "".join(release_table([entry("4bf92f3", by="\x1b[2JAda", reason="\x07bell")]))
    assert len(release_table([entry("4bf92f3", reason=None, by=None, duration_seconds=None)])) == 2
