"""The worker's container killed again and again while mails are due: each arrives once. Part of the campaign."""

from __future__ import annotations

import json
import secrets
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from pymongo.database import Database as Content

from acceptance.support.database import Database
from acceptance.support.server import Server
from acceptance.support.settings import Environment
from acceptance.support.stack import Stack
from acceptance.support.track import Track
from acceptance.support.vendors import Vendors
from acceptance.support.waiting import wait_until

pytestmark = [pytest.mark.disruptive, pytest.mark.campaign, pytest.mark.timeout(1_500)]

KILLS = 50
# Registrations before each kill, each of which is a mail.
MAILS_EACH = 6
# How long the mail service takes to answer: what a kill hits is most often a mail that was accepted, unknown to us.
ANSWER_SECONDS = 0.3
# A mail that was in the hands of a killed worker is its own for 45 s.
DRAIN_SECONDS = 180


@contextmanager
def slow_answers(vendors: Vendors) -> Iterator[None]:
    vendors.do("POST", "faults", {"vendor": "resend", "kind": "delay", "delay_seconds": ANSWER_SECONDS})
    try:
        yield
    finally:
        vendors.do("DELETE", "faults")


class Mails:
    """Registrations and the mails they cause, as the platform keeps them."""

    def __init__(self, platform: Content[dict[str, Any]], track: Track) -> None:
        self._outbox = platform["outbox"]
        self._track = track
        self._mark = f"killed-{secrets.token_hex(4)}"
        self._password = secrets.token_urlsafe(18)
        self.addresses: list[str] = []

    def register(self, count: int) -> None:
        made = [f"{self._mark}-{len(self.addresses) + number}@example.com" for number in range(count)]
        form = {"password": self._password, "name": "Acceptance", "accept_terms": True}
        request = {"method": "POST", "path": "/api/auth/register-free", "headers": {}}
        requests = [request | {"body": json.dumps(form | {"email": address})} for address in made]
        assert [status for status, _, _ in self._track.all(requests)] == [201] * count
        self.addresses += made

    def count(self, **query: Any) -> int:
        return int(self._outbox.count_documents({"email": {"$regex": f"^{self._mark}-"}, **query}))

    def sent(self) -> int:
        return self.count(state="sent")

    def reached(self, goal: int) -> bool:
        return self.sent() >= goal


def killed(server: Server, stack: Stack) -> float:
    """Kill the worker as the kernel would; seconds until the engine runs another."""
    (container,) = stack.containers("worker")
    server.run(f"docker kill --signal KILL {container}")
    _, seconds = wait_until("the engine runs another worker", lambda: stack.containers("worker"), 60, every=0.1)
    assert stack.containers("worker") != [container]
    return seconds


def test_every_mail_arrives_once(
    environment: Environment, server: Server, stack: Stack, database: Database, vendors: Vendors
) -> None:
    mails = Mails(database.content(environment.get("app_mongodb_database")), Track(environment, server))
    before = {part: vendors.newest(part) for part in ("mails", "calls")}
    in_hand, waits, began = 0, [], time.monotonic()
    with slow_answers(vendors):
        for _ in range(KILLS):
            mails.register(MAILS_EACH)
            goal = mails.sent() + secrets.randbelow(MAILS_EACH)
            wait_until("some more mails were sent", partial(mails.reached, goal), 90, every=0.05)
            waits.append(killed(server, stack))
            in_hand += mails.count(state="pending", lease={"$exists": True}) > 0
    total = len(mails.addresses)
    _, drained = wait_until("every mail was sent", lambda: mails.sent() == total, DRAIN_SECONDS)
    assert mails.count() == total, "registrations cause one mail each"
    arrived = [mail for mail in vendors.inbox("mails", after=before["mails"]) if mail["to"][0] in set(mails.addresses)]
    assert Counter(mail["to"][0] for mail in arrived) == dict.fromkeys(mails.addresses, 1)
    assert len({mail["idempotency_key"] for mail in arrived}) == total
    calls = vendors.inbox("calls", after=before["calls"], vendor="resend")
    asked = sum(call["method"] == "POST" and call["body"]["to"][0] in set(mails.addresses) for call in calls)
    print(
        f"{KILLS} kills in {time.monotonic() - began:.0f} s ({in_hand} with mails in hand, another worker after "
        f"{min(waits):.1f} to {max(waits):.1f} s), {total} mails: {asked} requests, {len(arrived)} accepted, "
        f"each address once; drained {drained:.0f} s after the last kill"
    )
    # The kills must have hit something, or this shows nothing.
    assert in_hand >= KILLS // 2
    assert asked > total, "no request was repeated"
