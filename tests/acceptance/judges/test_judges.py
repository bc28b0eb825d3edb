"""What public judges say: ssh-audit, testssl, gixy, Lynis; and the memory of the idle stack."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from acceptance.report.plugin import Evidence
from acceptance.support.clients import LABEL, ClientContainer, Clients, docker
from acceptance.support.server import Server
from acceptance.support.settings import Environment

SSH_POLICY = "Hardened Debian 13 (version 1)"
TESTSSL_SCORE = 96
LYNIS_INDEX = 88
IDLE_MEMORY_MB = 700
# Whether there is an address to ask for revocations is the authority's decision. BREACH is about secrets in compressed
# answers: `/` is a static page without any, and answers of /api/auth/ are not compressed.
NOT_OURS = ("cert_revocation", "BREACH")
POST_QUANTUM_GROUP = "X25519MLKEM768"
ANSI = re.compile(r"\x1b\[[0-9;]*m")

# A judge takes minutes where a test takes seconds, and changes nothing it looks at.
pytestmark = pytest.mark.timeout(900)


def tool(name: str) -> str:
    """A command of the suite's own Python environment."""
    return str(Path(sys.executable).parent / name)


def ssh_port(environment: Environment) -> str:
    return str(environment.option("ansible_port") or 22)


@pytest.mark.judge("ssh-audit policy")
def test_ssh_audit_policy(environment: Environment, evidence: Evidence) -> None:
    command = [tool("ssh-audit"), "--policy", SSH_POLICY, "--port", ssh_port(environment), environment.edge_address]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 0, ANSI.sub("", run.stdout + run.stderr)[-1500:]
    assert "Passed" in run.stdout, f"no verdict: {run.stdout[-500:]}"
    evidence(f"policy {SSH_POLICY!r} passed")


@pytest.mark.judge("ssh-audit")
def test_ssh_audit_has_nothing_to_say(environment: Environment, evidence: Evidence) -> None:
    command = [
        tool("ssh-audit"),
        "--json",
        "--skip-rate-test",
        "--port",
        ssh_port(environment),
        environment.edge_address,
    ]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    found: dict[str, Any] = json.JSONDecoder().raw_decode(run.stdout)[0]
    assert "kex" in found, f"no scan: sshd penalises this address (ssh_penalty_exempt_networks)? {run.stdout[:300]}"
    listed = [item for kind in ("kex", "key", "enc", "mac") for item in found[kind]]
    assert len(listed) >= 8, f"only {len(listed)} algorithms seen: the scan was cut short"
    notes = {
        item["algorithm"]: item["notes"] for item in listed if item["notes"].get("fail") or item["notes"].get("warn")
    }
    assert not notes, f"fail or warn lines: {notes}"
    evidence(f"{len(listed)} algorithms, 0 fail and 0 warn lines")


@pytest.fixture(scope="module")
def examiner(clients: Clients) -> ClientContainer:
    """A client with Debian's testssl.sh."""
    client = clients.named("examiner")
    docker("exec", client.name, "apt-get", "update", "-qq", timeout=180)
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-qq", "--no-install-recommends"]
    docker("exec", client.name, *quiet, "testssl.sh", "bsdextrautils", "dnsutils", "openssl", timeout=300)
    return client


@pytest.mark.judge("testssl")
def test_testssl_grade(environment: Environment, examiner: ClientContainer, evidence: Evidence) -> None:
    report = "/tmp/testssl.json"  # noqa: S108  # inside a container of our own
    docker("exec", examiner.name, "rm", "-f", report)
    command = ["testssl", "--quiet", "--color", "0", "--warnings", "batch", "--add-ca", str(examiner.roots)]
    command += ["--ip", environment.edge_address, "--jsonfile", report, f"https://{environment.canonical_host}"]
    docker("exec", examiner.name, *command, timeout=840, check=False)
    findings = {f["id"]: f for f in json.loads(docker("exec", examiner.name, "cat", report))}
    grade, score = findings["overall_grade"]["finding"], int(findings["final_score"]["finding"])
    reasons = [f["finding"] for name, f in findings.items() if name.startswith("grade_cap_reason")]
    assert grade == "A+", f"grade {grade}: {reasons}"
    assert score >= TESTSSL_SCORE, f"score {score}: {reasons}"
    ours = {name: found for name, found in findings.items() if name not in NOT_OURS}
    severe = [f"{n}: {f['finding']}" for n, f in ours.items() if f["severity"] in ("MEDIUM", "HIGH", "CRITICAL")]
    assert not severe, severe
    evidence(f"grade {grade}, score {score}, nothing of medium severity or more")


