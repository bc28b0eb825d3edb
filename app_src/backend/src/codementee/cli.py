"""``codementee``: the operator's commands.

Everything is imported where it is needed: the health probe runs every few seconds and must cost next to nothing.
"""

import sys

from codementee.core.exits import EX_USAGE

_USAGE = """\
usage: codementee COMMAND

  migrate                     create the indexes this release needs; repeatable
  seed                        bring in the catalogue, keep what administrators edited; repeatable
  demo [--users N] [--bookings M]
                              fill it with invented people and bookings (60 and 120 unless said; not in production);
                              repeatable; CODEMENTEE_DEMO_PASSWORD sets everybody's password
  smoke                       ask the API, in this process, for what its lists have in the database that it is given:
                              does this release work with it; for drills on a restored one
  create-admin EMAIL NAME     make an administrator, or a new link for one; prints a link, good once and for a day
  healthcheck [api|worker]    is the process in this container alive (found out by itself when not said)
  openapi                     print the contract

Exit codes: 0 done; 1 unhealthy or failed; 64 wrong usage; 69 the database cannot be reached; 78 settings not usable.
"""


def main() -> int:  # noqa: PLR0911 - one for each command
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
        case ["demo", *options] if (sizes := demo_sizes(options)) is not None:
            from codementee.commands import run_demo  # noqa: PLC0415 - see above

            return run_demo(*sizes)
        case ["smoke"]:
            from codementee.smoke import run_smoke  # noqa: PLC0415 - see above

            return run_smoke()
        case ["create-admin", email, name]:
            from codementee.commands import run_create_admin  # noqa: PLC0415 - see above

            return run_create_admin(email, name)
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


def demo_sizes(options: list[str]) -> tuple[int, int] | None:
    """Users and bookings; None for anything but ``--users N`` and ``--bookings M``, each at most once."""
    sizes = {"--users": 60, "--bookings": 120}
    names, values = options[::2], options[1::2]
    if len(names) != len(values) or len(set(names)) != len(names) or not sizes.keys() >= set(names):
        return None
    for name, value in zip(names, values, strict=True):
        # Nine digits: larger than any bound, and nothing that int() would take its time for.
        if not (value.isascii() and value.isdigit() and len(value) <= 9):  # noqa: PLR2004 - said above
            return None
        sizes[name] = int(value)
    return sizes["--users"], sizes["--bookings"]
