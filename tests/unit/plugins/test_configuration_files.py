"""configuration_files: several files in one execution, all of them or none."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]


def write(files: list[dict[str, str]], *options: str) -> dict[str, Any]:
    """Run the module on this machine; returns its result."""
    run = subprocess.run(
        ["ansible", "localhost", "-m", "configuration_files", "-a", json.dumps({"files": files}), *options],
        cwd=ROOT,
        env={**os.environ, "ANSIBLE_CALLBACK_RESULT_FORMAT": "json"},
        capture_output=True,
        text=True,
        check=False,
    )
    _, arrow, answer = run.stdout.partition(" => {")
    assert arrow, run.stdout + run.stderr
    result: dict[str, Any] = json.JSONDecoder().raw_decode("{" + answer)[0]
    return result


def test_one_refused_file_keeps_all_from_being_written(tmp_path: Path) -> None:
    good, bad = tmp_path / "good", tmp_path / "bad"
    result = write(
        [
            {"dest": str(good), "content": "true\n", "validate": "sh -n %s"},
            {"dest": str(bad), "content": "if\n", "validate": "sh -n %s"},
        ]
    )
    assert f"{bad} would be refused, nothing was written" in result["msg"]
    assert not good.exists()
    assert not bad.exists()


def test_a_check_names_what_would_be_written_and_writes_nothing(tmp_path: Path) -> None:
    new = tmp_path / "folder/new"
    # The validator need not exist yet: a check of a bare host has installed nothing.
    result = write([{"dest": str(new), "content": "a\n", "validate": "no-such-program %s"}], "--check")
    assert result["changed"]
    assert result["written"] == [str(new)]
    assert not new.parent.exists()
