"""Rules of the layout that a reviewer would otherwise have to watch."""

import ast
import inspect
import subprocess
import sys
from pathlib import Path

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

import codementee
from codementee.app import create_app
from codementee.core.lifecycle import Lifecycle
from codementee.core.metrics import Metrics
from codementee.core.settings import Settings

ROOT = Path(codementee.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))
CORE = ROOT / "core"
# Queries live here, and nowhere else.
QUERYING = {"repository.py", "leases.py", "migrations.py"}
# Without `find`, which our repositories have as well; nothing else can get hold of a collection to call it on.
QUERY_METHODS = {
    "aggregate", "bulk_write", "count_documents", "create_indexes", "delete_many", "delete_one", "distinct",
    "find_one", "find_one_and_delete", "find_one_and_replace", "find_one_and_update", "get_collection", "insert_many",
    "insert_one", "replace_one", "update_many", "update_one",
}  # fmt: skip


def _queries(node: ast.AST) -> str | None:
    """What in this node reaches past a repository: a query, or a collection taken from a database."""
    match node:
        case ast.Attribute(attr=name) if name in QUERY_METHODS:
            return name
        case ast.Subscript(value=ast.Name(id=name) | ast.Attribute(attr=name)) if name.endswith("database"):
            return f"{name}[…]"
        case _:
            return None


def test_only_repositories_query() -> None:
    offenders = [
        f"{module.relative_to(ROOT)}:{node.lineno} {found}"
        for module in MODULES
        if module.name not in QUERYING
        for node in ast.walk(ast.parse(module.read_text()))
        if isinstance(node, ast.expr) and (found := _queries(node)) is not None
    ]
    assert offenders == []


def test_core_knows_no_domain() -> None:
    offenders = [
        f"{module.relative_to(ROOT)} imports {node.module}"
        for module in CORE.rglob("*.py")
        for node in ast.walk(ast.parse(module.read_text()))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("codementee.")
        and not (node.module or "").startswith("codementee.core")
    ]
    assert offenders == []


def test_worker_imports_no_web_framework() -> None:
    code = "import sys, codementee.worker.main; print(*sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in result.stdout.split()}
    assert not loaded & {"fastapi", "starlette", "uvicorn", "h11"}


def test_nothing_leaves_the_event_loop() -> None:
    """The framework sends a plain function, or a class, to a thread: dozens of times for one request."""
    app = create_app(Settings.model_construct(), metrics=Metrics(service="tests", release=""), lifecycle=Lifecycle())
    blocking = set()
    for included in app.routes:
        for route in getattr(getattr(included, "original_router", None), "routes", [included]):
            if isinstance(route, APIRoute):
                waiting: list[Dependant] = [route.dependant]
                while waiting:
                    dependant = waiting.pop()
                    waiting += dependant.dependencies
                    call = dependant.call
                    if not any(map(inspect.iscoroutinefunction, (call, type(call).__call__))):
                        blocking.add(f"{getattr(call, '__module__', '')}.{getattr(call, '__qualname__', call)}")
    assert blocking == set()


def test_files_stay_small() -> None:
    lengths = {str(module.relative_to(ROOT)): len(module.read_text().splitlines()) for module in MODULES}
    assert {name: length for name, length in lengths.items() if length >= 400} == {}
