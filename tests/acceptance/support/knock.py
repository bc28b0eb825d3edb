"""Sends many small requests with one connection and reports each answer's status and error code.

One file, standard library only, so that it also runs on a server: reads from --plan FILE a JSON list of
{"method", "path", "headers", "body"} and prints a JSON list of [status, code], code "" where there is none.
"""

from __future__ import annotations

import argparse
import http.client
import json
import sys
from typing import Any


def answer(connection: http.client.HTTPConnection, request: dict[str, Any], host: str) -> tuple[int, str]:
    body = request.get("body")
    headers = {"Host": host} | request.get("headers", {})
    if body is not None:
        headers["Content-Type"] = "application/json"
    connection.request(request["method"], request["path"], body=body, headers=headers)
    response = connection.getresponse()
    content = response.read()
    if response.status < 400:
        return response.status, ""
    try:
        return response.status, str(json.loads(content)["error"]["code"])
    except (ValueError, KeyError, TypeError):
        return response.status, "(no error body)"


def main() -> None:
    parser = argparse.ArgumentParser(description="Requests in, statuses out.")
    parser.add_argument("--connect", required=True, metavar="ADDRESS:PORT")
    parser.add_argument("--host", required=True)
    parser.add_argument("--plan", required=True, help="file with the requests; - reads standard input")
    given = parser.parse_args()
    source = sys.stdin.read() if given.plan == "-" else open(given.plan, encoding="utf-8").read()  # noqa: SIM115, PTH123
    address, _, port = given.connect.rpartition(":")
    connection = http.client.HTTPConnection(address, int(port), timeout=20)
    print(json.dumps([answer(connection, request, given.host) for request in json.loads(source)]))


if __name__ == "__main__":
    main()
