"""Documentation of the action plugin of the same name; nothing here runs."""

from __future__ import annotations

DOCUMENTATION = r"""
module: check_settings
short_description: Check every setting of an environment on the control machine
description:
  - Evaluates every setting of the catalogue, and every argument the roles declare, for each host of the group V(vps)
    that takes part in the play.
  - Fails with one message that names everything missing, malformed, left at its placeholder or taken from another
    environment. No value appears in the message.
  - Connects to nothing and changes nothing.
options:
  catalogue:
    description: The catalogue, as in C(playbooks/vars/settings.yml).
    type: list
    elements: dict
    required: true
author: Codementee
"""

EXAMPLES = r"""
- name: Check all settings
  check_settings:
    catalogue: "{{ settings_catalogue }}"
  run_once: true
"""

RETURN = r"""
msg:
  description: How many settings are valid, or how many things are not.
  returned: always
  type: str
problems:
  description: >-
    Everything that is wrong, each with its name, the file to edit, the expected form and, for secrets, how to make one.
  returned: failure
  type: str
"""
