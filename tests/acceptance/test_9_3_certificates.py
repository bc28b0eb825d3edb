"""9.3: valid certificates for all names, renewed in time, and kept whatever goes wrong."""

from __future__ import annotations

import re
import ssl
from contextlib import AbstractContextManager, ExitStack
from datetime import timedelta

import pytest
from cryptography import x509

from acceptance.report.plugin import Evidence
from acceptance.support.authority import Authority, one_more_name
from acceptance.support.clients import Clients
from acceptance.support.runners import Local, background
from acceptance.support.server import Server
from acceptance.support.settings import Environment
from acceptance.support.waiting import wait_until
from acceptance.support.web import Web, trust

ENSURE = "/usr/local/sbin/certificates ensure"
DAY = timedelta(days=1)
NOBODY = "198.51.100.99"
ADVICE = re.compile(
    r"^(Check|Correct|Wait|Set|Allow|The CA does not issue|The name does not lead|The CA's rate limit)", re.MULTILINE
)


@pytest.fixture(scope="module")
def strict(environment: Environment) -> ssl.SSLContext:
    """Trusts the ACME authority's roots alone (the system's where it is a public one)."""
    own = environment.option("project_ca_file")
    if not own:
        return trust([])
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(own)
    return context


@pytest.mark.usefixtures("resolver")
@pytest.mark.criterion("9.3", part="issued by ACME")
def test_every_name_has_a_valid_certificate(
    environment: Environment, strict: ssl.SSLContext, evidence: Evidence
) -> None:
    visitor = Web(strict)
    certificates = {host: visitor.certificate(host) for host in environment.names}
    visitor.close()
    for host, certificate in certificates.items():
        listed = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        missing = set(environment.names) - set(listed.get_values_for_type(x509.DNSName))
        assert not missing, f"the certificate of {host} lacks {missing}"
        assert certificate.issuer != certificate.subject, f"{host}: self-signed"
    issuer = certificate.issuer.rfc4514_string()
    evidence(f"{len(certificates)} names verified against the authority's roots, issued by {issuer}")


@pytest.mark.criterion("9.3", part="renewed at a third of life")
def test_renewal_is_due_at_a_third_of_life(
    environment: Environment, visitor: Web, server: Server, evidence: Evidence
) -> None:
    """The server's own renewal, asked an hour before and an hour after that moment, without moving any clock."""
    certificate = visitor.certificate(environment.canonical_host)
    life = certificate.not_valid_after_utc - certificate.not_valid_before_utc
    due = certificate.not_valid_after_utc - life / 3
    said = {}
    for hours in (-1, 1):
        moment = (due + timedelta(hours=hours)).isoformat()
        said[hours] = server.run(server.script("at_time.py", [moment, *ENSURE.split(), "--dry-run"]))
    assert "Nothing to do" in said[-1], f"an hour too early: {said[-1]}"
    assert "Would ask" in said[1], f"an hour after a third of its life is left: {said[1]}"
    assert server.run("systemctl is-active certificates.timer", check=False) == "active", "the timer does not run"
    evidence(
        f"life {life / DAY:.0f} days, asks anew with {life / DAY / 3:.0f} days left, not an hour before; timer active"
    )


@pytest.mark.disruptive
@pytest.mark.criterion("9.3", part="reload without a lost request")
def test_renewal_under_load_loses_nothing(
    environment: Environment,
    visitor: Web,
    local: Local,
    clients: Clients,
    server: Server,
    edge: str,
    evidence: Evidence,
) -> None:
    before = visitor.certificate(environment.canonical_host).serial_number
    page, api = f"{environment.url}/", f"{environment.url}/api/companies"
    json = ["Content-Type: application/json"]
    post = {"method": "POST", "body": "{}", "header": json, "accept": "405,404", "fresh": True}
    with (
        background(local, page, edge, 120, rate=25, connections=6) as kept,
        background(clients.new(), page, edge, 120, rate=25, connections=6, fresh=True) as fresh,
        background(clients.new(), api, edge, 120, rate=5, connections=2, **post) as posts,
    ):
        run = server.attempt(f"{ENSURE} --force", timeout=100)
        assert run.returncode == 0, run.stdout + run.stderr
        _, seconds = wait_until(
            "the new certificate is served",
            lambda: visitor.certificate(environment.canonical_host).serial_number != before,
            20,
        )
        loads = {"kept connections": kept.finish(), "new connections": fresh.finish(), "POST": posts.finish()}
    for name, result in loads.items():
        assert result.sent > 10, f"{name}: only {result.sent} requests were sent"
        assert result.failed == 0, f"{name}: {result.trouble()}"
    figures = "; ".join(f"{name} {result.summary()}" for name, result in loads.items())
    evidence(f"renewed by force, new serial served {seconds:.1f} s after the run; {figures}")


