"""Puts people's decisions on identity to the mentions of a run, and tells which came to nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import combinations, product

import msgspec

from normalize.decisions import Decision
from normalize.identity import keys
from normalize.records import Mention, Tables

#: What each thing of the decisions tells: the ids of mentions.
Told = Mapping[str, Set[str]]


class Unmet(msgspec.Struct, frozen=True, kw_only=True):
    """A decision that could not be obeyed, in part or at all, and why, in words."""

    place: str
    reason: str
    problem: str


def told_by(decisions: Iterable[Decision], mentions: Iterable[Mention], before: Tables) -> Told:
    """The mentions that each thing tells.

    A key tells those whose strongest link or name it is; only where it is that of none, those
    that have it at all: what others build on is linked in many entries. A project's id tells
    the mentions of that project in the tables ``before``, also after it was merged.
    """
    things = {thing for one in decisions for thing in one.things}
    if not things:
        return {}
    projects = _Before(before) if any(_is_project(thing) for thing in things) else None
    strongly: defaultdict[str, set[str]] = defaultdict(set)
    weakly: defaultdict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        own = keys(mention)
        strong = {mention.mention_id, *own[:1], *(key for key in own if key.startswith("name:"))}
        if projects and (project := projects.of(mention, own)):
            strong |= project
        for thing in things & strong:
            strongly[thing].add(mention.mention_id)
        for thing in things.intersection(own) - strong:
            weakly[thing].add(mention.mention_id)
    return {thing: strongly[thing] or weakly[thing] for thing in things}


def in_mentions(decisions: Iterable[Decision], told: Told) -> list[Decision]:
    """The decisions for the resolution, each with ids of mentions as its things.

    One that calls things different becomes one per pair of mentions. What was the reason stands
    for the place as well: it is published as evidence, and a place may name a folder of ours.
    """
    return [
        msgspec.structs.replace(one, things=things, place=one.reason)
        for one in decisions
        for things in _spelled_out(one, told)
    ]


def new_names(
    decisions: Iterable[Decision], told: Told, project_of: Mapping[str, str]
) -> dict[str, str]:
    """The names that people gave, by project id; ``project_of`` has the projects of mentions."""
    names: dict[str, str] = {}
    for one in decisions:
        projects = _projects(told[one.things[0]], project_of) if one.name else set()
        if one.name and len(projects) == 1:
            names.setdefault(projects.pop(), one.name)
    return names


def unmatched(decisions: Iterable[Decision], told: Told) -> list[Unmet]:
    """The decisions of which a thing tells no mention, in the order of the file."""
    return [unmet for one in decisions for unmet in _unmatched(one, told)]


def unmet(decisions: Iterable[Decision], told: Told, project_of: Mapping[str, str]) -> list[Unmet]:
    """The decisions that did not come true, in the order of the file.

    Those of which a thing tells no mention, and those that nobody can obey: because another
    decision stands against it, or one mention has two things that are to be different.
    """
    found: list[Unmet] = []
    for one in decisions:
        missing = list(_unmatched(one, told))
        found += missing or [_unmet(one, problem) for problem in _broken(one, told, project_of)]
    return found


class _Before:
    """Which project of the previous snapshot a mention spoke of, by its id, else by its keys."""

    def __init__(self, before: Tables) -> None:
        self._by_mention = {one.mention_id: one.project_id for one in before.mentions}
        self._by_key: dict[str, str | None] = {}
        for project in before.projects:
            for key in project.identity_keys:
                shared = self._by_key.setdefault(key, project.project_id) != project.project_id
                self._by_key[key] = None if shared else project.project_id
        self._ended: defaultdict[str, set[str]] = defaultdict(set)
        for redirect in before.redirects:
            self._ended[redirect.merged_into].add(redirect.project_id)

    def of(self, mention: Mention, own: Sequence[str]) -> set[str]:
        """The id of its project and those that were merged into it; empty where none is told."""
        known = {self._by_mention.get(mention.mention_id)} - {None}
        known = known or {self._by_key.get(key) for key in own} - {None}
        if len(known) != 1:
            return set()
        (project,) = known
        return {str(project), *self._ended[str(project)]}


def _is_project(thing: str) -> bool:
    return thing.startswith("p") and ":" not in thing


def _spelled_out(one: Decision, told: Told) -> Iterator[tuple[str, ...]]:
    if one.kind == "same":
        members = sorted(set().union(*(told[thing] for thing in one.things)))
        if len(members) > 1:
            yield tuple(members)
    elif one.kind == "different":
        for first, second in combinations(_apart(one, told).values(), 2):
            yield from product(sorted(first), sorted(second))
    else:
        yield tuple(sorted(told[one.things[0]]))


def _apart(one: Decision, told: Told) -> dict[str, Set[str]]:
    """The mentions of things that are different; what several tell is told by the narrowest.

    So "this repository, but not that name" parts the entries of the repository by their names.
    """
    apart: dict[str, Set[str]] = {}
    taken: set[str] = set()
    for thing in sorted(one.things, key=lambda thing: len(told[thing])):
        apart[thing] = told[thing] - taken
        taken |= told[thing]
    return apart


def _projects(mentions: Iterable[str], project_of: Mapping[str, str]) -> set[str]:
    return {project_of[one] for one in mentions if one in project_of}


def _unmet(one: Decision, problem: str) -> Unmet:
    return Unmet(place=one.place, reason=one.reason, problem=problem)


def _unmatched(one: Decision, told: Told) -> Iterator[Unmet]:
    missing = [thing for thing in one.things if not told[thing]]
    if missing:
        yield _unmet(one, f"no entry is told by {' or '.join(missing)} any more")


def _broken(one: Decision, told: Told, project_of: Mapping[str, str]) -> Iterator[str]:
    if one.kind == "different":
        apart = {thing: _projects(of, project_of) for thing, of in _apart(one, told).items()}
        for first, second in combinations(one.things, 2):
            if not apart[first] or not apart[second]:
                yield f"{first} and {second} tell the same entries"
            elif shared := sorted(apart[first] & apart[second]):
                yield f"{first} and {second} are still one project: {', '.join(shared)}"
        return
    projects = sorted(set().union(*(_projects(told[thing], project_of) for thing in one.things)))
    if len(projects) > 1:
        them = ", ".join(projects)
        still = "still" if one.kind == "same" else f"{one.things[0]} tells"
        yield f"{still} {len(projects)} projects: {them}"
