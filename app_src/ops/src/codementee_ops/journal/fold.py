"""A document as it was after an update, from what it was before and what the change event says.

The event says which fields were removed, which arrays were cut and which fields have new values, in dotted paths. Since
MongoDB 6.1 it says as well how a path is meant that could be read in two ways (``disambiguatedPaths``). Before, the
document itself has to tell: a number is a position where there is an array, and a name may have dots in it where the
document has such a field or where the path leads nowhere else.

An event does not say where in its document a field stands. New fields come last, and their values last in the event; so
a field that was there and follows a new one, or that is set to what it was, has been moved to the end.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from bson.raw_bson import RawBSONDocument

from codementee_ops.database.errors import DamagedError
from codementee_ops.journal.elements import ARRAY, DOCUMENT, INT32, NULL, Element, assembled, elements

Step: TypeAlias = bytes | int
Path: TypeAlias = tuple[Step, ...]

# Elements take at least three bytes, documents at most 16 MB.
_LONGEST_ARRAY = 16 * 1024 * 1024 // 3
_NOTHING = Element(b"", NULL, b"")


class _Part:
    """A document or an array, taken apart only where an update reaches."""

    def __init__(self, raw: bytes, kind: int) -> None:
        self.is_array = kind == ARRAY
        self.fields: list[Element] = list(elements(raw))
        self.opened: dict[int, _Part] = {}
        self.grew = False

    def position(self, step: Step) -> int:
        """Where the field is; -1 when it is not there."""
        if self.is_array:
            index = step if isinstance(step, int) else int(step) if step.isdigit() else -1
            return index if index < len(self.fields) else -1
        name = _name(step)
        for position, element in enumerate(self.fields):
            if element.name == name:
                return position
        return -1

    def is_open_to(self, step: Step) -> bool:
        """Whether a path can go on below that field."""
        position = self.position(step)
        return position >= 0 and self.fields[position].kind in {DOCUMENT, ARRAY}

    def child(self, step: Step) -> "_Part":
        position = self.position(step)
        if position not in self.opened:
            if not self.is_open_to(step):
                raise DamagedError(
                    f"An update reaches below {_name(step).decode(errors='replace')}, which is not there: the journal "
                    "does not fit the database."
                )
            element = self.fields[position]
            self.opened[position] = _Part(element.value, element.kind)
        return self.opened[position]

    def set(self, step: Step, value: Element) -> None:
        position = self.position(step)
        if self.is_array:
            self._set_at(step, value)
            return
        element = Element(_name(step), value.kind, value.value)
        if position < 0:
            self.grew = True
            self.fields.append(element)
        elif self.grew or (position not in self.opened and self.fields[position] == element):
            self.remove(step)
            self.grew = True
            self.fields.append(element)
        else:
            self.opened.pop(position, None)
            self.fields[position] = element

    def _set_at(self, step: Step, value: Element) -> None:
        name = _name(step)
        if not name.isdigit() or int(name) > _LONGEST_ARRAY:
            raise DamagedError("An update sets no position of an array: the journal does not fit the database.")
        index = int(name)
        while len(self.fields) <= index:
            self.fields.append(_NOTHING)
        self.opened.pop(index, None)
        self.fields[index] = value

    def remove(self, step: Step) -> None:
        position = self.position(step)
        if position < 0:
            return
        self._settle()
        del self.fields[position]

    def cut(self, size: int) -> None:
        self._settle()
        del self.fields[size:]

    def _settle(self) -> None:
        """Put what was changed below back into its place, since places are about to change."""
        for position, part in self.opened.items():
            element = self.fields[position]
            self.fields[position] = Element(element.name, element.kind, part.raw)
        self.opened.clear()

    @property
    def raw(self) -> bytes:
        self._settle()
        if self.is_array:
            return assembled([Element(b"%d" % n, e.kind, e.value) for n, e in enumerate(self.fields)])
        return assembled(self.fields)


def updated(document: bytes, description: RawBSONDocument) -> bytes:
    """``document`` after the update that ``description``, an event's ``updateDescription``, tells of."""
    parts: Mapping[bytes, Element] = {element.name: element for element in elements(bytes(description.raw))}
    meant = _meant(parts.get(b"disambiguatedPaths"))
    whole = _Part(document, DOCUMENT)
    for element in _entries(parts.get(b"removedFields")):
        path = element.value[4:-1]
        part, step = _place(whole, path, meant.get(path))
        part.remove(step)
    for element in _entries(parts.get(b"truncatedArrays")):
        entry = {inner.name: inner for inner in elements(element.value)}
        path = entry[b"field"].value[4:-1]
        part, step = _place(whole, path, meant.get(path))
        part.child(step).cut(int.from_bytes(entry[b"newSize"].value, "little", signed=True))
    for element in _entries(parts.get(b"updatedFields")):
        part, step = _place(whole, element.name, meant.get(element.name))
        part.set(step, element)
    return whole.raw


def _entries(element: Element | None) -> list[Element]:
    return list(elements(element.value)) if element and element.kind in {DOCUMENT, ARRAY} else []


def _meant(element: Element | None) -> dict[bytes, Path]:
    """How each path is to be read that the server says can be read in two ways."""
    found = {}
    for entry in _entries(element):
        found[entry.name] = tuple(
            int.from_bytes(step.value, "little", signed=True) if step.kind == INT32 else step.value[4:-1]
            for step in elements(entry.value)
        )
    return found


def _place(whole: _Part, path: bytes, meant: Path | None) -> tuple[_Part, Step]:
    """What holds the field that a path names, and its name or position there."""
    if meant is None:
        return _found(whole, path.split(b"."))
    part = whole
    for step in meant[:-1]:
        part = part.child(step)
    return part, meant[-1]


def _found(part: _Part, names: Sequence[bytes]) -> tuple[_Part, Step]:
    """The way to read a path that leads to a field there is, or else the one that goes deepest."""
    readings = list(_readings(part, names))
    return next((reading for reading in readings if reading[0].position(reading[1]) >= 0), readings[0])


def _readings(part: _Part, names: Sequence[bytes]) -> Iterator[tuple[_Part, Step]]:
    for count in range(1, len(names)):
        step = b".".join(names[:count])
        if part.is_open_to(step):
            yield from _readings(part.child(step), names[count:])
    yield part, b".".join(names)


def _name(step: Step) -> bytes:
    return b"%d" % step if isinstance(step, int) else step
