"""The suite's instruments measure: each finds what is there and fails on what is not."""

from __future__ import annotations

import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dns.resolver
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from acceptance.support import build, probe
from acceptance.support.runners import SUPPORT, Local, scan
from acceptance.support.server import ssh_options
from acceptance.support.waiting import wait_until
from acceptance.support.web import Web, trust

LIFE_DAYS = 90


def test_scan_finds_exactly_the_open_ports() -> None:
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as other:
        ports = sorted(s.getsockname()[1] for s in (one, other))
        found = scan(Local(""), "127.0.0.1", ports=f"{ports[0]}-{ports[1]}", window=200)
        assert set(ports) <= set(found["open"])
        assert len(found["open"]) + found["refused"] + found["silent"] == ports[1] - ports[0] + 1
    closed = scan(Local(""), "127.0.0.1", ports=f"{ports[0]}-{ports[0]}")
    assert closed["open"] == []
    assert closed["refused"] == 1


def test_scan_gives_silent_ports_up() -> None:
    """A full backlog answers nothing, as a dropping firewall does."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        port = full.getsockname()[1]
        waiting = [socket.socket() for _ in range(4)]
        for connection in waiting:
            connection.setblocking(False)
            connection.connect_ex(("127.0.0.1", port))
        found = scan(Local(""), "127.0.0.1", ports=f"{port}-{port}", timeout=0.3)
        for connection in waiting:
            connection.close()
    assert (found["open"], found["silent"]) == ([], 1)


def test_wait_until_fails_with_what_was_seen_last() -> None:
    with pytest.raises(AssertionError, match=r"not within 0\.05 s: two of them \(last seen: 0\)"):
        wait_until("two of them", lambda: 0, 0.05, every=0.01)


INDEX = """<!doctype html><script type="module" crossorigin src="/assets/index-a1B2c3D4.js"></script>
<link rel="modulepreload" href="/assets/vendor-Zz99_-Aa.js"><link rel="stylesheet" href="/assets/index-QqWwEeRr.css">"""
SCRIPTS = {
    "https://x.test/assets/index-a1B2c3D4.js": 'import{a}from"./vendor-Zz99_-Aa.js";import"./shared-11223344.js";'
    'const __vite__mapDeps=(i,m=__vite__mapDeps,d=(m.f||(m.f=["assets/pricing-55667788.js"])))=>i;'
    'import("./pricing-55667788.js")',
    "https://x.test/assets/vendor-Zz99_-Aa.js": "export const a=1",
    "https://x.test/assets/shared-11223344.js": "export{}",
}


def test_build_separates_what_the_first_page_needs_from_the_rest() -> None:
    found = build.explore("https://x.test/", INDEX, SCRIPTS.__getitem__)
    assert sorted(found.initial_scripts) == sorted(SCRIPTS)
    assert found.lazy_scripts == ["https://x.test/assets/pricing-55667788.js"]
    assert found.styles == ["https://x.test/assets/index-QqWwEeRr.css"]
    assert all(build.is_hashed(url) for url in found.assets)


@pytest.mark.parametrize("name", ["/assets/index.js", "/main.css", "/assets/app.min.js"])
def test_plain_names_are_not_hashed(name: str) -> None:
    assert not build.is_hashed(f"https://x.test{name}")


def test_source_code_is_not_minified() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    assert build.white_share(source) > 0.15
    assert build.characters_per_line(source) < 200


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Certificate (its own root) and key of a server called localhost, a third of its life gone."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    begin = datetime.now(UTC) - timedelta(days=LIFE_DAYS / 3)
    certificate = (
        x509.CertificateBuilder()
        .issuer_name(name)
        .subject_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin + timedelta(days=LIFE_DAYS))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, SHA256())
    )
    directory = tmp_path_factory.mktemp("tls")
    files = directory / "certificate.pem", directory / "key.pem"
    files[0].write_bytes(certificate.public_bytes(Encoding.PEM))
    files[1].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return files


@pytest.fixture
def tls_port(authority: tuple[Path, Path]) -> Iterator[int]:
    """A server that answers every TLS connection with one 418."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*authority)
    with socket.create_server(("127.0.0.1", 0)) as plain:

        def serve() -> None:
            while True:
                try:
                    connection, _ = plain.accept()
                    with context.wrap_socket(connection, server_side=True) as secured:
                        if secured.recv(4096):
                            secured.sendall(b"HTTP/1.1 418 Teapot\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                except ssl.SSLError:
                    continue
                except OSError:
                    return

        threading.Thread(target=serve, daemon=True).start()
        yield plain.getsockname()[1]
        plain.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def trusting(authority: tuple[Path, Path]) -> Iterator[Web]:
    made = Web(trust([authority[0]]))
    yield made
    made.close()


def test_unknown_authority_is_refused(tls_port: int) -> None:
    stranger = Web(trust([]))
    with pytest.raises(ssl.SSLCertVerificationError):
        stranger.certificate("localhost", tls_port)
    stranger.close()


def test_raw_answer_is_read_as_sent(trusting: Web, tls_port: int) -> None:
    answer = trusting.raw("localhost", b"BREW / HTTP/1.1\r\n\r\n", tls_port)
    assert (answer.status, answer.headers["content-length"]) == (418, "0")


def test_expiry_probe_knows_when_a_third_is_left(trusting: Web, tls_port: int) -> None:
    days, life = probe.probe_tls_expiry(trusting, "localhost", 1 / 3, port=tls_port)
    assert 59 < days < 61
    assert life == pytest.approx(LIFE_DAYS)
    later = datetime.now(UTC) + timedelta(days=LIFE_DAYS / 3 + 1)
    with pytest.raises(probe.ProbeError, match="renewal is overdue"):
        probe.probe_tls_expiry(trusting, "localhost", 1 / 3, now=later, port=tls_port)


def test_url_probe_fails_on_errors(trusting: Web, tls_port: int) -> None:
    with pytest.raises(probe.ProbeError, match="status 418"):
        probe.probe_url(trusting, f"https://localhost:{tls_port}/")


def test_dns_probe_fails_without_an_answer() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind(("127.0.0.1", 0))
        resolver = dns.resolver.Resolver(configure=False)
        resolver.nameservers, resolver.port, resolver.lifetime = ["127.0.0.1"], silent.getsockname()[1], 0.2
        with pytest.raises(probe.ProbeError, match=r"DNS x\.test: LifetimeTimeout"):
            probe.probe_dns(resolver, "x.test", {"192.0.2.1"})


def test_program_sees_another_time(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "import sys\nfrom datetime import datetime, timezone\nprint(datetime.now(timezone.utc), sys.argv[1:])\n"
    )
    command = [sys.executable, str(SUPPORT / "at_time.py"), "2031-02-03T04:05:06+00:00", str(program), "--dry-run"]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert run.stdout == "2031-02-03 04:05:06+00:00 ['--dry-run']\n"


def test_ssh_options_follow_the_inventory() -> None:
    options = ssh_options(
        {
            "ansible_host": "198.51.100.10",
            "project_deploy_user": "deploy",
            "ansible_ssh_private_key_file": "/keys/id",
            "ansible_ssh_common_args": '-o UserKnownHostsFile="/a b/known_hosts" -o StrictHostKeyChecking=yes',
        }
    )
    assert options["User"] == "deploy"
    assert options["UserKnownHostsFile"] == "/a b/known_hosts"
    assert options["StrictHostKeyChecking"] == "yes"
    assert options["IdentityFile"] == "/keys/id"
