"""Reading the history from its end: whole, cut, spoiled, endless."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from codementee.releases.repository import FILE, NotAPositionError, ReleaseRepository
from tests.releases.histories import entry, write

pytestmark = pytest.mark.anyio


async def ids(directory: Path, *, before: int | None = None, limit: int = 100) -> list[str]:
    return [one.release.release for one in await ReleaseRepository(directory).find(before=before, limit=limit)]


async def test_newest_first_and_no_more_than_asked_for(tmp_path: Path) -> None:
    write(tmp_path, *(entry(f"r{number}") for number in range(5)))
    assert await ids(tmp_path) == ["r4", "r3", "r2", "r1", "r0"]
    assert await ids(tmp_path, limit=2) == ["r4", "r3"]


async def test_nothing_where_there_is_no_history(tmp_path: Path) -> None:
    assert await ReleaseRepository(None).find(before=None, limit=5) == []
    assert await ids(tmp_path) == []
    assert await ids(tmp_path / "absent") == []
    write(tmp_path)
    assert await ids(tmp_path) == []


async def test_a_history_that_cannot_be_read_is_said_and_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, entry("r0"))

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    with capture_logs() as logs:
        assert await ids(tmp_path) == []
    assert [(log["event"], log["log_level"], log["reason"]) for log in logs] == [
        ("release_history_unreadable", "warning", "PermissionError")
    ]


@pytest.mark.parametrize(
    "spoiled",
    [
        json.dumps(entry("half"))[:100],
        "",
        "{}",
        "[]",
        "null",
        "\x00\x00\x00",
        '"\\ud800"',
        json.dumps(entry("r9", outcome="unheard of")),
        json.dumps(entry("r9", duration_seconds=float("nan"))),
        json.dumps(entry("r9", started_at="2026-11-28T20:15:00")),
        json.dumps(entry("r9", by="\ud800")),
        "[" * 100_000,
        json.dumps(entry("r9", reason="x" * 300_000)),
        json.dumps(entry("r9", reason="x" * 3_000_000)),
    ],
    ids=range(14),
)
@pytest.mark.parametrize("end", ["", "\n"])
async def test_a_spoiled_line_is_left_out_wherever_it_is(tmp_path: Path, spoiled: str, end: str) -> None:
    whole = [json.dumps(entry(f"r{number}")) for number in range(2)]
    with capture_logs() as logs:
        (tmp_path / FILE).write_text("\n".join([*whole, spoiled]) + end)
        assert await ids(tmp_path) == ["r1", "r0"]
        (tmp_path / FILE).write_text("\n".join([whole[0], spoiled, whole[1]]) + end)
        assert await ids(tmp_path) == ["r1", "r0"]
    skipped = [] if spoiled == "" else [("release_history_lines_skipped", "warning", 1)] * 2
    assert [(log["event"], log["log_level"], log["lines"]) for log in logs] == skipped


async def test_a_last_line_without_its_end_counts_if_it_is_whole(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("\n".join(json.dumps(entry(name)) for name in ("r0", "r1")))
    assert await ids(tmp_path) == ["r1", "r0"]


@pytest.mark.parametrize("length", [1, 60_000, 65_300, 65_536, 70_000, 140_000])
async def test_lines_across_blocks_are_whole(tmp_path: Path, length: int) -> None:
    write(tmp_path, *(entry(f"r{number}", reason="é" * (length // 6)) for number in range(6)))
    whole = await ReleaseRepository(tmp_path).find(before=None, limit=100)
    assert [one.release.release for one in whole] == [f"r{number}" for number in reversed(range(6))]
    text = (tmp_path / FILE).read_bytes()
    for one in whole:
        line = text[one.position :].split(b"\n", 1)[0]
        assert json.loads(line)["release"] == one.release.release


async def test_a_position_goes_on_where_a_page_ended_although_more_was_added(tmp_path: Path) -> None:
    write(tmp_path, *(entry(f"r{number}") for number in range(5)))
    page = await ReleaseRepository(tmp_path).find(before=None, limit=2)
    write(tmp_path, *(entry(f"r{number}") for number in range(8)))
    assert await ids(tmp_path, before=page[-1].position) == ["r2", "r1", "r0"]


async def test_no_line_begins_at_a_position_that_is_none(tmp_path: Path) -> None:
    write(tmp_path, entry("r0"), entry("r1"))
    size = (tmp_path / FILE).stat().st_size
    for position in (0, 1, size - 1, size, size + 1, 10**13):
        with pytest.raises(NotAPositionError):
            await ids(tmp_path, before=position)


async def test_a_line_of_an_earlier_make_lacks_what_came_later(tmp_path: Path) -> None:
    full = entry("r0", by="Ada", more="than we know")
    kept = ("id", "kind", "environment", "release", "by", "started_at", "finished_at", "duration_seconds", "outcome")
    write(tmp_path, {name: full[name] for name in kept}, full)
    newer, older = await ReleaseRepository(tmp_path).find(before=None, limit=5)
    assert (older.release.by, older.release.images, older.release.watch) == ("Ada", {}, None)
    assert newer.release.watch is not None


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("https://ci.invalid/7", "https://ci.invalid/7"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("//ci.invalid", None),
    ],
)
async def test_only_web_addresses_become_links(tmp_path: Path, link: str, shown: str | None) -> None:
    write(tmp_path, entry("r0", link=link))
    (found,) = await ReleaseRepository(tmp_path).find(before=None, limit=5)
    assert found.release.link == shown


async def test_ten_thousand_lines_cost_no_more_than_ten(tmp_path: Path) -> None:
    changes: list[Any] = [f"Change number {number} of this release" for number in range(20)]
    write(tmp_path, *(entry(f"r{number}", changes=changes) for number in range(10_000)))
    assert (tmp_path / FILE).stat().st_size > 10_000_000
    started = time.perf_counter()
    page = await ReleaseRepository(tmp_path).find(before=None, limit=101)
    assert [page[0].release.release, page[-1].release.release] == ["r9999", "r9899"]
    assert time.perf_counter() - started < 0.2


async def test_a_file_of_nothing_readable_is_not_read_to_its_beginning(tmp_path: Path) -> None:
    with (tmp_path / FILE).open("wb") as file:
        file.truncate(1024**4)
    started = time.perf_counter()
    assert await ids(tmp_path) == []
    assert time.perf_counter() - started < 2
