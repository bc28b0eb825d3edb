"""A server's own files go back to a moment, some of them alone, and forward again: make restore-files; make drill."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from acceptance.report.plugin import Evidence
from acceptance.support.backups import Backups
from acceptance.support.server import Server
from acceptance.support.settings import Environment
from acceptance.support.web import Web
from releases.operator import Operator

pytestmark = [pytest.mark.disruptive, pytest.mark.campaign, pytest.mark.timeout(900)]
FOLDER = "/etc/nginx/acceptance"
RESTORED = "/var/lib/codementee/backup/restore-files"


def test_files_go_back_and_forward_again(
    environment: Environment, server: Server, visitor: Web, evidence: Evidence
) -> None:
    backups, operator, host = Backups(server), Operator(environment.name), environment.edge

    def content() -> dict[str, str]:
        paths = server.run(f"find {FOLDER} /etc/ssh -name 'acceptance-*' | sort").split()
        return {path.rpartition("/")[2]: server.run(f"cat {path}") for path in paths}

    try:
        server.run(
            f"mkdir -p {FOLDER} && echo first > {FOLDER}/acceptance-changed && echo first > {FOLDER}/acceptance-gone"
        )
        server.run("echo first > /etc/ssh/acceptance-other")
        backups.take("files", "acceptance: before the change")
        time.sleep(1.1)  # The moment that is asked for: after the one, before the other.
        moment = datetime.now(UTC)
        server.run(f"echo second > {FOLDER}/acceptance-changed && rm {FOLDER}/acceptance-gone")
        server.run(f"echo second > /etc/ssh/acceptance-other && echo second > {FOLDER}/acceptance-new")
        spoilt = content()
        words = (f"SERVER={host}", f"AT={moment:%Y-%m-%d %H:%M:%S}", f"FILES={FOLDER}")

        looked = operator.make("restore-files", *words).succeeded()
        assert f"{FOLDER}/acceptance-changed" in looked.text, looked.output[-3000:]
        assert f"{FOLDER}/acceptance-gone (is not there)" in looked.text
        assert "acceptance-other" not in looked.text
        assert "Nothing was changed" in looked.text
        for wrong in ((*words, "CONFIRM=another-host"), ("SERVER=nobody",), (*words[:2], f"CONFIRM={host}")):
            assert operator.make("restore-files", *wrong).status != 0, f"{wrong} was enough"
        assert content() == spoilt, "looking, or the wrong word, changed something"

        done = operator.make("restore-files", *words, f"CONFIRM={host}").succeeded()
        assert content() == {
            "acceptance-changed": "first",
            "acceptance-gone": "first",
            "acceptance-new": "second",
            "acceptance-other": "second",
        }
        assert server.attempt(f"test -e {RESTORED}").returncode != 0, "keys lie about, readable"
        assert visitor.get(f"{environment.url}/").status_code == 200

        undo = backups.listed("files")[-1]
        assert str(undo["why"]).startswith("before a restore")
        variables = {"restore_backup": undo["id"]}
        operator.make("restore-files", words[0], words[2], f"CONFIRM={host}", variables=variables).succeeded()
        assert content() == spoilt | {"acceptance-gone": "first"}
        evidence(f"one folder of {host} back in {done.seconds:.0f} s, others untouched; undone by the backup before it")
    finally:
        server.run(f"rm -rf {FOLDER} /etc/ssh/acceptance-other")


def test_a_drill_on_request_says_what_was_tried(environment: Environment, evidence: Evidence) -> None:
    run = Operator(environment.name).make("drill").succeeded()
    assert "tried by the application" in run.text, run.output[-3000:]
    assert "Drill passed" in run.text
    evidence(f"make drill: {run.seconds:.0f} s")
