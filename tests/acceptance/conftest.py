"""Entry of the acceptance suite; docs/acceptance.md says how to run it and how to read its report.

There is no pytest.ini: which ini file applies would depend on how --inventory is spelled on the command line. The
suite's rules are in fixtures.py instead, and hold wherever it is started from.
"""

import sys
from pathlib import Path

TESTS = str(Path(__file__).parent.parent)
if TESTS not in sys.path:
    sys.path.insert(0, TESTS)

pytest_plugins = ["pytester", "acceptance.report.plugin", "acceptance.fixtures", "releases.fixtures"]
