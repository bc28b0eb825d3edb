"""Remove versions of a stack's secrets that no service uses any more."""

from __future__ import annotations

from typing import Any

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.swarm_tasks import connect

DOCUMENTATION = r"""
module: swarm_secret_sweep
short_description: Remove versions of a stack's secrets that no service uses any more
description:
  - Only for a stack that has settled. A rotated value must not stay in the engine, and a version in use
    cannot be removed, so that what goes is decided by use, not by number.
options:
  label: {description: Label key that marks the secrets., type: str, required: true}
  value: {description: Its value., type: str, required: true}
author: [Codementee]
"""

EXAMPLES = r"""
- name: Forget replaced secrets
  swarm_secret_sweep:
    label: codementee.stack
    value: codementee
"""

RETURN = r"""
removed:
  description: Names of the removed versions.
  type: list
  returned: always
"""


def in_use(services: list[dict[str, Any]]) -> set[str]:
    """Ids of the secrets that the present specifications refer to."""
    return {
        reference["SecretID"]
        for service in services
        for reference in service["Spec"]["TaskTemplate"]["ContainerSpec"].get("Secrets") or []
    }


def main() -> None:
    module = AnsibleModule(
        argument_spec={"label": {"type": "str", "required": True}, "value": {"type": "str", "required": True}},
        supports_check_mode=True,
    )
    client = connect(module)
    marked = client.secrets(filters={"label": f"{module.params['label']}={module.params['value']}"})
    used = in_use(client.services())
    stale = [secret for secret in marked if secret["ID"] not in used]
    if not module.check_mode:
        for secret in stale:
            client.remove_secret(secret["ID"])
    module.exit_json(changed=bool(stale), removed=[secret["Spec"]["Name"] for secret in stale])


if __name__ == "__main__":
    main()
