"""The catalogue of criteria (criteria.yml) as typed values."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

CATALOGUE = Path(__file__).parent.parent / "criteria.yml"


class CatalogueError(ValueError):
    """criteria.yml does not say what the report needs."""


@dataclass(frozen=True)
class Criterion:
    """One row of the table; it passes only when every part was measured and passed."""

    id: str
    title: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Catalogue:
    """Every criterion in the order of the requirements, and the names of the ten requirements."""

    requirements: dict[str, str]
    criteria: dict[str, Criterion]

    def requirement_of(self, criterion: Criterion) -> str:
        number = criterion.id.partition(".")[0]
        return f"{number} {self.requirements[number]}"

    def complaint(self, criterion_id: str, part: str) -> str | None:
        """What is wrong with a marker criterion(criterion_id, part=part), if anything."""
        criterion = self.criteria.get(criterion_id)
        if criterion is None:
            return f"there is no criterion {criterion_id!r} in {CATALOGUE.name}"
        if part not in criterion.parts:
            return f"criterion {criterion_id} has no part {part!r}; its parts: {', '.join(criterion.parts)}"
        return None


def load(path: Path = CATALOGUE) -> Catalogue:
    """Read the catalogue; duplicate or empty parts are refused because they would weaken a proof."""
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    criteria: dict[str, Criterion] = {}
    for criterion_id, entry in data["criteria"].items():
        parts = tuple(entry["parts"])
        if not parts or len(set(parts)) != len(parts):
            raise CatalogueError(f"{path.name}: criterion {criterion_id} needs at least one part, each named once")
        if criterion_id.partition(".")[0] not in data["requirements"]:
            raise CatalogueError(f"{path.name}: criterion {criterion_id} belongs to no requirement")
        criteria[criterion_id] = Criterion(criterion_id, entry["title"], parts)
    return Catalogue(dict(data["requirements"]), criteria)
