"""What holds for every request, on the running API."""

from typing import Any

import httpx2
import pytest

from tests.conftest import Database, StartProcess
from tests.support.processes import Codementee, wait_until

REQUEST_ID = "5d41402abc4b2a76b9719d911017c592"


def request_line(api: Codementee, response: httpx2.Response) -> dict[str, Any]:
    def lines() -> list[dict[str, Any]]:
        return [line for line in api.events("request") if line["request_id"] == response.headers["X-Request-ID"]]

    (line,) = wait_until(lines, what="the request's log line")
    return line


def test_request_is_one_line(shared_api: Codementee, reader: httpx2.Client) -> None:
    response = reader.get(
        "/api/health?token=hunter2", headers={"X-Request-ID": REQUEST_ID, "Authorization": "Bearer hunter2"}
    )
    line = request_line(shared_api, response)
    assert line.pop("timestamp")
    assert line.pop("duration_ms") > 0
    assert line == {
        "event": "request",
        "level": "info",
        "logger": "codementee",
        "method": "GET",
        "route": "/api/health",
        "status": 200,
        "client": "127.0.0.1",
        "request_id": REQUEST_ID,
        "service": "api",
        "release": shared_api.release,
        "environment": "development",
    }
    assert "hunter2" not in shared_api.log.read_text()


def test_request_id_is_answered_and_made_when_absent_or_malformed(reader: httpx2.Client) -> None:
    given = reader.get("/api/health", headers={"X-Request-ID": REQUEST_ID})
    assert given.headers["X-Request-ID"] == REQUEST_ID
    malformed = reader.get("/api/health", headers={"X-Request-ID": "a b;c"}).headers["X-Request-ID"]
    absent = reader.get("/api/health").headers["X-Request-ID"]
    assert malformed != absent
    assert len(malformed) == len(absent) == 32


def test_every_error_has_the_same_shape(shared_api: Codementee, reader: httpx2.Client) -> None:
    answers = {
        ("GET", "/api/nothing-here"): (404, "not_found"),
        ("DELETE", "/api/companies"): (405, "method_not_allowed"),
        ("GET", "/api/companies?limit=101"): (400, "invalid_parameter"),
        ("GET", "/api/companies/"): (404, "not_found"),
    }
    for (method, path), (status, code) in answers.items():
        response = reader.request(method, path)
        error = response.json()["error"]
        assert (response.status_code, error["code"]) == (status, code)
        assert error["request_id"] == response.headers["X-Request-ID"]
        assert response.headers["Cache-Control"] == "no-store"
        assert request_line(shared_api, response)["route"] in {"unmatched", "/api/companies"}


def test_invalid_parameter_is_named(reader: httpx2.Client) -> None:
    error = reader.get("/api/companies?limit=many").json()["error"]
    assert [field["path"] for field in error["fields"]] == ["limit"]


def test_unhandled_exception_is_a_500_with_one_traced_line(
    api: Codementee, client: httpx2.Client, seeded: Database
) -> None:
    # A document no release ever wrote: the defect stands for all that nobody foresaw.
    seeded.companies.update_one({"slug": "google"}, {"$unset": {"name": ""}})
    response = client.get("/api/companies", headers={"X-Request-ID": REQUEST_ID})
    assert response.status_code == 500
    assert response.json()["error"]["code"] == "internal_error"
    assert "name" not in response.text
    (failure,) = api.events("unhandled_exception")
    assert failure["request_id"] == REQUEST_ID
    assert "KeyError" in failure["exception"]
    assert request_line(api, response)["status"] == 500


def test_metrics_count_by_route_and_status(api: Codementee, client: httpx2.Client) -> None:
    for _ in range(3):
        client.get("/api/health")
    request_line(api, client.get("/api/wp-login.php"))
    assert api.metric('codementee_http_requests_total{method="GET",route="/api/health",status="200"}') == 3
    assert api.metric('codementee_http_requests_total{method="GET",route="unmatched",status="404"}') == 1
    assert api.metric('codementee_http_request_duration_seconds_count{method="GET",route="/api/health"}') == 3
    assert api.metric("codementee_http_requests_in_progress") == 0


def test_metrics_are_not_on_the_public_port(reader: httpx2.Client) -> None:
    assert reader.get("/metrics").status_code == 404


def test_server_does_not_introduce_itself(reader: httpx2.Client) -> None:
    assert "server" not in reader.get("/api/health").headers


@pytest.mark.parametrize(("trusted", "client_address"), [("127.0.0.0/8", "203.0.113.7"), ("10.77.0.0/16", "127.0.0.1")])
def test_forwarded_address_counts_only_from_trusted_networks(
    start: StartProcess, trusted: str, client_address: str
) -> None:
    api = start(CODEMENTEE_FORWARDED_ALLOW_IPS=trusted)
    response = httpx2.get(f"{api.url}/api/health", headers={"X-Forwarded-For": "203.0.113.7"})
    assert request_line(api, response)["client"] == client_address


def test_client_cannot_choose_its_address_behind_a_trusted_proxy(start: StartProcess) -> None:
    api = start(CODEMENTEE_FORWARDED_ALLOW_IPS="127.0.0.0/8,10.77.0.0/16")
    forwarded = {"X-Forwarded-For": "198.18.0.1, 203.0.113.7, 10.77.0.4"}
    assert request_line(api, httpx2.get(f"{api.url}/api/health", headers=forwarded))["client"] == "203.0.113.7"
