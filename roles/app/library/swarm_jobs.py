"""Run one-off commands of a release as Swarm jobs, each once per specification."""

from __future__ import annotations

import contextlib
import hashlib
import json
import time
from typing import Any

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.swarm_tasks import FAILED_STATES, connect, explain

# connect() says what to do when it is absent.
with contextlib.suppress(ImportError):
    from docker.types import (
        ContainerSpec,
        Mount,
        NetworkAttachmentConfig,
        Placement,
        Resources,
        RestartPolicy,
        SecretReference,
        ServiceMode,
        TaskTemplate,
    )

DOCUMENTATION = r"""
module: swarm_jobs
short_description: Run one-off commands of a release as Swarm jobs, each once per specification
description:
  - A job is a service of mode C(replicated-job). It gets its secrets as files from the engine, so that no
    value shows in arguments, environment or C(docker inspect), and it stays listed as the record that it ran.
  - A job whose specification (image, command, environment, secrets, …) has completed is not run again.
options:
  jobs:
    description: Jobs in the order in which they run; the first failure ends the sequence.
    type: list
    elements: dict
    required: true
    suboptions:
      name: {description: Name after the prefix., type: str, required: true}
      command: {description: Command and arguments., type: list, elements: str, required: true}
  prefix: {description: What the names of the services begin with., type: str, default: ""}
  image: {description: Image by digest., type: str, required: true}
  user: {description: Numeric user and group., type: str, required: true}
  environment: {description: Variables without secrets., type: dict, default: {}}
  secrets: {description: Name of the file under /run/secrets to name of the engine's secret., type: dict, default: {}}
  binds: {description: Directories mounted read-only at the same path., type: list, elements: path, default: []}
  network: {description: Overlay network., type: str, required: true}
  constraints: {description: Placement constraints., type: list, elements: str, default: []}
  memory_limit_mb: {description: Memory limit., type: int, default: 256}
  container_labels: {description: Labels of the containers., type: dict, default: {}}
  timeout_seconds: {description: How long one job may take., type: int, default: 300}
  log_lines: {description: Lines of a failed job's output to show., type: int, default: 20}
author: [Codementee]
"""

EXAMPLES = r"""
- name: Bring the database to the release
  swarm_jobs:
    jobs: [{name: migrate, command: [codementee, migrate]}]
    prefix: codementee-
    image: registry.example.com/codementee/backend@sha256:…
    user: "10001:10001"
    network: codementee
    secrets: {mongodb_uri: codementee_mongodb_uri_v3}
"""

RETURN = r"""
ran:
  description: Jobs that were run.
  type: list
  returned: always
"""

POLL_SECONDS = 0.5
FINGERPRINT_LABEL = "codementee.job.fingerprint"
TMP_BYTES = 16 * 1024 * 1024


