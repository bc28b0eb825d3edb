"""3.3: security headers on all responses, errors included."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import pytest

from acceptance.report.plugin import Evidence
from acceptance.support.clients import Clients
from acceptance.support.runners import run_load
from acceptance.support.server import Server
from acceptance.support.settings import Environment
from acceptance.support.waiting import wait_until
from acceptance.support.web import Web

REQUIRED = {
    "strict-transport-security": "max-age=",
    "content-security-policy": "frame-ancestors",
    "x-content-type-options": "nosniff",
    "referrer-policy": "",
    "permissions-policy": "camera=()",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-",
}
REVEALING = ("x-powered-by", "x-runtime", "x-aspnet-version", "via")
SOFTWARE = ("nginx", "haproxy", "uvicorn", "granian", "python", "debian", "valkey")


@dataclass(frozen=True)
class Answer:
    """What matters of an answer here."""

    what: str
    status: int
    headers: Mapping[str, str]
    body: str = ""


def missing(answer: Answer) -> list[str]:
    """Required headers that an answer lacks or has with another value."""
    lacking = [
        name
        for name, part in REQUIRED.items()
        if part not in answer.headers.get(name, "") or name not in answer.headers
    ]
    return [f"{name}: {answer.headers.get(name)}" for name in lacking]


def check(answers: list[Answer]) -> str:
    bare = {answer.what: missing(answer) for answer in answers if missing(answer)}
    assert not bare, f"headers missing or weak: {bare}"
    statuses = ", ".join(str(status) for status in sorted({answer.status for answer in answers}))
    return f"{len(REQUIRED)} headers on {len(answers)} kinds of answer (status {statuses})"


def raw(visitor: Web, host: str, what: str, request: str, expected: int) -> Answer:
    answer = visitor.raw(host, request.encode("latin-1"))
    assert answer.status == expected, f"{what}: {answer.status} instead of {expected}"
    return Answer(what, answer.status, answer.headers, answer.body.decode("latin-1"))


@pytest.fixture(scope="module")
def pages(environment: Environment, visitor: Web) -> list[Answer]:
    host = environment.canonical_host
    paths = [
        f"https://{host}/", f"https://{host}/some/route", f"https://{host}/api/health", f"https://{host}/api/companies",
        f"https://{host}/api/pricing-plans", f"https://{host}/assets/none-00000000.js", f"https://{environment.api_host}/api/health",
        f"https://{environment.www_host}/x?y=1", f"https://{host}{environment.get('nginx_payment_path')}book",
    ]  # fmt: skip
    answers = [(path, visitor.get(path)) for path in paths]
    return [Answer(path, answer.status_code, answer.headers) for path, answer in answers]


@pytest.fixture(scope="module")
def errors(environment: Environment, visitor: Web) -> list[Answer]:
    """Errors of the edge itself and of the application, each provoked and with the status it must have."""
    host = environment.canonical_host
    end = f"Host: {host}\r\nConnection: close\r\n"
    too_large = 64 * 1024 * 1024
    return [
        raw(visitor, host, "malformed host", "GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n", 400),
        raw(visitor, host, "unknown protocol version", f"GET / HTTP/9.9\r\n{end}\r\n", 505),
        raw(visitor, host, "missing host", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400),
        raw(visitor, host, "unknown API path", f"GET /api/none HTTP/1.1\r\n{end}\r\n", 404),
        raw(visitor, host, "wrong method", f"DELETE /api/companies HTTP/1.1\r\n{end}Content-Length: 0\r\n\r\n", 405),
        raw(
            visitor,
            host,
            "body too large",
            f"POST /api/companies HTTP/1.1\r\n{end}Content-Length: {too_large}\r\n\r\n",
            413,
        ),
        raw(visitor, host, "address too long", f"GET /{'a' * 20_000} HTTP/1.1\r\n{end}\r\n", 414),
        raw(
            visitor,
            environment.api_host,
            "not on this host",
            f"GET / HTTP/1.1\r\nHost: {environment.api_host}\r\n\r\n",
            404,
        ),
    ]


@pytest.mark.criterion("3.3", part="pages and API")
def test_pages_assets_redirects_and_api_carry_them(pages: list[Answer], evidence: Evidence) -> None:
    evidence(check(pages))


@pytest.mark.criterion("3.3", part="edge errors")
def test_errors_carry_them(errors: list[Answer], evidence: Evidence) -> None:
    evidence(check(errors))


@pytest.mark.disruptive
@pytest.mark.criterion("3.3", part="edge errors")
def test_answer_to_excess_carries_them(
    environment: Environment, clients: Clients, edge: str, evidence: Evidence
) -> None:
    result = run_load(
        clients.new(),
        f"{environment.url}/api/companies",
        edge,
        4,
        connections=40,
        requests=80,
        accept="200,429",
        watch=list(REQUIRED),
    )
    cut = result.statuses.get(429, 0)
    assert cut >= 10, f"only {cut} answers 429: nothing was measured"
    absent = {
        name: values for name, values in result.seen.items() if any(REQUIRED[name] not in value for value in values)
    }
    assert not absent, f"weak or absent on some of {result.sent} answers: {absent}"
    assert all("(absent)" not in values for values in result.seen.values()), result.seen
    evidence(f"{len(REQUIRED)} headers on {cut} answers 429")


@pytest.fixture
def closed_gateway(environment: Environment, server: Server, visitor: Web) -> Iterator[Callable[[str], Answer]]:
    """Both routers stopped: the edge has nobody behind it."""
    routers = " ".join(instance["name"] for instance in environment.get("router_instances"))
    server.run(f"docker stop --time 2 {routers}")
    try:
        yield lambda path: (lambda a: Answer(path, a.status_code, a.headers))(visitor.get(f"{environment.url}{path}"))
    finally:
        server.run(f"docker start {routers}")
        wait_until("the site serves again", lambda: visitor.get(f"{environment.url}/api/health").status_code == 200, 45)


@pytest.mark.disruptive
@pytest.mark.criterion("3.3", part="gateway errors")
def test_gateway_errors_carry_them(closed_gateway: Callable[[str], Answer], evidence: Evidence) -> None:
    answers = [closed_gateway(path) for path in ("/", "/api/companies", "/api/health")]
    assert all(answer.status in (502, 503, 504) for answer in answers), [(a.what, a.status) for a in answers]
    named = [
        a.headers.get("server", "")
        for a in answers
        if any(word in a.headers.get("server", "").lower() for word in SOFTWARE)
    ]
    assert not named, f"the server names itself on gateway errors: {named}"
    evidence(check(answers))


def directives_of(answer: Answer) -> list[tuple[str, str, str]]:
    policy = answer.headers["content-security-policy"]
    return [directive.strip().partition(" ") for directive in policy.split(";")]


@pytest.mark.criterion("3.3", part="content security policy")
def test_policy_allows_no_inline_script(pages: list[Answer], errors: list[Answer], evidence: Evidence) -> None:
    policies = {answer.headers["content-security-policy"] for answer in [*pages, *errors]}
    allowed: set[str] = set()
    for policy in policies:
        directives = {name: values for name, _, values in (d.strip().partition(" ") for d in policy.split(";"))}
        scripts = directives.get("script-src", directives.get("default-src", "*"))
        for unsafe in ("'unsafe-inline'", "'unsafe-eval'", "*", "data:", "http:", "https:"):
            assert unsafe not in scripts.split(), f"script-src {scripts}"
        assert directives.get("default-src") == "'none'", f"default-src {directives.get('default-src')}"
        for closed in ("base-uri", "frame-ancestors"):
            assert directives.get(closed) == "'none'", f"{closed} {directives.get(closed)}"
        allowed.add(scripts)
    counted = f"{len(policies)} policies on {len(pages) + len(errors)} answers"
    evidence(f"{counted}: default-src 'none', script-src {' or '.join(sorted(allowed))}")


@pytest.mark.criterion("3.3", part="content security policy")
def test_only_payment_pages_let_another_origin_in(
    environment: Environment, pages: list[Answer], evidence: Evidence
) -> None:
    area, sources = environment.get("nginx_payment_path"), environment.get("nginx_payment_sources")
    paying = [answer for answer in pages if f"{environment.canonical_host}{area}" in answer.what]
    others = [answer for answer in pages if answer not in paying]
    assert paying, f"no page below {area} was asked for"
    for answer in others:
        policy = answer.headers["content-security-policy"]
        assert "https:" not in policy, f"{answer.what}: {policy}"
        assert answer.headers["cross-origin-embedder-policy"] == "require-corp", answer.what
        assert answer.headers["cross-origin-opener-policy"] == "same-origin", answer.what
        assert "payment=()" in answer.headers["permissions-policy"], answer.what
    for answer in paying:
        given = {name: values.split() for name, _, values in directives_of(answer)}
        missed = [name for name, values in sources.items() if not set(values) <= set(given.get(name, []))]
        assert not missed, f"{answer.what} lacks sources in {missed}: {given}"
        foreign = [source for values in given.values() for source in values if source.startswith("https:")]
        named = [source for values in sources.values() for source in values]
        assert set(foreign) <= set(named), f"{answer.what} lets in more than is named: {foreign}"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin-allow-popups", answer.what
    evidence(f"{len(others)} answers from this origin only; below {area} also {', '.join(sorted(set(foreign)))}")


@pytest.mark.criterion("3.3", part="content security policy")
def test_page_needs_no_inline_script(environment: Environment, visitor: Web, evidence: Evidence) -> None:
    page = visitor.get(f"{environment.url}/").text.lower()
    inline = page.count("<script>") + page.count("javascript:") + page.count(" onclick=") + page.count(" onload=")
    assert inline == 0, f"{inline} inline scripts in the page"
    assert " style=" not in page, "inline styles in the page"
    evidence("the page has no inline script, handler or style")


@pytest.mark.criterion("3.3", part="server version hidden")
def test_nothing_names_software_or_version(pages: list[Answer], errors: list[Answer], evidence: Evidence) -> None:
    told = []
    for answer in [*pages, *errors]:
        told += [(answer.what, name) for name in REVEALING if name in answer.headers]
        server = answer.headers.get("server", "").lower()
        told += [(answer.what, f"Server: {server}") for word in (*SOFTWARE, "/") if word in server]
    told += [
        (answer.what, f"body names {word}") for answer in errors for word in SOFTWARE if word in answer.body.lower()
    ]
    assert not told, f"software named: {told}"
    count = len(pages) + len(errors)
    evidence(f"no software or version named in the headers of {count} answers or on {len(errors)} error pages")
