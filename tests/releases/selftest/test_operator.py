"""The operator types what it should, and leaves nothing alive that it has killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from releases import operator as module
from releases.operator import Operator, kill, surroundings

SLEEPER = "import time; time.sleep(600)"
# As Ansible's workers: in groups of their own, so that a signal to the parent's group misses them.
PARENT = f"""
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", {SLEEPER!r}], start_new_session=True)
print(child.pid, flush=True)
time.sleep(600)
"""


def alive(process_id: int) -> bool:
    """Whether it runs; one that has ended and waits for its parent does not."""
    try:
        return Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_killed_run_leaves_no_worker_behind() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert alive(child)
        kill(parent.pid)
        assert parent.wait(5) != 0
        end = time.monotonic() + 5
        while alive(child):
            assert time.monotonic() < end, "the worker lives on"
            time.sleep(0.01)


def test_a_make_around_the_tests_has_no_say(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MAKEFLAGS", "MAKELEVEL", "ARGS", "BY", "CODEMENTEE_RELEASE_BY"):
        monkeypatch.setenv(name, "of the make around")
    assert not {"MAKEFLAGS", "MAKELEVEL", "ARGS", "BY", "CODEMENTEE_RELEASE_BY"} & set(surroundings())
    assert surroundings()["PATH"] == os.environ["PATH"]


def test_words_reach_make_and_ansible_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "Makefile").write_text(
        "deploy:\n\t@printf '%s\\n' '$(ENV)' '$(MANIFEST)' '$(BY)'\n\t@printf '[%s]\\n' $(ARGS)\n", encoding="utf-8"
    )
    monkeypatch.setattr(module, "REPOSITORY", tmp_path)
    key = "ssh-ed25519 AAAA"
    run = Operator("sandbox").deploy(Path("/r.yml"), release_promotion_public_key=key).succeeded()
    said = json.dumps({"release_promotion_public_key": key})
    assert run.output.splitlines() == ["sandbox", "/r.yml", module.BY, "[-e]", f"[{said}]"]


def test_a_run_that_ends_by_itself_was_not_killed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "Makefile").write_text("deploy:\n\t@echo nothing to do\n", encoding="utf-8")
    monkeypatch.setattr(module, "REPOSITORY", tmp_path)
    with pytest.raises(AssertionError, match=r"ended before it was in the middle:\s+nothing to do"):
        Operator("sandbox").deploy_killed_when(lambda: False, Path("/r.yml"))
