"""Ask routers on loopback what they serve."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from typing import Any

from ansible.module_utils.basic import AnsibleModule

DOCUMENTATION = r"""
module: router_probe
short_description: Ask routers on loopback what they serve
description:
  - One connection for what would be several for each router: going back and deploying are a matter of seconds.
  - Without O(revision) each is asked once, and one that says that it is alone, as just after its start, for up to
    O(timeout_seconds). With it, they are waited for until they serve that configuration and know a task of every
    service.
options:
  routers:
    description: The routers.
    type: list
    elements: dict
    required: true
    options:
      name: {description: Its name., type: str, required: true}
      metrics_port: {description: Port on loopback that answers C(/livez) and C(/readyz)., type: int, required: true}
      port: {description: Its port for requests; returned as it came., type: int}
  revision: {description: Configuration that has to be served., type: str}
  timeout_seconds: {description: How long to wait., type: int, default: 5}
author: [Codementee]
"""

EXAMPLES = r"""
- name: See what they serve
  router_probe:
    routers: [{name: router-a, metrics_port: 8405}]
"""

RETURN = r"""
results:
  description: For each router C(item), C(status) (-1 for no answer) and C(content) of its C(/livez).
  type: list
  returned: always
"""

POLL_SECONDS = 0.2
ANSWER_SECONDS = 5
# A proxy that the server uses for the world knows nothing of its loopback.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def ask(port: int, path: str) -> tuple[int, str]:
    """Status and text; -1 where nobody answers."""
    try:
        with DIRECT.open(f"http://127.0.0.1:{port}{path}", timeout=ANSWER_SECONDS) as answer:
            return answer.status, answer.read().decode(errors="replace")
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(errors="replace")
    except (OSError, http.client.HTTPException) as error:
        return -1, str(error)


def is_settled(port: int, status: int, content: str, revision: str | None) -> bool:
    if revision is None:
        return "alone" not in content
    return status == 200 and content.split()[:1] == [revision] and ask(port, "/readyz")[0] == 200


def look(router: dict[str, Any], revision: str | None, deadline: float) -> dict[str, Any]:
    """The router's answer, as soon as it is settled or when the time is over."""
    port = router["metrics_port"]
    while True:
        status, content = ask(port, "/livez")
        settled = is_settled(port, status, content, revision)
        if settled or time.monotonic() >= deadline:
            return {"item": router, "status": status, "content": content, "settled": settled}
        time.sleep(POLL_SECONDS)


def main() -> None:
    module = AnsibleModule(
        argument_spec={
            "routers": {
                "type": "list",
                "elements": "dict",
                "required": True,
                "options": {
                    "name": {"type": "str", "required": True},
                    "metrics_port": {"type": "int", "required": True},
                    "port": {"type": "int"},
                },
            },
            "revision": {"type": "str"},
            "timeout_seconds": {"type": "int", "default": 5},
        },
        supports_check_mode=True,
    )
    revision, seconds = module.params["revision"], module.params["timeout_seconds"]
    deadline = time.monotonic() + seconds
    results = [look(router, revision, deadline) for router in module.params["routers"]]
    late = [found for found in results if not found["settled"]]
    if revision is not None and late:
        said = ", ".join(f"{found['item']['name']}: {found['status']} {found['content'][:200]}" for found in late)
        module.fail_json(msg=f"Not ready within {seconds} s: {said}; look at docker logs of it", results=results)
    module.exit_json(changed=False, results=results)


if __name__ == "__main__":
    main()
