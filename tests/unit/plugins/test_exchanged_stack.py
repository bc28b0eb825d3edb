"""Going back quickly: the stack file that serves, with the images of another release in it."""

from __future__ import annotations

from typing import Any

from checkout import ROOT, load_plugin

exchanged_stack = load_plugin(ROOT / "plugins/filter/exchanged_stack.py").exchanged_stack

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