def check_kept(
    environment: Environment, visitor: Web, server: Server, *faults: AbstractContextManager[None], force: bool = True
) -> str:
    """Asking for a certificate fails under the faults, says what to do, and the certificate in use stays."""
    before = visitor.certificate(environment.canonical_host).serial_number
    with ExitStack() as stack:
        for fault in faults:
            stack.enter_context(fault)
        run = server.attempt(f"{ENSURE} --force" if force else ENSURE, timeout=240)
        after = visitor.certificate(environment.canonical_host).serial_number
        status = visitor.get(f"{environment.url}/").status_code
    said = run.stdout + run.stderr
    assert run.returncode != 0, f"it claims success: {said}"
    assert after == before, "another certificate is served"
    assert status == 200, f"the site answers {status}"
    advice = next((line for line in said.splitlines() if ADVICE.search(line)), None)
    assert advice is not None, f"the run does not say what to do: {said}"
    return f"exit status {run.returncode}, same serial served, 200; says: {advice}"


@pytest.fixture
def authority(environment: Environment, server: Server) -> Authority:
    """The authority, while the server's certificate is in order (test_renewal_under_load shows that renewal works)."""
    made = Authority(environment)
    assert "Nothing to do" in server.run(f"{ENSURE} --dry-run"), "the certificate is not in order to begin with"
    return made


@pytest.mark.disruptive
@pytest.mark.timeout(420)
@pytest.mark.criterion("9.3", part="CA down")
def test_certificate_stays_when_the_ca_is_down(
    environment: Environment, visitor: Web, server: Server, authority: Authority, evidence: Evidence
) -> None:
    evidence(check_kept(environment, visitor, server, authority.down()))


@pytest.mark.disruptive
@pytest.mark.timeout(420)
@pytest.mark.criterion("9.3", part="rate limit")
def test_certificate_stays_at_the_rate_limit(
    environment: Environment, visitor: Web, server: Server, authority: Authority, evidence: Evidence
) -> None:
    evidence(check_kept(environment, visitor, server, authority.rate_limited()))


@pytest.mark.disruptive
@pytest.mark.timeout(420)
@pytest.mark.criterion("9.3", part="DNS not ready")
@pytest.mark.parametrize("address", [None, NOBODY], ids=["no record", "another address"])
def test_certificate_stays_when_dns_is_wrong(
    environment: Environment,
    visitor: Web,
    server: Server,
    authority: Authority,
    address: str | None,
    evidence: Evidence,
) -> None:
    """A name that was never validated: for the others the authority may rely on an earlier validation."""
    name = f"new.{environment.domain}"
    faults = authority.new_name_leads(name, address), one_more_name(server, name)
    evidence(f"{address or 'no record'}: {check_kept(environment, visitor, server, *faults, force=False)}")


@pytest.mark.disruptive
@pytest.mark.timeout(420)
@pytest.mark.criterion("9.3", part="name refused")
def test_certificate_stays_when_a_name_is_refused(
    environment: Environment, visitor: Web, server: Server, evidence: Evidence
) -> None:
    assert "Nothing to do" in server.run(f"{ENSURE} --dry-run"), "the certificate is not in order to begin with"
    name = environment.get("acceptance_refused_name")
    told = check_kept(environment, visitor, server, one_more_name(server, name), force=False)
    evidence(f"{name}: {told}")
