"""Hold the lock that keeps two deployments of one environment apart."""

from __future__ import annotations

import contextlib
import datetime
import fcntl
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.releases import LOCK, instant, read_lock, text_of, utc_now, write_whole

DOCUMENTATION = r"""
module: release_lock
short_description: Hold the lock that keeps two deployments of one environment apart
description:
  - The lock is one file on the manager. Taking it is one atomic step; who holds it, since when and until when is in it.
  - A run that dies keeps it until it expires. Then the next run takes it over and is told whose it was.
options:
  directory: {description: The directory of releases., type: path, required: true}
  state:
    description: V(held) takes or renews it, V(free) gives it back.
    type: str
    choices: [held, free]
    default: held
  run: {description: Identifies this run., type: str, required: true}
  owner: {description: Who runs it., type: str, default: ""}
  host: {description: From which machine., type: str, default: ""}
  kind: {description: "What for: deploy, rollback.", type: str, default: deploy}
  release: {description: Which release it is about., type: str, default: ""}
  expires_after_seconds: {description: How long it is held without being renewed., type: int, default: 900}
  take_over: {description: The run whose lock is taken though it has not expired., type: str, default: ""}
author: [Codementee]
"""

EXAMPLES = r"""
- name: Take the lock
  release_lock: {directory: /var/lib/codementee/releases, run: 20261128T201500Z-3f2c1e9, owner: asha}
"""

RETURN = r"""
taken_over: {description: The dead run's lock that was taken over., type: dict, returned: when there was one}
"""


def refusal(lock: dict[str, Any], now: datetime.datetime) -> str:
    """Who deploys, since when, and what to do about it."""
    age = int((now - instant(lock["taken_at"])).total_seconds())
    left = int((instant(lock["expires_at"]) - now).total_seconds())
    who = f"{lock['owner'] or 'Somebody'} on {lock.get('host') or 'an unnamed machine'}"
    what = f"a {lock.get('kind', 'deployment')} of {lock.get('release') or 'a release'}"
    return (
        f"{who} has been running {what} for {age} s (run {lock['run']}). Nothing was changed. Wait for it; if that run "
        f"is dead, the next run takes its lock over in {left} s, or at once with -e release_take_over={lock['run']}"
    )


@contextlib.contextmanager
def alone(directory: Path) -> Iterator[None]:
    """Of two runs that look at the lock in the same moment, one waits; the kernel frees it when a process dies."""
    directory.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def take(directory: Path, lock: dict[str, Any], take_over: str) -> dict[str, Any] | None:
    """Take or renew the lock; the dead one that was taken over, if any. Raises BlockingIOError with the reason."""
    with alone(directory):
        held = read_lock(directory)
        mine = held is not None and held["run"] == lock["run"]
        if held is not None and not mine:
            now = utc_now()
            if instant(held["expires_at"]) > now and held["run"] != take_over:
                raise BlockingIOError(refusal(held, now))
        since = held["taken_at"] if held is not None and mine else lock["taken_at"]
        write_whole(directory / LOCK, json.dumps({**lock, "taken_at": since}) + "\n")
    return None if mine else held


def give_back(directory: Path, run: str) -> bool:
    """Whether there was something to give back; somebody else's stays."""
    with alone(directory):
        held = read_lock(directory)
        if held is None or held["run"] != run:
            return False
        (directory / LOCK).unlink(missing_ok=True)
    return True


def main() -> None:
    module = AnsibleModule(
        argument_spec={
            "directory": {"type": "path", "required": True},
            "state": {"type": "str", "choices": ["held", "free"], "default": "held"},
            "run": {"type": "str", "required": True},
            "owner": {"type": "str", "default": ""},
            "host": {"type": "str", "default": ""},
            "kind": {"type": "str", "default": "deploy"},
            "release": {"type": "str", "default": ""},
            "expires_after_seconds": {"type": "int", "default": 900},
            "take_over": {"type": "str", "default": ""},
        },
        supports_check_mode=True,
    )
    options = module.params
    directory = Path(options["directory"])
    if options["state"] == "free":
        module.exit_json(changed=not module.check_mode and give_back(directory, options["run"]))
    now = utc_now()
    lock = {key: options[key] for key in ("owner", "host", "run", "kind", "release")}
    lock |= {
        "taken_at": text_of(now),
        "expires_at": text_of(now + datetime.timedelta(seconds=options["expires_after_seconds"])),
    }
    held = read_lock(directory)
    if module.check_mode:
        if held and held["run"] != options["take_over"] and instant(held["expires_at"]) > now:
            module.fail_json(msg=refusal(held, now))
        module.exit_json(changed=False)
    try:
        taken_over = take(directory, lock, options["take_over"])
    except BlockingIOError as blocked:
        module.fail_json(msg=str(blocked))
    module.exit_json(changed=True, **({"taken_over": taken_over} if taken_over else {}))


if __name__ == "__main__":
    main()
