"""What is said of decisions that came to nothing."""

from __future__ import annotations

from collections.abc import Iterable

from almanac.printing import err, plain
from pipelines.deciding import Unmet


def warn_of(decisions: Iterable[Unmet]) -> None:
    """Say of each decision that it was not obeyed, why, and what to do."""
    for one in decisions:
        said = f"{one.place}: {one.problem} ({one.reason}); name things anew, or take it out"
        err.print(plain(said, "yellow"), soft_wrap=True)
