"""Keep the record of what was released: history, manifests and what serves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.releases import CURRENT, HISTORY, MANIFESTS, append_line, read_history, write_whole

DOCUMENTATION = r"""
module: release_record
short_description: Keep the record of what was released
description:
  - Appends one line to the history, keeps the release's manifest and, where it serves, names it as the current one.
  - The same identifier is recorded once, however often it is reported.
options:
  directory: {description: The directory of releases., type: path, required: true}
  record: {description: "The line of the history, see docs/releases.md.", type: dict, required: true}
  manifest:
    description: C(release) and C(images) of what was to be released; empty for a run that died.
    type: dict
    default: {}
  serves: {description: Whether the manifest is what serves now., type: bool, required: true}
author: [Codementee]
"""

EXAMPLES = r"""
- name: Record the release
  release_record:
    directory: /var/lib/codementee/releases
    record: "{{ record }}"
    manifest: "{{ manifest }}"
    serves: true
"""

RETURN = r""" # """


def as_yaml(manifest: dict[str, Any]) -> str:
    """JSON is YAML, and needs no library on the server."""
    return json.dumps(manifest, indent=2) + "\n"


def main() -> None:
    module = AnsibleModule(
        argument_spec={
            "directory": {"type": "path", "required": True},
            "record": {"type": "dict", "required": True},
            "manifest": {"type": "dict", "default": {}},
            "serves": {"type": "bool", "required": True},
        },
        supports_check_mode=True,
    )
    options = module.params
    directory, record, manifest = Path(options["directory"]), options["record"], options["manifest"]
    if any(known["id"] == record["id"] for known in read_history(directory)):
        module.exit_json(changed=False)
    if not module.check_mode:
        # The manifest first: what the history or `current` names can then always be looked up.
        if manifest:
            write_whole(directory / MANIFESTS / f"{manifest['release']}.yml", as_yaml(manifest))
        if options["serves"]:
            write_whole(directory / CURRENT, as_yaml(manifest))
        append_line(directory / HISTORY, json.dumps(record, ensure_ascii=False))
    module.exit_json(changed=True)


if __name__ == "__main__":
    main()
