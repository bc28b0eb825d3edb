"""Going back quickly: the stack file that serves, with the images of another release in it."""

from __future__ import annotations

from typing import Any

from ansible.module_utils.exchanged_stack import all_at_once, exchanged_stack

STACK = """services:
  backend:
    image: {image}
    environment:
      CODEMENTEE_NOTE: "{name}"
      CODEMENTEE_RELEASE: "{name}"
    deploy:
      labels:
        codementee.release: "{name}"
"""


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
