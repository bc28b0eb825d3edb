"""Every template renders to what it should be: with the least and the most one can set, on every supported system."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from checkout import ROLES, ROOT, text_of
from rendering import SYSTEMS, render, variables

_INCLUDED = re.compile(r"""\{%-?\s*(?:include|import|from)\s+['"]([^'"]+)['"]""")
TEMPLATES = [
    (role, path)
    for role in ROLES
    for path in sorted((role / "templates").rglob("*.j2"))
    # Pieces are rendered where they are included.
    if "partials" not in path.parts and not path.name.startswith("_")
]
UNIT_FILE = (".service", ".timer", ".socket", ".mount", ".path", ".target")


def units(text: str) -> dict[str, list[tuple[str, str]]]:
    """The sections of a systemd unit or configuration file."""
    sections: dict[str, list[tuple[str, str]]] = {}
    current: list[tuple[str, str]] | None = None
    for line in re.sub(r"\\\n", " ", text).splitlines():
        if not line.strip() or line.lstrip().startswith(("#", ";")):
            continue
        if match := re.fullmatch(r"\[([A-Za-z]+)\]", line.strip()):
            current = sections.setdefault(match[1], [])
            continue
        key, equals, value = line.partition("=")
        assert current is not None, f"before any section: {line}"
        assert equals, f"no assignment: {line}"
        assert re.fullmatch(r"[A-Za-z0-9-]+", key.strip()), f"no key: {line}"
        current.append((key.strip(), value.strip()))
    return sections


def check_unit(text: str) -> None:
    assert units(text)


def check_json(text: str) -> None:
    assert json.loads(text) is not None


def check_yaml(text: str) -> None:
    assert isinstance(yaml.safe_load(text), dict | list)


def check_nginx(text: str) -> None:
    """Blocks and quotes are balanced and nothing stands outside a directive; `nginx -t` does the rest on the host."""
    bare = re.sub(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'', '""', re.sub(r"(?m)^\s*#.*$", "", text))
    bare = re.sub(r"(?<=[\s~^])\S*\{\d+(?:,\d*)?\}\S*(?=\s)", "regex", bare)
    depth = 0
    for line in bare.splitlines():
        depth += line.count("{") - line.count("}")
        assert depth >= 0, f"closes too much: {line}"
    assert depth == 0
    assert bare.replace('""', "").count('"') == 0, "a quote that is never closed"
    assert not re.split(r"[;{}]", bare)[-1].strip(), "the last directive is not ended"


def check_shell(text: str) -> None:
    interpreter = "bash" if "bash" in text.splitlines()[0] else "sh"
    done = subprocess.run([interpreter, "-n"], input=text, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def check_sysctl(text: str) -> None:
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith(("#", ";"))]
    assert lines
    assert [line for line in lines if not re.fullmatch(r"-?[a-z0-9_.*/-]+\s*=\s*\S.*", line)] == []


def check_haproxy(text: str) -> None:
    sections = re.findall(r"(?m)^(\w[\w-]*)", text)
    known = {
        "global",
        "defaults",
        "frontend",
        "backend",
        "listen",
        "resolvers",
        "userlist",
        "peers",
        "cache",
        "ring",
        "http-errors",
    }
    assert set(sections) <= known
    assert {"global", "defaults"} <= set(sections)


def kind_of(path: Path, text: str) -> str:
    name = path.name.removesuffix(".j2")
    if text.startswith("#!") and "sh" in text.splitlines()[0] and "python" not in text.splitlines()[0]:
        return "shell"
    if name.endswith(UNIT_FILE) or re.search(r"(?m)^\[(Unit|Service|Timer|Journal|Time|Install|Resolve)\]$", text):
        return "unit"
    if name.endswith(".json"):
        return "json"
    if name.endswith((".yml", ".yaml")):
        return "yaml"
    if name == "haproxy.cfg":
        return "haproxy"
    if name.startswith("sysctl"):
        return "sysctl"
    return "nginx" if "etc/nginx/" in path.as_posix() and name.endswith(".conf") else "text"


CHECKS = {
    "unit": check_unit,
    "json": check_json,
    "yaml": check_yaml,
    "nginx": check_nginx,
    "shell": check_shell,
    "sysctl": check_sysctl,
    "haproxy": check_haproxy,
}


@pytest.mark.parametrize("variant", ["minimal", "full"])
@pytest.mark.parametrize(("role", "path"), TEMPLATES, ids=lambda value: str(value.relative_to(ROOT / "roles")))
def test_a_template_renders_to_what_it_should_be(role: Path, path: Path, variant: str) -> None:
    outputs = {render(path, variables(role, variant, system), role / "templates") for system in SYSTEMS}
    for text in outputs:
        assert text.endswith("\n"), "no line break at the end"
        assert "{{" not in re.sub(r"\{\{\s*\.[A-Za-z.]+\s*\}\}", "", text), "a template inside the result"
        assert not re.search(r"(?<![\w-])None(?![\w-])|Undefined", text), "an absent value was printed"
        check = CHECKS.get(kind_of(path, text))
        if check:
            check(text)


@pytest.mark.parametrize("role", [role for role in ROLES if (role / "templates").is_dir()], ids=lambda role: role.name)
def test_every_template_is_used(role: Path) -> None:
    code = "".join(text_of(path) for path in role.rglob("*") if path.is_file() and path.suffix in (".yml", ".j2"))
    unused = [
        path.name
        for path in (role / "templates").rglob("*.j2")
        if path.name not in code and path.name.removesuffix(".j2") not in code and "partials" not in path.parts
    ]
    assert unused == []
