"""Servers and commands that site.yml must refuse, saying why, before it changes anything; and going on once mended."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from faults.operator import TO_THE_FIRST_CHANGE, Operator
from faults.scratch import NAME_SERVER, NOBODY, Scratch

MARKER = "/etc/codementee/environment"
WRONG_PASSWORD = "not-the-password-of-this-vault"
Evidence = Callable[[str], None]


def goes_on(operator: Operator, server: Scratch) -> None:
    """The refused run repeated: it passes every check of the first contact and makes its first change."""
    server.run("rm -rf /etc/codementee")
    run = operator.site(*TO_THE_FIRST_CHANGE).succeeded()
    assert server.exists(MARKER), "the first change after the checks was not made"
    assert run.changed[server.name] > 0


def test_a_change_on_a_server_is_noticed(server: Scratch) -> None:
    """What the other tests rely on when they say that nothing was touched."""
    before = server.now()
    assert server.touched_since(before) == []
    server.run("touch /etc/new && rm /etc/new && chmod 0644 /etc/hostname && touch /var/lib/dpkg/status")
    assert {"/etc", "/var/lib/dpkg/status"} <= set(server.touched_since(before))


def test_an_unsupported_system(operator: Operator, server: Scratch, evidence: Evidence) -> None:
    original = server.run("cat /etc/os-release")
    try:
        for name, release in (
            ("Debian GNU/Linux 11 (bullseye)", "ID=debian\nVERSION_ID=11\n"),
            ("Rocky Linux 9.4", "ID=rocky\nVERSION_ID=9.4\n"),
        ):
            server.write("/etc/os-release", f'{release}PRETTY_NAME="{name}"\n')
            before = server.now()
            said = operator.site(*TO_THE_FIRST_CHANGE).refused(
                f"{server.name} runs {name}, which is not supported",
                "Supported: Debian 12 and 13, Ubuntu 22.04 and 24.04",
                "Reinstall the server with Debian 13",
            )
            assert server.touched_since(before) == []
            evidence(said)
    finally:
        server.write("/etc/os-release", original + "\n")
    goes_on(operator, server)


def test_no_name_resolution(operator: Operator, server: Scratch, evidence: Evidence) -> None:
    server.resolve_through(NOBODY)
    try:
        before = server.now()
        said = operator.site(*TO_THE_FIRST_CHANGE).refused(
            f"{server.name} cannot resolve ", f"/etc/resolv.conf asks: {NOBODY}", "correct its name servers"
        )
        assert server.touched_since(before) == []
    finally:
        server.resolve_through(NAME_SERVER)
    evidence(said)
    goes_on(operator, server)


def test_a_full_disk(operator: Operator, server: Scratch, evidence: Evidence) -> None:
    """/var becomes a file system of its own that is filled to its last byte, and is given room again afterwards."""
    server.run(
        "mkdir /run/var && mount -t tmpfs -o size=512m,mode=0755 var /run/var && cp -a /var/. /run/var"
        " && mount --bind /run/var /var && ! dd if=/dev/zero of=/var/filler bs=1M 2>/dev/null"
    )
    try:
        before = server.now()
        said = operator.site(*TO_THE_FIRST_CHANGE).refused(
            f"{server.name} has 0 MiB of 512 MiB free on /var",
            "base_minimum_free_mb asks for 2048",
            "Nothing was changed",
            "du -xhd1 /var",
        )
        assert server.touched_since(before) == []
        server.run("rm /var/filler && mount -o remount,size=4g /run/var")
        goes_on(operator, server)
    finally:
        server.run("umount --lazy /var && umount --lazy /run/var && rmdir /run/var")
    evidence(said)


def test_an_unreachable_server(operator: Operator, bystander: Scratch, evidence: Evidence) -> None:
    """The other server is reached, and nevertheless left alone: a run stops for all."""
    operator.manage({"lost": NOBODY, bystander.name: bystander.address})
    before = bystander.now()
    run = operator.site(*TO_THE_FIRST_CHANGE)
    said = run.refused(
        f"lost ({NOBODY}) cannot be managed. Tried:",
        "root, port 22",
        "is the server running, the address in hosts.yml right",
        "docs/runbooks/ssh-lockout.md",
    )
    assert "UNREACHABLE!" in run.output
    assert bystander.name in run.changed, "the other server was not even contacted"
    assert bystander.touched_since(before) == []
    evidence(said)


def test_a_key_that_is_not_let_in(operator: Operator, server: Scratch, evidence: Evidence) -> None:
    server.run("mv /root/.ssh/authorized_keys /root/.ssh/kept")
    operator.hang_up()
    try:
        before = server.now()
        said = operator.site(*TO_THE_FIRST_CHANGE).refused(
            f"{server.name} ({server.address}) cannot be managed",
            "Permission denied",
            "A new server must let your key in as root",
        )
        assert server.touched_since(before) == []
    finally:
        server.run("mv /root/.ssh/kept /root/.ssh/authorized_keys")
    evidence(said)
    goes_on(operator, server)


@pytest.mark.parametrize(
    ("arguments", "variables", "words"),
    [
        (
            ("--vault-id", "sandbox@bin/vault-password-client"),
            {"CODEMENTEE_VAULT_PASSWORD": WRONG_PASSWORD},
            ("The vault password in CODEMENTEE_VAULT_PASSWORD does not open", "docs/runbooks/vault.md"),
        ),
        ((), {}, ("Attempting to decrypt but no vault secrets found",)),
    ],
    ids=["wrong", "not given"],
)
def test_a_vault_that_does_not_open(
    operator: Operator,
    server: Scratch,
    evidence: Evidence,
    arguments: tuple[str, ...],
    variables: dict[str, str],
    words: tuple[str, ...],
) -> None:
    before = server.now()
    run = operator.site(*TO_THE_FIRST_CHANGE, *arguments, **{"ANSIBLE_VAULT_PASSWORD_FILE": None, **variables})
    said = run.refused(*words)
    assert run.changed == {}, "the run got as far as the servers"
    assert WRONG_PASSWORD not in run.output, "the password was printed"
    assert server.touched_since(before) == []
    evidence(said)
