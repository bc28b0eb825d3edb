"""Which parts have a test at all, from the suite's source: a run of one file must not call the others unbuilt."""

from __future__ import annotations

import ast
from pathlib import Path

Claim = tuple[str, str]


def declared(root: Path) -> set[Claim]:
    """Every criterion("<id>", part="<part>") marker in the test files below `root`, the suite's own tests excepted."""
    paths = [path for path in root.rglob("test_*.py") if "selftest" not in path.relative_to(root).parts]
    return {claim for path in paths for claim in _claims(path)}


def _claims(path: Path) -> list[Claim]:
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except SyntaxError:
        # Collection reports it; what the file claims is unknown.
        return []
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    markers = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "criterion"]
    return [claim for claim in map(_claim, markers) if claim is not None]


def _claim(marker: ast.Call) -> Claim | None:
    part = next((keyword.value for keyword in marker.keywords if keyword.arg == "part"), None)
    if len(marker.args) == 1 and isinstance(marker.args[0], ast.Constant) and isinstance(part, ast.Constant):
        return str(marker.args[0].value), str(part.value)
    return None
