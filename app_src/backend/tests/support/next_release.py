"""A pytest plugin for the tests of the release before: what they install is migrated by the release after it as well.

``run-previous-tests`` puts this file among those tests and the other release beside them. Loaded before they are.
"""

import subprocess
from collections.abc import Mapping

from codementee.seeding.service import SeedSummary
from tests.support import installation

PYTHON = "/opt/next/bin/python"
CALL_COMMAND = "import sys; from codementee.cli import main; sys.exit(main())"

_install = installation.install


def install(environment: Mapping[str, str]) -> SeedSummary:
    """As deploying the next release leaves a database, from which this one goes on serving."""
    summary = _install(environment)
    own = {name: value for name, value in environment.items() if name != "PYTHONPATH"}
    subprocess.run([PYTHON, "-c", CALL_COMMAND, "migrate"], env=own, check=True, stdout=subprocess.DEVNULL)
    return summary


installation.install = install
