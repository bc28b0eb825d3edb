"""What identifies a defect, and what of it may be kept: types, places, scrubbed messages; no values, no variables."""

import re
import traceback
from dataclasses import dataclass
from hashlib import sha256
from types import TracebackType

_PACKAGE = "codementee"
_TOP_FRAMES = 5
_FRAMES_KEPT = 30
_CHAIN = 3
LONGEST_MESSAGE = 300
LONGEST_TRACE = 8_000

_SCRUB = (
    (re.compile(r"(?<=://)[^\s/@]+@"), "…@"),
    (re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}"), "<email>"),
    (re.compile(r"\beyJ[\w.-]+"), "<token>"),
    # Quoted text is data as often as not.
    (re.compile(r"'[^'\n]*'|\"[^\"\n]*\""), "'…'"),
    # Identifiers, hashes, keys: long runs with a digit in them.
    (re.compile(r"\b(?=[\w-]*\d)[\w-]{12,}\b"), "<id>"),
    (re.compile(r"\d+"), "0"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Crash:
    """One defect as it showed once. ``source``: "api", "worker" or "client"; ``place``: route or job."""

    source: str
    type: str
    message: str
    trace: str
    place: str
    fingerprint: str


def crash_of(error: BaseException, *, source: str, place: str) -> Crash:
    """Of an exception that was caught with its traceback, however odd it is."""
    chain = _chain(error)
    places = [frame for link in chain for frame in _own_frames(link.__traceback__)]
    kinds = [_name(link) for link in chain]
    return Crash(
        source=source,
        type=kinds[0],
        message=scrub(_message(error)),
        trace="\n\n".join(_trace(link) for link in reversed(chain))[:LONGEST_TRACE],
        place=place,
        fingerprint=_digest(source, *kinds, *places[:_TOP_FRAMES]),
    )


def client_crash(*, message: str, stack: str, place: str) -> Crash:
    """Of what a browser reports: told apart by scrubbed message and the first lines of the stack without positions."""
    scrubbed = scrub(message)
    lines = [scrub(line.strip()) for line in stack.splitlines() if line.strip()][:_FRAMES_KEPT]
    kind, separator, _ = scrubbed.partition(":")
    named = separator and kind.replace("_", "").isalnum() and len(kind) <= 60  # noqa: PLR2004 - a name, not a sentence
    return Crash(
        source="client",
        type=kind if named else "Error",
        message=scrubbed,
        trace="\n".join(lines)[:LONGEST_TRACE],
        place=place,
        fingerprint=_digest("client", scrubbed, *lines[:_TOP_FRAMES]),
    )


def scrub(text: str) -> str:
    """Without what differs from one occurrence to the next, which is also what may be secret or personal."""
    # Bounded first: the expressions must not be handed whatever somebody managed to put into an exception.
    text = _CONTROL.sub(" ", text[: 4 * LONGEST_MESSAGE])
    for pattern, replacement in _SCRUB:
        text = pattern.sub(replacement, text)
    return text[:LONGEST_MESSAGE]


def _chain(error: BaseException) -> list[BaseException]:
    chain, current = [error], error
    while len(chain) < _CHAIN:
        following = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
        if following is None or following in chain:
            break
        chain.append(following)
        current = following
    return chain


def _name(error: BaseException) -> str:
    kind = type(error)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _message(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # noqa: BLE001 - somebody else's __str__
        return "(no message)"


def _own_frames(trace: TracebackType | None) -> list[str]:
    """Module and function of our frames, innermost first: lines move with every edit, names rarely do."""
    names = [(frame.f_globals.get("__name__", ""), frame.f_code.co_qualname) for frame, _ in traceback.walk_tb(trace)]
    own = [f"{module}.{function}" for module, function in names if module.partition(".")[0] == _PACKAGE]
    return own[::-1]


def _trace(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES_KEPT:]
    lines = [f"  {_module_path(frame.filename)}:{frame.lineno} in {frame.name}\n    {frame.line}" for frame in frames]
    return "\n".join([*lines, f"{_name(error)}: {scrub(_message(error))}"])


def _module_path(filename: str) -> str:
    return re.sub(r"^.*?/(?=codementee/|site-packages/|python3\.\d+/)", "", filename)


def _digest(*parts: str) -> str:
    return sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:16]
