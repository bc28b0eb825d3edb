"""The HTTPS probe against a real TLS server with a certificate of our own."""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterator

import pytest
from ansible.module_utils.testing import patch_module_args

from plugins.modules.https_probe import explain, main, probe
from tls_site import Site

NAME = "site.codementee.test"


PAGES = {"/": (200, b"hello"), "/json": (503, b'{"status": "degraded"}'), "/away": (301, b"")}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    running = Site(tmp_path_factory.mktemp("tls"), NAME, PAGES)
    yield running
    running.close()


def ask(server: Site, path: str = "/", host: str = NAME, ca_file: str | None = None) -> dict[str, object]:
    trusted = str(server.ca_file) if ca_file is None else ca_file
    return probe("127.0.0.1", host, path, server.port, trusted, 5)


def test_the_name_is_asked_for_at_the_given_address(server: Site) -> None:
    answer = ask(server)
    assert (answer["status"], answer["body"]) == (200, "hello")
    headers = answer["headers"]
    assert isinstance(headers, dict)
    assert headers["x-asked-for"].split(":")[0] == NAME
    assert answer["tls_version"] == "TLSv1.3"


def test_the_certificate_is_reported(server: Site) -> None:
    certificate = ask(server)["certificate"]
    assert isinstance(certificate, dict)
    assert (certificate["days_left"], certificate["issuer"], certificate["names"]) == (10, "Test issuer", [NAME])


def test_errors_and_redirects_are_answers(server: Site) -> None:
    degraded = ask(server, "/json")
    assert (degraded["status"], degraded["json"]) == (503, {"status": "degraded"})
    assert ask(server, "/away")["status"] == 301
    assert ask(server)["json"] is None


def test_several_pages_are_asked_for_in_one_run(server: Site, capsys: pytest.CaptureFixture[str]) -> None:
    way = {"address": "127.0.0.1", "host": NAME, "port": server.port, "ca_file": str(server.ca_file)}
    with patch_module_args(way | {"paths": ["/", "/json"]}), pytest.raises(SystemExit):
        main()
    answers = json.loads(capsys.readouterr().out)["answers"]
    assert [(answer["path"], answer["status"]) for answer in answers] == [("/", 200), ("/json", 503)]


@pytest.mark.parametrize(("host", "ca_file"), [("other.codementee.test", None), (NAME, "")])
def test_a_certificate_that_does_not_verify_is_refused(server: Site, host: str, ca_file: str | None) -> None:
    with pytest.raises(ssl.SSLCertVerificationError) as caught:
        ask(server, host=host, ca_file=ca_file)
    assert "does not verify" in explain(caught.value, "127.0.0.1", host)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ConnectionRefusedError(), "refuses the connection"),
        (TimeoutError(), "does not answer in time"),
        (OSError("x"), "OSError: x"),
    ],
)
def test_failures_say_what_to_look_at(error: Exception, said: str) -> None:
    assert said in explain(error, "10.0.0.1", NAME)
