"""The role notifications as playbooks include it: what is told, that nothing leaks, and that it fails no play."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx2
import pytest

from playbooks import Copy, Run
from vendors import KEY, TOKEN, Vendors

PROBE = """---
- name: Tell
  hosts: localhost
  connection: local
  gather_facts: false
  vars:
    # As what a command printed: not trusted to be a template.
    notifications_event: "{{ lookup('ansible.builtin.file', playbook_dir ~ '/../event.json') | from_json }}"
  tasks:
    - name: Tell what became of it
      ansible.builtin.include_role:
        name: notifications
        tasks_from: send

    - name: Show the outcome
      ansible.builtin.debug:
        var: notifications_outcome
"""
EVENT: dict[str, Any] = {
    "kind": "succeeded",
    "environment": "staging",
    "release": "4bf92f3",
    "previous": "77aa001",
    "by": "Ada <ada@a.in>",
    "link": "https://ci.a.in/runs/7?a=1&b=2",
    "duration_seconds": 185,
    "changes": [f"Change {number}" for number in range(12)] + ["never told"],
    "reason": None,
    "url": "https://staging.a.in",
}
HOSTILE = '<!channel> <script>alert(1)</script> "quoted" {{ 1 + 1 }} *bold* & <https://evil.in|click>'


@pytest.fixture(scope="module")
def running() -> Iterator[str]:
    thread = Vendors()
    thread.start()
    yield thread.url()
    thread.server.should_exit = True
    thread.join()


@pytest.fixture
def vendors(running: str) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=running, timeout=10) as client:
        client.post("/_control/reset")
        yield client


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    made = Copy.make(tmp_path)
    (tmp_path / "playbooks/probe.yml").write_text(PROBE, encoding="utf-8")
    return made


def tell(copy: Copy, base: str, *arguments: str, **changed: Any) -> Run:
    event = EVENT | changed.pop("event", {})
    (copy.root / "event.json").write_text(json.dumps(event), encoding="utf-8")
    settings = {
        "ansible_python_interpreter": "{{ ansible_playbook_python }}",
        "notifications_templates": str(copy.root / "templates/notifications"),
        "notifications_chat_webhook_url": f"{base}/services/T1/B1/{TOKEN}",
        "notifications_mail_base_url": base,
        "notifications_mail_api_key": KEY,
        "notifications_mail_from": "Codementee <hello@a.in>",
        "notifications_mail_to": ["ops@a.in"],
        "notifications_pause_seconds": 0,
        **changed,
    }
    return copy.run("sandbox", "playbooks/probe.yml", "-e", json.dumps(settings), *arguments, password=None)


def outcome(run: Run) -> dict[str, str]:
    assert run.code == 0, run.output
    found: dict[str, str] = run.results[-1]["notifications_outcome"]
    return found


def told(vendors: httpx2.Client) -> tuple[dict[str, Any], dict[str, Any]]:
    """The one message and the one mail."""
    inbox = vendors.get("/_control/inbox").json()
    (message,), (mail,) = inbox["messages"], inbox["mails"]
    return message["message"], mail


class Text(HTMLParser):
    """What a mail program shows, the tags it was made of, and where links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.shown, self.tags, self.links = "", set[str](), list[str]()
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.shown += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]


def test_everything_is_told_to_both(copy: Copy, vendors: httpx2.Client, running: str) -> None:
    assert outcome(tell(copy, running)) == {"chat": "delivered", "mail": "delivered"}
    message, mail = told(vendors)
    assert message["text"] == mail["subject"] == "4bf92f3 is in service on staging"
    blocks = json.dumps(message["blocks"], ensure_ascii=False)
    html = Text(mail["html"])
    for fact in ("staging", "4bf92f3", "77aa001", "3 min 05 s", "Change 0", "Change 9", "and 3 more"):
        assert fact in blocks, fact
        assert fact in mail["text"], fact
        assert fact in html.shown, fact
    for whole in (blocks, mail["text"], html.shown):
        assert "Change 10" not in whole
        assert "never told" not in whole
        assert "None" not in whole
    assert html.links == ["https://staging.a.in", "https://ci.a.in/runs/7?a=1&b=2"]
    assert "<https://ci.a.in/runs/7?a=1&amp;b=2|What it is about>" in blocks
    assert "Ada <ada@a.in>" in mail["text"]


@pytest.mark.parametrize("kind", ["started", "succeeded", "failed", "reverted", "rolled_back"])
def test_each_kind_has_its_headline(copy: Copy, vendors: httpx2.Client, running: str, kind: str) -> None:
    """With nothing but what every event has."""
    event = dict.fromkeys(EVENT) | {"kind": kind, "environment": "staging", "release": "4bf92f3", "changes": []}
    assert outcome(tell(copy, running, event=event))["mail"] == "delivered"
    message, mail = told(vendors)
    assert "4bf92f3" in mail["subject"]
    assert "staging" in mail["subject"]
    assert kind.split("_", maxsplit=1)[0] not in ("failed", "rolled") or kind.replace("_", " ") in mail["subject"]
    assert "None" not in json.dumps(message) + mail["text"] + mail["html"]


def test_nothing_a_person_typed_is_markup_or_code(copy: Copy, vendors: httpx2.Client, running: str) -> None:
    event = {
        "kind": "failed",
        "by": HOSTILE,
        "reason": HOSTILE,
        "changes": [HOSTILE],
        "link": "javascript:alert(1)",
        "url": 'https://a.in/"><b>',
    }
    assert outcome(tell(copy, running, event=event)) == {"chat": "delivered", "mail": "delivered"}
    message, mail = told(vendors)
    said = json.dumps(message, ensure_ascii=False)
    assert "<!channel>" not in said
    assert "<https://evil.in" not in said
    assert "&lt;!channel&gt;" in said
    html = Text(mail["html"])
    assert not html.tags & {"script", "b"}
    assert html.links == ["https://a.in/%22%3E%3Cb%3E"]
    assert html.shown.count("<script>alert(1)</script>") == 3
    assert "{{ 1 + 1 }}" in mail["text"]


def test_dead_receivers_fail_nothing_and_are_named(copy: Copy) -> None:
    run = tell(copy, "http://127.0.0.1:9")
    assert set(outcome(run).values()) == {"failed: the connection was refused, 3 times"}
    assert "Not everybody was told" in run.output


def test_a_broken_template_fails_nothing(copy: Copy, running: str) -> None:
    (copy.root / "broken").mkdir()
    run = tell(copy, running, notifications_templates=str(copy.root / "broken"))
    assert set(outcome(run).values()) == {"failed: the notification could not be made (Write the texts)"}


@pytest.mark.parametrize("base", ["", "http://127.0.0.1:9"])
def test_neither_address_nor_key_is_ever_printed(copy: Copy, running: str, base: str) -> None:
    run = tell(copy, base or running, "-vvvv", "--diff")
    assert run.code == 0
    assert TOKEN not in run.output
    assert KEY not in run.output


def test_a_dry_run_tells_nobody(copy: Copy, vendors: httpx2.Client, running: str) -> None:
    assert outcome(tell(copy, running, "--check")) == {"chat": "off", "mail": "off"}
    assert vendors.get("/_control/inbox").json()["calls"] == []


def test_each_can_be_switched_off(copy: Copy, running: str) -> None:
    assert outcome(tell(copy, running, notifications_chat_enabled=False))["chat"] == "off"
    assert outcome(tell(copy, running, notifications_mail_to=[]))["mail"] == "off"
