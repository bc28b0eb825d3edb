"""bin/ci-key: the deploy key of a runner that is thrown away."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

import pytest

from checkout import ROOT


def make_key(folder: Path, passphrase: str = "") -> tuple[str, str]:
    """A private key, and a known_hosts line of its public part."""
    path = folder / "key"
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-C", "test", "-f", str(path)],
        check=True,
        stdin=subprocess.DEVNULL,
    )
    public = path.with_suffix(".pub").read_text(encoding="utf-8")
    return path.read_text(encoding="utf-8"), f"192.0.2.10 {public}"


def ci_key(home: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ROOT / "bin/ci-key"],
        env={"PATH": os.environ["PATH"], "HOME": str(home), **variables},
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


def test_the_key_and_the_host_keys_are_written_for_their_owner_only(tmp_path: Path, home: Path) -> None:
    key, hosts = make_key(tmp_path)
    # As pasted on another system, without the last line end.
    done = ci_key(home, CODEMENTEE_SSH_KEY=key.replace("\n", "\r\n").strip(), CODEMENTEE_SSH_KNOWN_HOSTS=hosts)
    assert done.returncode == 0, done.stderr
    assert (home / ".ssh/id_ed25519").read_text(encoding="utf-8") == key
    assert hosts.strip() in (home / ".ssh/known_hosts").read_text(encoding="utf-8")
    assert {stat.S_IMODE(path.stat().st_mode) for path in (home / ".ssh").iterdir()} == {0o600}
    assert "PRIVATE" not in done.stdout + done.stderr


@pytest.mark.parametrize("missing", ["CODEMENTEE_SSH_KEY", "CODEMENTEE_SSH_KNOWN_HOSTS"])
def test_a_secret_that_is_not_there_is_named(tmp_path: Path, home: Path, missing: str) -> None:
    key, hosts = make_key(tmp_path)
    variables = {"CODEMENTEE_SSH_KEY": key, "CODEMENTEE_SSH_KNOWN_HOSTS": hosts, missing: ""}
    done = ci_key(home, **variables)
    assert done.returncode == 1
    assert f"{missing} is not set" in done.stderr
    assert not (home / ".ssh").exists()


@pytest.mark.parametrize("kept", ["id_ed25519", "known_hosts"])
def test_a_persons_own_files_are_left_alone(tmp_path: Path, home: Path, kept: str) -> None:
    key, hosts = make_key(tmp_path)
    (home / ".ssh").mkdir()
    (home / ".ssh" / kept).write_text("mine", encoding="utf-8")
    done = ci_key(home, CODEMENTEE_SSH_KEY=key, CODEMENTEE_SSH_KNOWN_HOSTS=hosts)
    assert done.returncode == 1
    assert [(path.name, path.read_text(encoding="utf-8")) for path in (home / ".ssh").iterdir()] == [(kept, "mine")]


@pytest.mark.parametrize("wrong", ["passphrase", "nonsense", "hosts"])
def test_a_secret_that_cannot_work_is_refused_and_not_kept(tmp_path: Path, home: Path, wrong: str) -> None:
    key, hosts = make_key(tmp_path, "a passphrase" if wrong == "passphrase" else "")
    done = ci_key(
        home,
        CODEMENTEE_SSH_KEY="nonsense" if wrong == "nonsense" else key,
        CODEMENTEE_SSH_KNOWN_HOSTS="nonsense" if wrong == "hosts" else hosts,
    )
    assert done.returncode == 1
    assert ("CODEMENTEE_SSH_KNOWN_HOSTS" if wrong == "hosts" else "CODEMENTEE_SSH_KEY is not") in done.stderr
    assert list((home / ".ssh").iterdir()) == []
