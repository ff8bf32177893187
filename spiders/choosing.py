"""Which sources a spider takes, of all that there are."""

from __future__ import annotations

from collections.abc import Sequence

from scrapy.exceptions import UsageError

from normalize.records import Kind, Source


def chosen(sources: Sequence[Source], kind: Kind | None, wanted: str | None) -> list[Source]:
    """The sources of a kind, or of all; ``wanted`` names those to take, with commas.

    Raises:
        UsageError: ``wanted`` names a source that does not exist, or is of another kind.
    """
    if wanted is None:
        return [one for one in sources if kind in (None, one.kind) and not one.disabled]
    known = {source.id: source for source in sources}
    for name in wanted.split(","):
        if name not in known:
            raise UsageError(f"there is no source {name!r}; there are: {', '.join(known)}")
        if kind not in (None, known[name].kind):
            raise UsageError(f"source {name!r} is a {known[name].kind}, not a {kind}")
    return [known[name] for name in dict.fromkeys(wanted.split(","))]
