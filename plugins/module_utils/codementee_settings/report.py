"""One message for everything that is wrong."""

from __future__ import annotations

from collections.abc import Sequence

from codementee_settings.problems import Problem

_MORE = "Every setting is described in docs/settings.md; docs/runbooks/settings-refused.md says how to go on."


def summary(environment: str, problems: Sequence[Problem]) -> str:
    count = "1 thing" if len(problems) == 1 else f"{len(problems)} things"
    return (
        f"{count} must be put right before anything can run in {environment}, see the list below. Nothing was touched."
    )


def render(problems: Sequence[Problem]) -> str:
    lines = []
    for number, problem in enumerate(problems, start=1):
        on = f" (on {', '.join(problem.hosts)})" if problem.hosts else ""
        lines += [f"{number}. {problem.name} {problem.said}{on}", f"   edit      {problem.edit}"]
        lines.append(f"   expected  {problem.expected}")
        if problem.how:
            lines.append(f"   how       {problem.how}")
        lines.append("")
    return "\n".join([*lines, _MORE])
