"""Whether what several entries say of one licence agrees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from normalize.tables import table


def disagree(claims: Iterable[Sequence[str]]) -> bool:
    """Whether SPDX expressions of several entries contradict one another.

    They agree where one entry names all that the others name: Apache-2.0 with Apache-2.0 and
    CC-BY-4.0, ``MIT OR Apache-2.0`` with both apart, ``LicenseRef-GPL`` (of no version) with
    GPL-3.0-only. Entries without a licence are not to be given.
    """
    named = [set(_members(one)) for one in dict.fromkeys(map(tuple, claims))]
    every = set().union(*named)
    exact = [{_exact(one, every) for one in each} for each in named]
    # One that has them all is as large as all together.
    return bool(exact) and max(map(len, exact)) < len(set().union(*exact))


_MEMBER = re.compile(r"\s+(?:AND|OR)\s+|[()]")


def _members(expressions: Iterable[str]) -> Iterator[str]:
    """The single licences in expressions: ``["Apache-2.0 OR MIT"]`` → both."""
    for expression in expressions:
        yield from (one.strip() for one in _MEMBER.split(expression) if one and one.strip())


def _exact(one: str, every: set[str]) -> str:
    """What a vague name stands for, where only one of the others can be meant."""
    meant = [other for other in every if _may_be(one, other)]
    return meant[0] if len(meant) == 1 else one


def _may_be(vague: str, other: str) -> bool:
    """Whether the one leaves open what the other tells: its version, the member of a family."""
    if not vague.startswith("LicenseRef-"):
        return False
    stem = f"{vague.removeprefix('LicenseRef-')}-"
    rest = other.removeprefix("LicenseRef-")
    if not rest.startswith(stem):
        return False
    return vague in table("licenses")["families"]["ids"] or rest[len(stem)].isdigit()
