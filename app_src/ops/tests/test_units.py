"""Parts that need no server."""

import io
import threading
from collections.abc import Iterator
from pathlib import Path

import bson
import pytest

from codementee_ops.database.content import Content, read_batches, read_documents
from codementee_ops.database.errors import DamagedError
from codementee_ops.database.layout import file_stem, incomplete, previous, publish, tidy
from codementee_ops.database.pipeline import in_order, read_ahead
from codementee_ops.database.progress import Reporter

DOCUMENTS = [bson.encode({"_id": n, "text": "x" * n}) for n in range(50)]


def content_of(*batches: bytes) -> Content:
    content = Content()
    for batch in batches:
        content.add(batch)
    return content


def test_content_depends_on_documents_alone() -> None:
    whole = content_of(b"".join(DOCUMENTS))
    assert (whole.documents, whole.bytes) == (50, sum(map(len, DOCUMENTS)))
    assert content_of(*reversed(DOCUMENTS)).digest == whole.digest
    assert content_of(b"".join(DOCUMENTS[:-1])).digest != whole.digest
    assert content_of(*DOCUMENTS, DOCUMENTS[0]).digest != whole.digest
    assert content_of(*DOCUMENTS[:-1], DOCUMENTS[0]).digest != whole.digest
    assert Content().digest == "0" * 64


@pytest.mark.parametrize(
    "data", [b"\x05", b"\x04\0\0\0", b"\x06\0\0\0\0", b"\xff\xff\xff\xff\0", b"\x05\0\0\0\0\x01\0"]
)
def test_what_is_no_document_is_refused(data: bytes) -> None:
    with pytest.raises(DamagedError):
        content_of(data)
    with pytest.raises(DamagedError):
        list(read_documents(io.BytesIO(data), Path("x.bson")))


def test_batches_are_bounded() -> None:
    file = io.BytesIO(b"".join(DOCUMENTS))
    batches = list(read_batches(file, Path("x.bson"), most_bytes=200, most_documents=4))
    assert [document.raw for batch in batches for document in batch] == DOCUMENTS
    assert max(len(batch) for batch in batches) == 4
    assert all(len(batch) == 1 or sum(len(document.raw) for document in batch) <= 200 for batch in batches)


def test_file_names_are_those_of_mongodump() -> None:
    assert file_stem("plain_name-1.x~") == "plain_name-1.x~"
    assert file_stem("a/b c%d") == "a%2Fb%20c%25d"
    assert file_stem("$&+=:@;,?!*'()") == "$&+=:@%3B%2C%3F%21%2A%27%28%29"
    assert file_stem("n" * 238) == "n" * 238
    # As sha1sum, xxd and base64 have it, without padding and safe in addresses.
    assert file_stem("n" * 239) == "n" * 208 + "%24KlE1B8w-hZ88ofC8BT2w5nPt7Ws"
    assert len(file_stem("ü" * 100)) == 238


def test_reading_ahead_keeps_order_and_passes_faults_on() -> None:
    def items() -> Iterator[int]:
        yield from range(100)
        raise ValueError("the end")

    found: list[int] = []
    with pytest.raises(ValueError, match="the end"):
        found.extend(read_ahead(items()))
    assert found == list(range(100))
    found.clear()
    for item in read_ahead(iter(range(5))):
        found.append(item)  # noqa: PERF402 - one at a time is what is tested
    assert found == [0, 1, 2, 3, 4]


def test_reading_ahead_is_bounded_and_can_be_left() -> None:
    taken = []

    def items() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    iterator = read_ahead(items())
    assert next(iter(iterator)) == 0
    iterator.close()  # type: ignore[attr-defined]
    assert len(taken) <= 4


def test_work_in_threads_keeps_order_bounds_and_faults() -> None:
    threads = set()
    barrier = threading.Barrier(2, timeout=10)

    def work(number: int) -> int:
        threads.add(threading.get_ident())
        if number < 2:
            barrier.wait()
        return number * number

    assert list(in_order(work, range(50), workers=2)) == [n * n for n in range(50)]
    assert len(threads) == 2

    def fail(number: int) -> int:
        if number == 3:
            raise ValueError("three")
        return number

    results = in_order(fail, range(50), workers=2)
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(ValueError, match="three"):
        next(results)


def test_tidying_finishes_or_undoes_what_was_killed(tmp_path: Path) -> None:
    target = tmp_path / "dump"

    def make(path: Path, content: str) -> None:
        path.mkdir()
        (path / "manifest.json").write_text(content)

    def whole(path: Path) -> bool:
        return (path / "manifest.json").read_text() == "new"

    # Killed while writing.
    make(target, "old")
    make(incomplete(target), "half")
    tidy(target, is_whole=whole)
    assert [path.name for path in tmp_path.iterdir()] == ["dump"]
    # Killed between the two renames.
    target.rename(previous(target))
    make(incomplete(target), "new")
    tidy(target, is_whole=whole)
    assert [path.name for path in tmp_path.iterdir()] == ["dump"]
    assert whole(target)
    # Killed there, and the new one harmed since.
    target.rename(previous(target))
    make(incomplete(target), "half")
    tidy(target, is_whole=whole)
    assert [path.name for path in tmp_path.iterdir()] == ["dump"]
    # Killed before the last step.
    make(previous(target), "old")
    tidy(target, is_whole=whole)
    assert [path.name for path in tmp_path.iterdir()] == ["dump"]
    make(incomplete(target), "newer")
    publish(target, replace=True)
    assert (target / "manifest.json").read_text() == "newer"
    assert [path.name for path in tmp_path.iterdir()] == ["dump"]


def test_a_person_is_told_now_and_then() -> None:
    text, lines, now = io.StringIO(), io.StringIO(), [0.0]
    report = Reporter(machine=False, text=text, lines=lines, clock=lambda: now[0])
    task = report.task("dumped", "bookings", total_bytes=10_000_000)
    for _ in range(10):
        now[0] += 1
        task.advance(1000, 1_000_000)
    task.done()
    report.result("done", "finished")
    assert text.getvalue().splitlines() == [
        "  dumped bookings: 5,000 documents, 5.0 MB of about 10.0 MB, 1 MB/s",
        "  dumped bookings: 10,000 documents, 10.0 MB of about 10.0 MB, 1 MB/s",
        "  dumped bookings: 10,000 documents, 10.0 MB, 10.0 s",
    ]
    assert lines.getvalue() == "finished\n"
