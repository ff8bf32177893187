"""What is said of decisions that came to nothing."""

from __future__ import annotations

from collections.abc import Iterable

from almanac.printing import err, plain
from pipelines.deciding import Unmet


def warn_of(decisions: Iterable[Unmet]) -> None:
    """Say of each decision that it was not obeyed, why, and what to do."""
    for one in decisions:
        err.print(plain(in_words(one), "yellow"), soft_wrap=True)


def in_words(one: Unmet) -> str:
    """A decision that came to nothing, why, and what to do."""
    return f"{one.place}: {one.problem} ({one.reason}); name things anew, or take it out"
