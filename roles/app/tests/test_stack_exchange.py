"""Going back quickly: the stack file that serves, with the images of another release in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import stack_exchange
from ansible.module_utils.exchanged_stack import all_at_once, exchanged_stack
from ansible.module_utils.testing import patch_module_args

STACK = """services:
  backend:
    image: {image}
    environment:
      CODEMENTEE_NOTE: "{name}"
      CODEMENTEE_RELEASE: "{name}"
    deploy:
      update_config:
        order: start-first
        parallelism: 1
      labels:
        codementee.release: "{name}"
"""

# An engine that writes down what it is asked, and refuses as often as the file beside it has lines.
DOCKER = """#!/bin/sh
echo "$*" >> "$ENGINE/asked"
case "$*" in
*--help) echo "  -d, --detach   Exit immediately" ;;
"service ls"*) printf 'id1\nid2\n' ;;
"service inspect"*) printf 'codementee_backend 0\ncodementee_cache 1\n' ;;
*)
  case "$*" in "stack deploy"*) cat > "$ENGINE/deployed" ;; esac
  if [ -s "$ENGINE/refusals" ]; then
    head -n 1 "$ENGINE/refusals" >&2
    sed -i 1d "$ENGINE/refusals"
    exit 1
  fi ;;
esac
"""
OUT_OF_SEQUENCE = "rpc error: code = Unknown desc = update out of sequence\n"


def image(digit: str) -> str:
    return f"registry.example.com/codementee/backend@sha256:{digit * 64}"


def manifest(release: str, digit: str) -> dict[str, Any]:
    return {"release": release, "images": {name: image(digit) for name in ("backend", "frontend", "cache", "router")}}


def test_a_stack_file_of_one_release_becomes_that_of_another() -> None:
    found = exchanged_stack(STACK.format(image=image("a"), name="one"), manifest("one", "a"), manifest("two", "b"))
    assert found == STACK.format(image=image("b"), name="two").replace('NOTE: "two"', 'NOTE: "one"')


def test_a_stack_file_of_neither_release_is_left_to_be_written_anew() -> None:
    stack = STACK.format(image=image("c"), name="one")
    assert exchanged_stack(stack, manifest("one", "a"), manifest("two", "b")) == ""


def test_only_what_starts_the_new_task_first_is_replaced_at_once() -> None:
    one = "      update_config:\n        order: {}\n        parallelism: 1\n"
    back = "      rollback_config:\n        order: start-first\n        parallelism: 1\n"
    stack = one.format("start-first") + back + one.format("stop-first")
    assert all_at_once(stack) == one.format("start-first").replace("1", "0") + back + one.format("stop-first")


class Engine:
    """A folder with a stack file and an engine that obeys."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys
        self.serving, self.previous = folder / "stack.yml", folder / "stack.previous.yml"
        self.refusals = folder / "refusals"

    def asked(self, what: str) -> list[str]:
        asked = self.folder / "asked"
        lines = asked.read_text(encoding="utf-8").splitlines() if asked.exists() else []
        return [line for line in lines if line.startswith(what) and not line.endswith("--help")]

    def deployed(self) -> str:
        return (self.folder / "deployed").read_text(encoding="utf-8")

    def ask(self, *, check: bool = False, **options: object) -> dict[str, Any]:
        """Run the module as Ansible does; what it returned."""
        arguments = {"directory": str(self.folder), "stack": "codementee", "_ansible_check_mode": check, **options}
        with patch_module_args(arguments), pytest.raises(SystemExit):
            stack_exchange.main()
        printed: dict[str, Any] = json.loads(self._capsys.readouterr().out.splitlines()[-1])
        return printed


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Engine:
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "docker").write_text(DOCKER, encoding="utf-8")
    (programs / "docker").chmod(0o755)
    monkeypatch.setenv("PATH", str(programs), prepend=":")
    monkeypatch.setenv("ENGINE", str(tmp_path))
    made = Engine(tmp_path, capsys)
    made.serving.write_text(STACK.format(image=image("a"), name="one"), encoding="utf-8")
    return made


ONE_TO_TWO: dict[str, Any] = {"before": manifest("one", "a"), "target": manifest("two", "b")}


def test_the_other_images_are_deployed_at_once_and_what_served_is_remembered(engine: Engine) -> None:
    served = engine.serving.read_text(encoding="utf-8")
    found = engine.ask(**ONE_TO_TWO)
    assert (found["changed"], found["exchanged"]) == (True, True)
    assert engine.previous.read_text(encoding="utf-8") == served
    assert image("b") in engine.serving.read_text(encoding="utf-8")
    assert engine.serving.stat().st_mode & 0o777 == 0o644
    # What the engine gets differs from the file in nothing but that.
    assert engine.deployed().strip() == all_at_once(engine.serving.read_text(encoding="utf-8")).strip()
    assert "parallelism: 0" in engine.deployed()
    (asked,) = engine.asked("stack deploy")
    assert {"--prune", "--detach=true", "never"} <= set(asked.split())


def test_a_file_of_another_release_is_remembered_and_nothing_is_deployed(engine: Engine) -> None:
    found = engine.ask(before=manifest("one", "c"), target=manifest("two", "b"))
    assert (found["changed"], found["exchanged"]) == (False, False)
    assert engine.previous.exists()
    assert engine.asked("stack") == []


def test_a_dry_run_says_so_and_touches_nothing(engine: Engine) -> None:
    served = engine.serving.read_text(encoding="utf-8")
    assert engine.ask(check=True, **ONE_TO_TWO)["exchanged"] is True
    assert engine.serving.read_text(encoding="utf-8") == served
    assert not engine.previous.exists()
    assert engine.asked("stack") == []


def test_what_was_remembered_before_a_run_died_stays(engine: Engine) -> None:
    engine.previous.write_text("what served before that\n", encoding="utf-8")
    engine.ask(remember=False, **ONE_TO_TWO)
    assert engine.previous.read_text(encoding="utf-8") == "what served before that\n"


def test_an_engine_that_made_a_change_of_its_own_is_asked_again(engine: Engine) -> None:
    engine.refusals.write_text(OUT_OF_SEQUENCE * 2, encoding="utf-8")
    assert engine.ask(**ONE_TO_TWO)["exchanged"] is True
    assert len(engine.asked("stack deploy")) == 3


@pytest.mark.parametrize(("refusals", "asked"), [(OUT_OF_SEQUENCE * 3, 3), ("no such image\n", 1)])
def test_an_engine_that_refuses_is_quoted(engine: Engine, refusals: str, asked: int) -> None:
    engine.refusals.write_text(refusals, encoding="utf-8")
    found = engine.ask(**ONE_TO_TWO)
    assert found["failed"] is True
    assert refusals.splitlines()[-1] in found["msg"]
    assert len(engine.asked("stack deploy")) == asked


def test_services_that_replace_all_at_once_go_back_to_one_by_one(engine: Engine) -> None:
    found = engine.ask(state="one_by_one")
    assert (found["changed"], found["services"]) == (True, ["codementee_backend"])
    (asked,) = engine.asked("service update")
    assert asked.endswith("--update-parallelism 1 codementee_backend")
