"""Carries requests to an address that only this place reaches: one JSON object a line in, one JSON list a line out.

One file, standard library only, so that it also runs on a server: reads {"method", "path", "headers", "body"} and
answers [status, [[name, value], …], text]. All go over one connection, one after the other.
"""

from __future__ import annotations

import http.client
import json
import sys
from typing import Any

TIMEOUT_SECONDS = 60


def carry(connection: http.client.HTTPConnection, request: dict[str, Any]) -> tuple[int, list[tuple[str, str]], str]:
    body = request.get("body")
    connection.request(request["method"], request["path"], body=body, headers=request["headers"])
    response = connection.getresponse()
    content = response.read()
    return response.status, response.getheaders(), content.decode(errors="replace")


def main(target: str) -> None:
    address, _, port = target.rpartition(":")
    connection = http.client.HTTPConnection(address, int(port), timeout=TIMEOUT_SECONDS)
    for line in sys.stdin:
        print(json.dumps(carry(connection, json.loads(line))), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
