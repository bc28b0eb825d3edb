"""requirements.yml pins what the pinned `ansible` package brings along."""

from __future__ import annotations

import json
import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from checkout import ROOT, files, read_yaml, text_of

PINS: dict[str, str] = {
    entry["name"]: entry["version"] for entry in read_yaml(ROOT / "requirements.yml")["collections"]
}
USED = re.compile(
    r"(?m)^\s*(?:-\s+)?((?:community|ansible|amazon|hetzner)\.[a-z]+)\.[a-z0-9_]+:|(?:lookup|query)\('((?:community|amazon)\.[a-z]+)\."
)


@pytest.mark.parametrize(("name", "version"), sorted(PINS.items()))
def test_a_pin_equals_the_bundled_version(name: str, version: str) -> None:
    spec = find_spec("ansible_collections")
    assert spec is not None
    assert spec.submodule_search_locations
    manifest = Path(next(iter(spec.submodule_search_locations))) / name.replace(".", "/") / "MANIFEST.json"
    assert json.loads(manifest.read_text(encoding="utf-8"))["collection_info"]["version"] == version


def test_every_used_collection_is_pinned_and_every_pinned_one_is_used() -> None:
    used = {
        match[1] or match[2]
        for path in files()
        if path.suffix in (".yml", ".j2") and path.parts[len(ROOT.parts)] in ("roles", "playbooks", "molecule")
        for match in USED.finditer(text_of(path))
    } - {"ansible.builtin"}
    assert used == set(PINS)
