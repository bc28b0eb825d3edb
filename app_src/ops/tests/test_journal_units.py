"""Parts of the journal that need no server."""

from datetime import UTC, datetime
from typing import Any

import bson
import pytest
from bson import Timestamp
from bson.raw_bson import RawBSONDocument

from codementee_ops.database.errors import DamagedError, OpsError
from codementee_ops.journal.elements import assembled, elements
from codementee_ops.journal.events import joined
from codementee_ops.journal.fold import updated
from codementee_ops.journal.moments import following, last_whole_second, parse_moment, token_time
from tests.support.everything import bson_types


def after(document: dict[str, Any], **description: object) -> list[tuple[str, Any]]:
    """The document's fields in their order."""
    changed = updated(bson.encode(document), RawBSONDocument(bson.encode(description)))
    return list(bson.decode(changed).items())


def test_taken_apart_and_put_together_every_type_stays() -> None:
    for document in bson_types():
        raw = bytes(document.raw) if isinstance(document, RawBSONDocument) else bson.encode(document)
        assert assembled(list(elements(raw))) == raw


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x05\0\0\0\x01",
        b"\x06\0\0\0\0\0",
        b"\x08\0\0\0\x10a\0\0",
        b"\x0c\0\0\0\x10a\0\1\0\0\0",
        b"\x0b\0\0\0\x02a\0\xff\0\0\0\0"[:11],
        b"\x08\0\0\0\x55a\0\0",
        b"\x0c\0\0\0\x02a\0\xff\xff\xff\xff\0",
    ],
)
def test_what_is_no_document_is_refused(raw: bytes) -> None:
    with pytest.raises(DamagedError):
        list(elements(raw))


def test_fields_stay_where_they_are_and_new_ones_come_last() -> None:
    assert after({"a": 1, "b": 2}, updatedFields={"a": 3, "c": 4}) == [("a", 3), ("b", 2), ("c", 4)]
    assert after({"a": 1, "b": 2}, removedFields=["a"], updatedFields={"a": 3}) == [("b", 2), ("a", 3)]
    # The server says values of new fields last: what follows one, or is set to what it was, has moved.
    assert after({"a": 1, "b": 2}, updatedFields={"c": 4, "a": 3}) == [("b", 2), ("c", 4), ("a", 3)]
    assert after({"a": 1, "b": 2}, updatedFields={"a": 1}) == [("b", 2), ("a", 1)]


def test_arrays_are_cut_set_and_filled_up() -> None:
    document = {"a": [1, 2, {"k": [5, 6]}, 4], "d": 1}
    cut = [{"field": "a", "newSize": 3}, {"field": "a.2.k", "newSize": 1}]
    changed = dict(after(document, truncatedArrays=cut, updatedFields={"a.0": 9, "a.2.k.2": 7, "a.4": 5}))
    assert changed == {"a": [9, 2, {"k": [5, None, 7]}, None, 5], "d": 1}


def test_paths_that_can_be_read_in_two_ways() -> None:
    """The server says how they are meant, and before 6.1 the document does."""
    document = {"a.b": 1, "a": {"b": 1, "0": 1}, "n": [{"0": 1}]}
    told = {"a.b": ["a.b"], "a.0": ["a", "0"], "n.0.0": ["n", 0, "0"]}
    expected = {"a.b": 2, "a": {"b": 1, "0": 3}, "n": [{"0": 4}]}
    updates = {"a.b": 2, "a.0": 3, "n.0.0": 4}
    assert dict(after(document, updatedFields=updates, disambiguatedPaths=told)) == expected
    document = {"a.b": 1, "a": {"c": 1, "0": 1}, "n": [{"0": 1}], "x": 1, "in": {"p.q": {"r": 1}}}
    updates |= {"x.y": 5, "in.p.q.r": 6, "in.p.q.s": 7}
    expected = {"a.b": 2, "a": {"c": 1, "0": 3}, "n": [{"0": 4}], "x": 1, "in": {"p.q": {"r": 6, "s": 7}}, "x.y": 5}
    assert dict(after(document, updatedFields=updates)) == expected
    told = {"a.b": ["a.b"]}
    assert dict(after({"a.b": 1, "a": {"b": 1}}, removedFields=["a.b"], disambiguatedPaths=told)) == {"a": {"b": 1}}


@pytest.mark.parametrize(
    "description",
    [
        {"truncatedArrays": [{"field": "missing", "newSize": 1}]},
        {"updatedFields": {"a.b": 1}, "disambiguatedPaths": {"a.b": ["a", "b"]}},
        {"updatedFields": {"list.x": 1}},
    ],
)
def test_an_update_of_another_document_is_refused(description: dict[str, Any]) -> None:
    with pytest.raises(DamagedError, match="does not fit"):
        after({"a": 1, "list": []}, **description)


def test_fragments_become_the_event_they_were() -> None:
    first = bson.encode({"_id": {"_data": "1"}, "splitEvent": {"fragment": 1, "of": 2}, "operationType": "update"})
    second = bson.encode({"_id": {"_data": "2"}, "splitEvent": {"fragment": 2, "of": 2}, "updateDescription": {"a": 1}})
    assert bson.decode(joined([first, second])) == {
        "_id": {"_data": "2"},
        "operationType": "update",
        "updateDescription": {"a": 1},
    }


def test_moments() -> None:
    second = int(datetime(2026, 11, 28, 2, 15, 9, tzinfo=UTC).timestamp())
    for words in ("2026-11-28T02:15:09Z", "2026-11-28T07:45:09+05:30", "2026-11-28 02:15:09+00:00"):
        assert parse_moment(words) == Timestamp(second, 2**32 - 1)
    assert parse_moment(f"{second}:7") == Timestamp(second, 7)
    for words in ("2026-11-28T02:15:09", "2026-11-28", "now", "1:2:3", f"{2**32}:1", "2026-11-28T02:15:09.1Z", ":"):
        with pytest.raises(OpsError, match=r"zone|seconds"):
            parse_moment(words)
    assert following(Timestamp(5, 2**32 - 1)) == Timestamp(6, 0)
    assert last_whole_second(Timestamp(second + 1, 3)) == "2026-11-28T02:15:09+00:00"


def test_the_time_in_a_resume_token() -> None:
    """Those of MongoDB 6.0, and whatever else may come."""
    assert token_time({"_data": "826B0C631F0000006D2B022C0100296F04"}) == Timestamp(0x6B0C631F, 0x6D)
    assert token_time({"_data": "826B0C6321000000022B0229296E04"}) == Timestamp(0x6B0C6321, 2)
    for data in ("", "82", "nonsense", "836B0C631F0000006D2B", "826B0C631F", b"\x82", None, 5):
        assert token_time({"_data": data}) is None
    assert token_time({}) is None
