#!/usr/bin/python
"""Write several configuration files in one go."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from ansible.module_utils.basic import AnsibleModule

DOCUMENTATION = r"""
module: configuration_files
short_description: Write several configuration files in one go
description:
  - Makes each file exist with the given content and mode, owned by root, and its folder exist.
  - One connection for what would be two or three per file with C(template); a run over an unchanged
    server costs most of its time in connections.
  - Nothing is written unless every validation passes. Check mode needs neither folders nor validators to exist.
options:
  files:
    description: The files.
    type: list
    elements: dict
    required: true
    suboptions:
      dest: {type: path, required: true, description: Absolute path.}
      content: {type: str, required: true, description: Whole content.}
      mode: {type: str, default: "0644", description: Octal permissions.}
      validate: {type: str, description: "Command that must succeed first; %s is the new file."}
author: Codementee
"""

EXAMPLES = r"""
- name: Configure two things
  configuration_files:
    files:
      - {dest: /etc/one.conf, content: "a = 1\n"}
      - {dest: /etc/two.d/rule, content: "b\n", mode: "0600", validate: check-two %s}
"""

RETURN = r"""
written:
  description: Paths that were, or in check mode would be, written or given another mode.
  type: list
  returned: always
"""

FILE_OPTIONS = {
    "dest": {"type": "path", "required": True},
    "content": {"type": "str", "required": True},
    "mode": {"type": "str", "default": "0644"},
    "validate": {"type": "str"},
}


def read(path: str) -> str | None:
    """Present content, None where there is no file."""
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return None


def stage(module: AnsibleModule, content: str) -> str:
    """Write the content beside Ansible's other temporary files and return the path."""
    handle, path = tempfile.mkstemp(dir=module.tmpdir)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(content)
    return str(path)


def permissions(path: str) -> tuple[int, int, int]:
    """Mode, owner and group of an existing file."""
    status = Path(path).stat()
    return status.st_mode & 0o7777, status.st_uid, status.st_gid


def main() -> None:
    """Compare all, validate what differs, then write."""
    module = AnsibleModule(
        argument_spec={
            "files": {
                "type": "list",
                "elements": "dict",
                "required": True,
                "options": FILE_OPTIONS,
            }
        },
        supports_check_mode=True,
    )
    pending: list[tuple[dict[str, Any], str | None]] = []
    written: list[str] = []
    diff: list[dict[str, str]] = []

    for file in module.params["files"]:
        before = read(file["dest"])
        wanted = (int(file["mode"], 8), 0, 0)
        differs = before != file["content"]
        if not differs and permissions(file["dest"]) == wanted:
            continue
        written.append(file["dest"])
        if differs:
            diff.append(
                {
                    "before_header": file["dest"],
                    "after_header": file["dest"],
                    "before": before or "",
                    "after": file["content"],
                }
            )
        staged = None
        if differs and not module.check_mode:
            staged = stage(module, file["content"])
            if file["validate"]:
                result, out, err = module.run_command(file["validate"] % staged)
                if result != 0:
                    module.fail_json(msg=f"{file['dest']} would be refused, nothing was written: {out}{err}")
        pending.append((file, staged))

    if not module.check_mode:
        for file, staged in pending:
            if staged:
                Path(file["dest"]).parent.mkdir(mode=0o755, parents=True, exist_ok=True)
                module.atomic_move(staged, file["dest"])
            os.chown(file["dest"], 0, 0)
            Path(file["dest"]).chmod(int(file["mode"], 8))

    module.exit_json(changed=bool(written), written=written, diff=diff)


if __name__ == "__main__":
    main()
