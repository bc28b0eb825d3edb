"""The criteria file is whole, and what the first slice promises has a test for every part."""

from __future__ import annotations

from pathlib import Path

import pytest

from acceptance.report import criteria, source

SUITE = Path(__file__).parent.parent
# Criteria that the current product must show as pass on the sandbox; a part without a test would leave them partial.
PROMISED = (
    *("1.2", "1.3", "1.4", "1.5", "2.2", "2.5", "3.1", "3.2", "3.3", "3.4", "4.2", "4.4", "4.5", "5.5"),
    *("7.1", "7.2", "7.3", "7.4", "7.5", "9.2", "9.3", "9.4", "10.2", "10.4", "10.5"),
)
SLICE = {"2.3": {"origin offload", "real client address"}}


def test_there_are_50_criteria_of_10_requirements() -> None:
    catalogue = criteria.load()
    assert len(catalogue.criteria) == 50
    assert len(catalogue.requirements) == 10
    assert all(catalogue.requirement_of(criterion) for criterion in catalogue.criteria.values())


@pytest.mark.parametrize("criterion_id", [*PROMISED, *SLICE])
def test_every_part_has_a_test(criterion_id: str) -> None:
    parts = set(criteria.load().criteria[criterion_id].parts)
    tested = {part for claimed_id, part in source.declared(SUITE) if claimed_id == criterion_id}
    assert parts - tested == SLICE.get(criterion_id, set())


def test_catalogue_refuses_weak_entries(tmp_path: Path) -> None:
    path = tmp_path / "criteria.yml"
    for parts in ("[]", "[a, a]"):
        path.write_text(
            f'requirements: {{"1": x}}\ncriteria: {{"1.1": {{title: x, parts: {parts}}}}}', encoding="utf-8"
        )
        with pytest.raises(criteria.CatalogueError):
            criteria.load(path)