@pytest.mark.judge("post-quantum key exchange")
def test_post_quantum_group_is_negotiated(
    environment: Environment, examiner: ClientContainer, evidence: Evidence
) -> None:
    connect = f"{environment.edge_address}:443"
    command = ["openssl", "s_client", "-connect", connect, "-servername", environment.canonical_host]
    said = docker("exec", examiner.name, *command, "-CAfile", str(examiner.roots), "-verify_return_error", timeout=30)
    group = re.search(r"Negotiated TLS1.3 group: (\S+)", said)
    assert group, f"no group named by openssl: {said[-300:]}"
    assert group[1] == POST_QUANTUM_GROUP, f"negotiated {group[1]}"
    evidence(f"openssl's own first choice: {group[1]} negotiated")


@pytest.mark.judge("gixy")
def test_gixy_finds_nothing(server: Server, tmp_path: Path, evidence: Evidence) -> None:
    dump = tmp_path / "nginx.conf"
    dump.write_text(server.run("nginx -T 2>/dev/null"), encoding="utf-8")
    run = subprocess.run(
        [tool("gixy"), "--format", "json", str(dump)], capture_output=True, text=True, timeout=60, check=False
    )
    assert run.stdout.strip().startswith("["), f"gixy did not judge: {run.stderr[-500:]}"
    issues = json.loads(run.stdout)
    assert not issues, [(issue.get("plugin"), issue.get("summary"), issue.get("reason")) for issue in issues]
    servers = dump.read_text(encoding="utf-8").count("server_name ")
    evidence(f"0 issues in {servers} server blocks of the running configuration")


@pytest.fixture
def lynis(server: Server) -> Iterator[str]:
    """Debian's Lynis on the server for the time of the audit."""
    install = "DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends lynis"
    had = server.attempt("command -v lynis").returncode == 0
    if not had:
        server.run(f"apt-get update -qq && {install}", timeout=300)
    yield "lynis audit system --quick --no-colors --quiet --cronjob"
    if not had:
        server.run("DEBIAN_FRONTEND=noninteractive apt-get purge -qq lynis", timeout=120)


@pytest.mark.disruptive
@pytest.mark.judge("Lynis")
def test_lynis_index(server: Server, lynis: str, evidence: Evidence) -> None:
    server.run("rm -f /var/log/lynis-report.dat")
    server.attempt(lynis, timeout=600)
    report = server.run("cat /var/log/lynis-report.dat").splitlines()
    index = int(next(line for line in report if line.startswith("hardening_index=")).partition("=")[2])
    warnings = [line.partition("=")[2] for line in report if line.startswith("warning[]=")]
    suggestions = [line.partition("=")[2].split("|")[0] for line in report if line.startswith("suggestion[]=")]
    assert not warnings, f"warnings: {warnings}; index {index}"
    assert index >= LYNIS_INDEX, f"index {index}; suggestions {suggestions}"
    evidence(f"hardening index {index}, 0 warnings, {len(suggestions)} suggestions: {', '.join(suggestions) or 'none'}")


READ_MEMORY = """
import collections, pathlib
total = collections.Counter()
for process in pathlib.Path('/proc').glob('[0-9]*'):
    try:
        rollup = (process / 'smaps_rollup').read_text()
        name = (process / 'comm').read_text().strip()
    except OSError:
        continue
    total[name] += sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith('Pss:'))
    total[''] += 1
print(*(f'{size} {name}' for name, size in total.items()), sep=chr(10))
"""


@pytest.mark.judge("idle memory")
def test_idle_stack_is_small(environment: Environment, evidence: Evidence) -> None:
    """Proportional set size: memory shared by several processes is counted once.

    Seen from a container in the server's process namespace: inside it, hidepid hides processes even from root.
    """
    share = ["run", "--rm", "--label", LABEL, "--pid", f"container:{environment.container(environment.edge)}"]
    look = [*share, "--cap-add", "SYS_PTRACE", "--entrypoint", "python3", environment.client.image, "-c", READ_MEMORY]
    sizes = {name: int(size) for size, _, name in (line.partition(" ") for line in docker(*look).splitlines())}
    processes = sizes.pop("")
    assert processes > 20, f"only {processes} processes could be read"
    total = sum(sizes.values()) / 1024
    ranking = sorted(sizes, key=lambda name: -sizes[name])
    largest = ", ".join(f"{name} {sizes[name] // 1024}" for name in ranking[:6])
    assert total <= IDLE_MEMORY_MB, f"{total:.0f} MB in {processes} processes: {largest}"
    evidence(f"{total:.0f} MB in {processes} processes (limit {IDLE_MEMORY_MB}); largest: {largest}")
