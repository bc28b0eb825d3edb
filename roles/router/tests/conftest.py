"""Make the role's module importable by its name."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

PATH = Path(__file__).resolve().parents[1] / "library/router_probe.py"
spec = importlib.util.spec_from_file_location("router_probe", PATH)
assert spec is not None
assert spec.loader is not None
module = importlib.util.module_from_spec(spec)
sys.modules["router_probe"] = module
spec.loader.exec_module(module)
