"""All state of all vendors: plain JSON in memory, and in a file when one is set."""

import asyncio
import json
from collections.abc import Coroutine
from datetime import UTC, datetime
from typing import Any

from . import seed
from .settings import Settings
from .types import Clock, Json


def utc_now() -> datetime:
    return datetime.now(UTC)


class Store:
    def __init__(self, settings: Settings, clock: Clock = utc_now) -> None:
        self.settings = settings
        self.clock = clock
        self.data: Json = {}
        self.tasks: set[asyncio.Task[None]] = set()
        self.reset()
        file = settings.state_file
        if file is not None and file.exists():
            self.data |= json.loads(file.read_text(encoding="utf-8"))

    def reset(self) -> None:
        """Back to how the program starts on an empty disk."""
        self.data = {
            "counters": {},
            "mails": [],
            "messages": [],
            "webhooks": [],
            "calls": [],
            "faults": [],
            "hostinger": seed.hostinger_account(self.settings.domain, self.now_text()),
            "cloudflare": seed.cloudflare_account(self.settings.domain, self.now_text()),
            "razorpay": {"orders": {}, "payments": {}, "refunds": {}, "idempotency": {}, "events": {}},
            "resend": {"idempotency": {}},
        }

    def save(self) -> None:
        """Write the file whole, so that a crash leaves the old or the new one."""
        file = self.settings.state_file
        if file is None:
            return
        new = file.with_suffix(".new")
        new.write_text(json.dumps(self.data), encoding="utf-8")
        new.replace(file)

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Run beside the requests; the set keeps the task from being collected before it is done."""
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def part(self, vendor: str) -> Json:
        part: Json = self.data[vendor]
        return part

    def items(self, name: str) -> list[Json]:
        items: list[Json] = self.data[name]
        return items

    def record(self, name: str, entry: Json) -> Json:
        """Append to a list of the inbox; the oldest calls make room."""
        entry = {"id": self.next_id(name), "at": self.now_text(), **entry}
        items = self.items(name)
        items.append(entry)
        del items[: -self.settings.recorded_calls]
        return entry

    def next_id(self, name: str, start: int = 1) -> int:
        counters: dict[str, int] = self.data["counters"]
        counters[name] = counters.get(name, start - 1) + 1
        return counters[name]

    def now(self) -> float:
        return self.clock().timestamp()

    def now_text(self) -> str:
        return self.clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def page_of(items: list[Any], page: int, per_page: int) -> list[Any]:
    return items[(page - 1) * per_page : page * per_page]
