"""As ``python -m MODULE``, and then the peak memory of the process in a file: ``python measured.py FILE MODULE …``.

The kernel's figure for a child that has ended (ru_maxrss) begins with what its parent had when it was started, which is
the test run's.
"""

import runpy
import sys
from pathlib import Path


def peak_mb() -> float:
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("VmHWM:"))


if __name__ == "__main__":
    peak, module, *sys.argv[1:] = sys.argv[1:]
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    finally:
        Path(peak).write_text(str(peak_mb()), encoding="utf-8")
