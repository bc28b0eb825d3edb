"""``codementee``: the operator's commands.

Everything is imported where it is needed: the health probe runs every few seconds and must cost next to nothing.
"""

import sys

from codementee.core.exits import EX_USAGE

_USAGE = """\
usage: codementee COMMAND

  migrate                     create the indexes this release needs; repeatable
  seed                        bring in the catalogue, keep what administrators edited; repeatable
  healthcheck [api|worker]    is the process in this container alive (found out by itself when not said)
  openapi                     print the contract

Exit codes: 0 done; 1 unhealthy or failed; 64 wrong usage; 69 the database cannot be reached; 78 settings not usable.
"""


def main() -> int:
    match sys.argv[1:]:
        case ["healthcheck", *rest] if len(rest) <= 1:
            from codementee.healthcheck import run_healthcheck  # noqa: PLC0415 - see above

            return run_healthcheck(*rest)
        case ["migrate"]:
            from codementee.commands import run_migrate  # noqa: PLC0415 - see above

            return run_migrate()
        case ["seed"]:
            from codementee.commands import run_seed  # noqa: PLC0415 - see above

            return run_seed()
        case ["openapi"]:
            from codementee.contract import render_contract  # noqa: PLC0415 - see above

            sys.stdout.write(render_contract())
            return 0
        case ["help" | "--help" | "-h"]:
            sys.stdout.write(_USAGE)
            return 0
        case _:
            sys.stderr.write(_USAGE)
            return EX_USAGE
