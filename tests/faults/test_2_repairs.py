"""Servers that site.yml puts right by itself, and what it cannot put right."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from faults.operator import TO_THE_FIRST_CHANGE, Operator
from faults.scratch import Scratch

pytestmark = pytest.mark.slow
Evidence = Callable[[str], None]

MARKER = "/etc/codementee/environment"
INSTALL = "base : Install the base packages"
SUDOERS = "/etc/sudoers.d/50-base-deploy"
CONTROL = """Package: {name}
Version: 1
Architecture: all
Maintainer: Nobody <nobody@codementee.test>
Description: {name}
"""
# The package manager dies while it runs this, once: what a power cut or the out-of-memory killer does.
DIES_ONCE = '#!/bin/sh\n[ -e /var/lib/{name} ] && exit 0\ntouch /var/lib/{name}\nkill -9 "$PPID"\nsleep 1\n'
FAILS = "#!/bin/sh\necho no licence found >&2\nexit 1\n"


def install(server: Scratch, name: str, script: str, text: str) -> None:
    """Install a package of this name whose `script` (preinst, postinst) is `text`; it does not go well."""
    folder = f"/root/{name}"
    server.run(f"mkdir -p {folder}/DEBIAN")
    server.write(f"{folder}/DEBIAN/control", CONTROL.format(name=name))
    server.write(f"{folder}/DEBIAN/{script}", text.format(name=name), "0755")
    server.run(f"dpkg-deb --build {folder} {folder}.deb && ! dpkg --install {folder}.deb")


def state(server: Scratch, package: str) -> str:
    query = "dpkg-query --show --showformat '${db:Status-Eflag} ${db:Status-Status}'"
    return server.run(f"{query} {package}", check=False)


def test_no_python(operator: Operator, server: Scratch, evidence: Evidence) -> None:
    server.run("apt-get purge -y -qq 'python3*' 'libpython3*' >/dev/null 2>&1; ! test -e /usr/bin/python3")
    before = server.now()
    said = operator.site("--check", *TO_THE_FIRST_CHANGE).refused(
        f"{server.name} has no Python yet", "The real run installs it first"
    )
    assert server.touched_since(before) == []
    run = operator.site("--tags", "base").succeeded()
    assert server.exists("/usr/bin/python3")
    assert server.exists(SUDOERS), "the run did not go on"
    evidence(said)
    evidence(f"installed, then went on: {run.changed[server.name]} changes in {run.seconds:.0f} s")


def test_a_run_that_was_killed(operator: Operator, bystander: Scratch, evidence: Evidence) -> None:
    """Run and package manager die in the middle; one package is half configured, another one half unpacked."""
    server = bystander
    operator.manage({server.name: server.address})
    operator.killed_at(INSTALL, "--tags", "base")
    server.run("for name in apt-get dpkg; do pkill -9 -x $name; done; sleep 1; ! pgrep -x 'apt-get|dpkg'")
    install(server, "cut-off", "postinst", DIES_ONCE)
    assert state(server, "cut-off") == "ok half-configured"
    server.run(
        "sed -i '/^Package: procps$/,/^$/s/^Status: .*/Status: install reinstreq half-installed/' /var/lib/dpkg/status"
    )
    server.run("rm /usr/bin/free")
    assert state(server, "procps") == "reinstreq half-installed"
    assert server.run("dpkg --audit") != ""
    run = operator.site("--tags", "base").succeeded()
    assert server.run("dpkg --audit") == ""
    assert {state(server, "cut-off"), state(server, "procps")} == {"ok installed"}
    assert server.exists("/usr/bin/free")
    assert server.exists(SUDOERS), "the run did not go on"
    evidence(f"repaired, then went on: {run.changed[server.name]} changes in {run.seconds:.0f} s")


def test_packages_that_cannot_be_repaired(operator: Operator, server: Scratch, evidence: Evidence) -> None:
    """One that nobody offers any more, and one that always fails: both are named, and the run gives up at once."""
    server.run("rm -rf /etc/codementee")
    install(server, "no-licence", "postinst", FAILS)
    install(server, "no-archive", "preinst", DIES_ONCE)
    run = operator.site(*TO_THE_FIRST_CHANGE)
    assert run.status != 0
    assert run.seconds < 120, "it went on trying what cannot succeed"
    expected = (
        f"{server.name} has packages whose installation was interrupted and cannot be finished: no-archive, no-licence."
    )
    for words in (
        expected,
        "no licence found",
        "no-archive needs to be reinstalled",
        "sudo dpkg --remove --force-remove-reinstreq no-archive no-licence",
    ):
        assert words in run.text, f"not said: {words}\n{run.output[-3000:]}"
    assert not server.exists(MARKER), "the run went on"
    evidence(run.line(expected))
    # What the message says to do.
    server.run("dpkg --remove --force-remove-reinstreq no-archive no-licence 2>&1")
    operator.site(*TO_THE_FIRST_CHANGE).succeeded()
    assert server.exists(MARKER)
