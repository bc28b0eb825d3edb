"""A CA that turns requests away for their nonce is asked again, and not for ever."""

from __future__ import annotations

import importlib.machinery
import importlib.util
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest

PROGRAM = Path(__file__).parents[3] / "roles/certificates/files/usr/local/sbin/certificates"
REFUSAL = "Unable to register an account with ACME server. JWS has an invalid anti-replay nonce: LqseH7"
FAKE_CERTBOT = """#!/bin/sh
echo run >> "{calls}"
if [ "$(wc -l < "{calls}")" -le {refusals} ]; then
    echo "{refusal}"
    exit 1
fi
"""


@pytest.fixture
def program() -> ModuleType:
    loader = importlib.machinery.SourceFileLoader("certificates_program", str(PROGRAM))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def run(program: ModuleType, directory: Path, monkeypatch: pytest.MonkeyPatch, refusals: int, refusal: str) -> int:
    """Issues with a certbot that is refused so often; how often it ran."""
    calls = directory / "calls"
    certbot = directory / "certbot"
    certbot.write_text(FAKE_CERTBOT.format(calls=calls, refusals=refusals, refusal=refusal), encoding="utf-8")
    certbot.chmod(0o755)
    monkeypatch.setenv("PATH", str(directory), prepend=":")
    settings = program.Settings(
        names=["example.com"],
        lineage="example.com",
        directory_url="https://acme.example.com/dir",
        email="ops@example.com",
        webroot="/tmp/none",  # noqa: S108 - never used: certbot is a stand-in
        acme_ca_file="",
        deploy_directory="/tmp/none",  # noqa: S108 - as above
        test_command=[],
        reload_command=[],
    )
    try:
        program.issue(settings, datetime.now(UTC))
    finally:
        runs = len(calls.read_text(encoding="utf-8").splitlines())
    return runs


@pytest.mark.parametrize("refusals", [0, 1, 3])
def test_asks_again_for_a_new_nonce(
    program: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusals: int
) -> None:
    assert run(program, tmp_path, monkeypatch, refusals, REFUSAL) == refusals + 1


def test_gives_up_in_the_end(program: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(program.CertificateError, match="run this again in some minutes"):
        run(program, tmp_path, monkeypatch, 99, REFUSAL)
    assert len((tmp_path / "calls").read_text(encoding="utf-8").splitlines()) == program.MOST_ATTEMPTS


def test_other_refusals_are_final(program: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(program.CertificateError):
        run(program, tmp_path, monkeypatch, 99, "too many certificates already issued")
    assert len((tmp_path / "calls").read_text(encoding="utf-8").splitlines()) == 1
