"""Servers to be broken: containers of the sandbox's VPS image, beside its own servers and never those."""

from __future__ import annotations

import shlex
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STATE = ROOT / ".sandbox"
NETWORK = "codementee-sandbox"
IMAGE = "codementee-sandbox/vps:latest"
# The sandbox's destroy.yml removes whatever carries this label, should a run be killed.
LABEL = "test.codementee=faults"
NAME_SERVER = "198.51.100.2"
# Nobody has this address: packets to it are lost, as where a firewall drops them.
NOBODY = "198.51.100.129"
# What changes on any running server, whoever looks at it.
RESTLESS = ("/run/", "/tmp/", "/var/log/", "/var/lib/systemd/")  # noqa: S108  # the server's
BOOT_SECONDS = 60


def docker(*arguments: str, check: bool = True, stdin: str | None = None, timeout: float = 120) -> str:
    """Run the docker client against the engine of DOCKER_HOST; returns what it printed."""
    run = subprocess.run(
        ["docker", *arguments], input=stdin, capture_output=True, text=True, timeout=timeout, check=False
    )
    assert not check or run.returncode == 0, f"docker {arguments[0]} failed: {run.stderr.strip()}\n{run.stdout}"
    return run.stdout.strip()


def cgroup_tree() -> Path:
    """Where this machine has cgroup v2; see molecule/sandbox/tasks/vps.yml."""
    tree = Path("/sys/fs/cgroup")
    return tree if (tree / "cgroup.controllers").exists() else tree / "unified"


class Scratch:
    """A server as a provider delivers it. Faults go in through the engine, the playbooks through SSH alone."""

    def __init__(self, name: str, address: str, folder: Path) -> None:
        self.name = name
        self.address = address
        self._container = f"codementee-{name}"
        self._cgroup = cgroup_tree() / "codementee-sandbox" / name
        self._resolv_conf = folder / f"{name}.resolv.conf"
        self.remove()
        self._resolv_conf.unlink(missing_ok=True)
        self.resolve_through(NAME_SERVER)
        self._cgroup.mkdir(parents=True, exist_ok=True)
        docker(
            "run", "--detach", "--name", self._container, "--hostname", name, "--label", LABEL,
            "--network", NETWORK, "--ip", address,
            "--cap-add", "SYS_ADMIN", "--cap-add", "NET_ADMIN", "--cap-add", "SYS_PTRACE",
            "--security-opt", "seccomp=unconfined", "--security-opt", "systempaths=unconfined",
            "--security-opt", "apparmor=unconfined",
            "--cgroupns", "host", "--volume", f"{self._cgroup}:/sys/fs/cgroup:rw",
            "--tmpfs", "/run", "--tmpfs", "/tmp:exec", "--volume", "/var/lib/docker",  # noqa: S108  # in the container
            "--volume", f"{self._resolv_conf}:/etc/resolv.conf:ro", "--stop-timeout", "5", IMAGE,
        )  # fmt: skip

    def deliver(self) -> None:
        """Wait for the first boot and let the sandbox's key in as root, as the order form of a provider does."""
        key = (STATE / "ssh/id_ed25519.pub").read_text(encoding="utf-8")
        self.run("umask 077; mkdir -p /root/.ssh; cat >/root/.ssh/authorized_keys", stdin=key)
        end = time.monotonic() + BOOT_SECONDS
        while self.run("systemctl is-active ssh.service", check=False) != "active":
            assert time.monotonic() < end, f"{self.name} does not boot; read: docker logs {self._container}"
            time.sleep(0.2)
        # Busy with its boot, it would change files that nobody touched.
        self.run("systemctl is-system-running --wait", check=False)

    @property
    def host_key(self) -> str:
        """Its line of known_hosts, read where nobody can be in between."""
        return f"{self.address} {' '.join(self.run('cat /etc/ssh/ssh_host_ed25519_key.pub').split()[:2])}\n"

    def run(self, command: str, *, check: bool = True, stdin: str | None = None, timeout: float = 180) -> str:
        """A shell command as root, without SSH and without Python."""
        return docker(
            "exec", "--interactive", self._container, "sh", "-c", command, check=check, stdin=stdin, timeout=timeout
        )

    def write(self, path: str, content: str, mode: str = "0644") -> None:
        self.run(f"cat >{shlex.quote(path)} && chmod {mode} {shlex.quote(path)}", stdin=content)

    def exists(self, path: str) -> bool:
        return self.run(f"test -e {shlex.quote(path)} && echo yes", check=False) == "yes"

    def resolve_through(self, *name_servers: str) -> None:
        """Change the server's name servers; in place, for a mounted file that is replaced stays the old one inside."""
        with self._resolv_conf.open("w", encoding="utf-8") as file:
            file.writelines(f"nameserver {server}\n" for server in name_servers)

    def now(self) -> str:
        """An instant for `touched_since`; files are stamped with a clock that ticks every few milliseconds."""
        time.sleep(0.05)
        instant = self.run("date +%s.%N")
        time.sleep(0.05)
        return instant

    def touched_since(self, instant: str) -> list[str]:
        """Files and folders created, changed or emptied since then, by whatever means."""
        found = self.run(f"find / /var -xdev -newerct @{instant} 2>/dev/null; true").splitlines()
        return sorted({path for path in found if not f"{path}/".startswith(RESTLESS)})

    def remove(self) -> None:
        docker("rm", "--force", "--volumes", self._container, check=False)
        # systemd leaves its tree of groups; the innermost go first.
        if self._cgroup.is_dir():
            groups = [self._cgroup, *(path for path in self._cgroup.rglob("*") if path.is_dir())]
            for group in sorted(groups, key=lambda path: len(path.parts), reverse=True):
                group.rmdir()
