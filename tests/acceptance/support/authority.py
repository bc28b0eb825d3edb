"""Faults between a server and its certificate authority, in the sandbox; each context takes its fault back."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import dns.exception
import dns.resolver

from .clients import LABEL, docker
from .runners import SUPPORT
from .server import Server
from .settings import REPOSITORY, Environment
from .waiting import wait_until

SETTINGS = "/etc/letsencrypt/certificates.json"
STAND_IN = "codementee-acceptance-ca"


class Authority:
    """The sandbox's ACME server and the DNS it validates through."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._container = environment.container("acme")
        self._address = str(environment.state["addresses"]["acme"])
        self._network = environment.client.network
        self._sandbox = (REPOSITORY / environment.get("acceptance_state_file")).parent

    @contextmanager
    def down(self) -> Iterator[None]:
        """Unplugged rather than stopped: its root and its accounts live in memory."""
        docker("network", "disconnect", self._network, self._container)
        try:
            yield
        finally:
            docker("network", "connect", "--ip", self._address, self._network, self._container)

    @contextmanager
    def rate_limited(self) -> Iterator[None]:
        """A stand-in at the authority's address that answers every order with 429."""
        port = urlsplit(self._environment.get("certificates_acme_directory_url")).port or 443
        tls = [f"/sandbox/tls/services.{kind}" for kind in ("crt", "key")]
        with self.down():
            docker("rm", "--force", STAND_IN, check=False)
            docker(
                "run", "--detach", "--name", STAND_IN, "--label", LABEL,
                "--network", self._network, "--ip", self._address,
                "--volume", f"{self._sandbox}/tls:/sandbox/tls:ro", "--volume", f"{SUPPORT}:/acceptance/support:ro",
                "--entrypoint", "python3", self._environment.client.image,
                "/acceptance/support/rate_limited_ca.py", *tls, str(port),
            )  # fmt: skip
            try:
                yield
            finally:
                docker("rm", "--force", STAND_IN)

    @contextmanager
    def new_name_leads(self, host: str, address: str | None) -> Iterator[None]:
        """A name that is not in the zone yet leads to an address, or still nowhere."""
        path = self._sandbox / "services" / "dnsmasq.conf"
        before = path.read_text(encoding="utf-8")
        assert f"host-record={host}," not in before, f"{path} has a record of {host} already"
        if address is None:
            yield
            return
        self._zone(path, f"{before}host-record={host},{address}\n", host, {address})
        try:
            yield
        finally:
            self._zone(path, before, host, set())

    def _zone(self, path: Path, content: str, host: str, expected: set[str]) -> None:
        path.write_text(content, encoding="utf-8")
        docker("restart", "--time", "2", self._environment.container("dns"))
        resolver = dns.resolver.Resolver(configure=False)
        resolver.nameservers = [self._environment.get("acceptance_dns_server")]
        resolver.lifetime = 1.0

        def answers() -> bool:
            try:
                return {record.to_text() for record in resolver.resolve(host, "A")} == expected
            except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
                return not expected
            except dns.exception.DNSException:
                return False

        wait_until(f"DNS says {expected or 'nothing'} for {host}", answers, 20)


@contextmanager
def one_more_name(server: Server, name: str) -> Iterator[None]:
    """The server is told to have a certificate for one more name."""
    before = server.run(f"cat {SETTINGS}")
    settings = json.loads(before)
    settings["names"] = [*settings["names"], name]
    server.run(f"printf %s {shlex.quote(json.dumps(settings))} > {SETTINGS}")
    try:
        yield
    finally:
        server.run(f"printf '%s\\n' {shlex.quote(before)} > {SETTINGS}")
