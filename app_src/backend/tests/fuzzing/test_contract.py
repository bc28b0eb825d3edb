"""The whole contract, fuzzed by schemathesis as everybody who may knock: examples, boundaries, random, stateful.

``--fuzz-examples N`` (default 1) sets how many random cases an operation gets; the campaign takes more.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from tests.conftest import new_environment
from tests.fuzzing.people import tokens
from tests.support.databases import Mongod, Valkey
from tests.support.installation import install
from tests.support.processes import Codementee

HERE = Path(__file__).parent
SECONDS = 560
EXCLUDED_CHECKS = ("not_a_server_error",)  # nothing_fails_inside is the same with one documented exception


@pytest.fixture(scope="module")
def served(
    tmp_path_factory: pytest.TempPathFactory, mongod: Mongod, valkey: Valkey
) -> Iterator[tuple[Codementee, dict[str, str]]]:
    """An installation of its own: what fuzzing leaves behind is nobody else's business."""
    directory = tmp_path_factory.mktemp("fuzzing")
    environment = new_environment(directory, mongod, valkey) | {"CODEMENTEE_LOG_LEVEL": "WARNING"}
    install(environment)
    with Codementee("codementee-api", environment | {"CODEMENTEE_LOG_LEVEL": "INFO"}, directory) as api:
        yield api.started(), environment


@pytest.mark.timeout(SECONDS + 20)
@pytest.mark.parametrize("role", ["anonymous", "mentee", "mentor", "admin"])
def test_contract_holds(
    served: tuple[Codementee, dict[str, str]], role: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    api, environment = served
    header = [] if role == "anonymous" else ["--header", f"Authorization: Bearer {tokens(environment)[role]}"]
    schema = tmp_path / "openapi.json"
    schema.write_text(httpx2.get(f"{api.url}/api/openapi.json").text)
    command = [
        *(sys.executable, "-W", "ignore", "-m", "schemathesis.cli"),
        *("--config-file", str(HERE / "schemathesis.toml"), "run", str(schema)),
        *("--url", api.url, "--no-color", "--exclude-checks", ",".join(EXCLUDED_CHECKS)),
        *("--max-examples", str(request.config.getoption("--fuzz-examples")), "--warnings", "off"),
        *header,
    ]
    hooks = {"SCHEMATHESIS_HOOKS": "tests.fuzzing.hooks", "PYTHONPATH": os.pathsep.join(sys.path)}
    result = subprocess.run(
        command, env=os.environ | hooks, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=SECONDS
    )
    assert result.returncode == 0, result.stdout[-20_000:] + result.stderr[-2_000:]
    generated = re.search(r"(\d+) generated", result.stdout)
    assert generated is not None, result.stdout[-2_000:]
    # Fewer than three cases for each operation would mean that little was asked.
    assert int(generated[1]) >= 300, result.stdout[-2_000:]
    print(f"{role}: {generated[1]} cases")  # noqa: T201 - the figure of the campaign
    assert api.events("unhandled_exception") == []
