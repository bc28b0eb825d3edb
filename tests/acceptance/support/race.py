"""Sends many requests at the same moment, each on a connection of its own, and reports who was answered what, and when.

One file, standard library only, so that it also runs on a server: reads from standard input a JSON object
{"host", "targets": ["ADDRESS:PORT", …], "requests": [{"method", "path", "headers", "body"}, …]} and prints
{"answers": [[status, code, milliseconds], …], "seconds"}. Connections are opened before the start, so that what is
measured is the race and not the greeting; targets take turns.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from typing import Any

CONNECTIONS_AT_ONCE = 64
TIMEOUT_SECONDS = 60.0


def encode(request: dict[str, Any], host: str) -> bytes:
    body = (request.get("body") or "").encode()
    headers = {"Host": host, "Connection": "close", "Content-Length": str(len(body))} | request.get("headers", {})
    if body:
        headers["Content-Type"] = "application/json"
    lines = [f"{request['method']} {request['path']} HTTP/1.1", *(f"{key}: {value}" for key, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


async def answer(reader: asyncio.StreamReader) -> tuple[int, str]:
    received = await reader.read()
    head, _, body = received.partition(b"\r\n\r\n")
    status = int(head.split(b" ", 2)[1])
    if status < 400:
        return status, ""
    try:
        return status, str(json.loads(body[body.index(b"{") : body.rindex(b"}") + 1])["error"]["code"])
    except (ValueError, KeyError, TypeError):
        return status, "(no error body)"


async def run(plan: dict[str, Any]) -> dict[str, Any]:
    gate, opened = asyncio.Event(), asyncio.Semaphore(CONNECTIONS_AT_ONCE)
    ready = 0

    async def one(number: int, request: dict[str, Any]) -> tuple[int, str, float]:
        nonlocal ready
        address, _, port = plan["targets"][number % len(plan["targets"])].rpartition(":")
        message = encode(request, plan["host"])
        async with opened:
            reader, writer = await asyncio.open_connection(address, int(port))
        ready += 1
        await gate.wait()
        begun = time.monotonic()
        writer.write(message)
        await writer.drain()
        status, code = await asyncio.wait_for(answer(reader), TIMEOUT_SECONDS)
        writer.close()
        return status, code, round((time.monotonic() - begun) * 1_000, 1)

    tasks = [asyncio.create_task(one(number, request)) for number, request in enumerate(plan["requests"])]
    while ready < len(tasks):
        await asyncio.sleep(0.01)
    begun = time.monotonic()
    gate.set()
    answers = await asyncio.gather(*tasks)
    return {"answers": answers, "seconds": round(time.monotonic() - begun, 3)}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(run(json.load(sys.stdin)))))