def fingerprint(options: dict[str, Any], job: dict[str, Any]) -> str:
    """Changes whenever running the job again could have another outcome."""
    decisive = {key: options[key] for key in ("image", "user", "environment", "secrets", "binds", "network")}
    text = json.dumps({"command": job["command"], **decisive}, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def outcome(tasks: list[dict[str, Any]]) -> str:
    """`completed`, `failed` or `running` of a job with one task that is never restarted."""
    states = {task["Status"]["State"] for task in tasks}
    if "complete" in states:
        return "completed"
    return "failed" if states & FAILED_STATES else "running"


class Jobs:
    """The jobs of one module run."""

    def __init__(self, module: AnsibleModule) -> None:
        self.module = module
        self.options = module.params
        self.client = connect(module)

    def service(self, name: str) -> dict[str, Any] | None:
        found = self.client.services(filters={"name": name})
        return next((each for each in found if each["Spec"]["Name"] == name), None)

    def tasks(self, name: str) -> list[dict[str, Any]]:
        return list(self.client.tasks(filters={"service": name}))

    def has_completed(self, job: dict[str, Any]) -> bool:
        service = self.service(job["name"])
        if service is None or service["Spec"]["Labels"].get(FINGERPRINT_LABEL) != fingerprint(self.options, job):
            return False
        return outcome(self.tasks(job["name"])) == "completed"

    def secret_references(self) -> list[Any]:
        uid, gid = self.options["user"].split(":")
        references = []
        for target, name in self.options["secrets"].items():
            found = [each for each in self.client.secrets(filters={"name": name}) if each["Spec"]["Name"] == name]
            if not found:
                self.module.fail_json(msg=f"The engine has no secret {name}")
            references.append(SecretReference(found[0]["ID"], name, target, uid, gid, 0o400))
        return references

    def template(self, job: dict[str, Any]) -> Any:
        options = self.options
        mounts = [Mount(path, path, type="bind", read_only=True) for path in options["binds"]]
        mounts.append(Mount("/tmp", None, type="tmpfs", tmpfs_size=TMP_BYTES, tmpfs_mode=0o1777))  # noqa: S108
        container = ContainerSpec(
            options["image"],
            command=job["command"],
            env=[f"{key}={value}" for key, value in sorted(options["environment"].items())],
            user=options["user"],
            mounts=mounts,
            secrets=self.secret_references(),
            labels=options["container_labels"],
            read_only=True,
            cap_drop=["ALL"],
        )
        return TaskTemplate(
            container,
            resources=Resources(mem_limit=options["memory_limit_mb"] * 1024 * 1024),
            restart_policy=RestartPolicy(condition="none"),
            placement=Placement(constraints=options["constraints"]),
            networks=[NetworkAttachmentConfig(options["network"])],
        )

    def run(self, job: dict[str, Any]) -> None:
        """Replace whatever an earlier run left and wait for the end."""
        name = job["name"]
        if self.service(name):
            self.client.remove_service(name)
        self.client.create_service(
            self.template(job),
            name=name,
            labels={FINGERPRINT_LABEL: fingerprint(self.options, job)},
            mode=ServiceMode("replicated-job", replicas=1),
        )
        give_up = time.monotonic() + self.options["timeout_seconds"]
        while (state := outcome(tasks := self.tasks(name))) == "running":
            if time.monotonic() > give_up:
                why = explain(self.module, self.client, tasks, self.options["log_lines"])
                # Stopped, so that it does not finish behind the back of whoever repairs it.
                self.client.remove_service(name)
                limit = self.options["timeout_seconds"]
                self.module.fail_json(msg=f"{name} did not finish within {limit} s and was stopped. It is {why}")
            time.sleep(POLL_SECONDS)
        if state == "failed":
            why = explain(self.module, self.client, tasks, self.options["log_lines"])
            self.module.fail_json(msg=f"{name} failed. {why}")


def main() -> None:
    module = AnsibleModule(
        argument_spec={
            "jobs": {
                "type": "list",
                "elements": "dict",
                "required": True,
                "options": {
                    "name": {"type": "str", "required": True},
                    "command": {"type": "list", "elements": "str", "required": True},
                },
            },
            "prefix": {"type": "str", "default": ""},
            "image": {"type": "str", "required": True},
            "user": {"type": "str", "required": True},
            "environment": {"type": "dict", "default": {}},
            "secrets": {"type": "dict", "default": {}, "no_log": False},
            "binds": {"type": "list", "elements": "path", "default": []},
            "network": {"type": "str", "required": True},
            "constraints": {"type": "list", "elements": "str", "default": []},
            "memory_limit_mb": {"type": "int", "default": 256},
            "container_labels": {"type": "dict", "default": {}},
            "timeout_seconds": {"type": "int", "default": 300},
            "log_lines": {"type": "int", "default": 20},
        },
        supports_check_mode=True,
    )
    jobs = Jobs(module)
    named = [{**job, "name": module.params["prefix"] + job["name"]} for job in module.params["jobs"]]
    due = [job for job in named if not jobs.has_completed(job)]
    if not module.check_mode:
        for job in due:
            jobs.run(job)
    module.exit_json(changed=bool(due), ran=[job["name"] for job in due])


if __name__ == "__main__":
    main()
