"""A stack file of one release, made to be another's."""

from __future__ import annotations

import re
from typing import Any

ONE_BY_ONE = re.compile(r"(?m)^(\s+update_config:\n\s+order: start-first\n\s+parallelism:) 1$")


def exchanged_stack(stack: str, before: dict[str, Any], target: dict[str, Any]) -> str:
    """The stack file of the release `before` with the images and the name of the release `target`.

    `before` and `target` are manifests (release, images). Empty where the file is not of `before`, as after a run that
    died. What the file says of secrets and settings stays.
    """
    images = {name: image for name, image in before["images"].items() if name != "router"}
    if any(image not in stack for image in images.values()):
        return ""
    for name, image in images.items():
        stack = stack.replace(image, target["images"][name])
    named = re.compile(rf'(?m)^(\s+(?:codementee\.release|CODEMENTEE_RELEASE): )"{re.escape(before["release"])}"$')
    return named.sub(lambda found: f'{found[1]}"{target["release"]}"', stack)


def all_at_once(stack: str) -> str:
    """The same stack, in which all tasks of a service that starts the new one first are replaced at the same time."""
    return ONE_BY_ONE.sub(r"\1 0", stack)
