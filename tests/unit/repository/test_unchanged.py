"""bin/unchanged: a run that would change something fails, and so does one that compared nothing."""

from __future__ import annotations

import subprocess

import pytest

from checkout import ROOT

RECAP = "vps-1                      : ok=219  changed={}   unreachable=0    failed=0"


def unchanged(script: str) -> tuple[int, str]:
    done = subprocess.run(
        [str(ROOT / "bin/unchanged"), "sh", "-c", script], capture_output=True, text=True, timeout=30, check=False
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("script", "status", "said"),
    [
        (f"echo '{RECAP.format(0)}'", 0, "ok=219"),
        (f"echo '{RECAP.format(0)}'; echo '{RECAP.format(12)}'", 3, "differ from what the repository says"),
        (f"echo '{RECAP.format(0)}'; exit 2", 2, ""),
        ("echo nothing", 4, "nothing was compared"),
    ],
    ids=["as it should be", "drift", "failure", "no recap"],
)
def test_the_exit_status_tells_what_was_found(script: str, status: int, said: str) -> None:
    code, output = unchanged(script)
    assert code == status
    assert said in output
