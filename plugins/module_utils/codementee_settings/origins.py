"""Where Ansible read a value from."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def origin_of(value: Any, root: Path) -> str | None:
    """`path:line` relative to the repository, None where Ansible kept no trace."""
    from ansible._internal._datatag._tags import Origin

    origin = Origin.get_tag(value)
    if origin is None or not origin.path:
        return None
    path = Path(origin.path)
    # The shared folder is reached through a link; people edit the folder itself.
    path = path.parent.resolve() / path.name
    if not path.is_relative_to(root):
        return None
    return f"{path.relative_to(root)}:{origin.line_num}" if origin.line_num else str(path.relative_to(root))
