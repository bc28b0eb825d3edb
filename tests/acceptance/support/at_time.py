"""Run a Python program as if it were another time; standard library only, runs on a server.

    python3 at_time.py 2027-01-31T12:00:00+00:00 /usr/local/sbin/certificates ensure --dry-run

Only what the program reads through datetime.now() is moved; the machine's clock is not touched.
"""

from __future__ import annotations

import datetime
import runpy
import sys

MOMENT = datetime.datetime.fromisoformat(sys.argv[1])


class Moved(datetime.datetime):
    """A datetime whose now() is the given moment."""

    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> Moved:
        moment = MOMENT.astimezone(tz)
        return cls.fromtimestamp(moment.timestamp(), tz)


if __name__ == "__main__":
    sys.argv = sys.argv[2:]
    datetime.datetime = Moved  # type: ignore[misc]  # the point of this file
    runpy.run_path(sys.argv[0], run_name="__main__")
