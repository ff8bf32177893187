"""What moved between two snapshots without a reason, told by their entries alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from normalize.identity import name_key
from normalize.records import Change, Mention, Project, Tables

#: Where an entry stands and what came of it; all else is what its list says, its section too:
#: topics come from there.
_PLACE = ("document_sha256", "position", "locator", "project_id", "matched_by")


class Move(msgspec.Struct, frozen=True):
    """An entry that stayed in its list and changed its project: the old one and the new one."""

    mention: Mention
    before: Project
    after: Project


def moved(before: Tables, after: Tables) -> list[Move]:
    """The entries that stand in both snapshots and speak of another project in the second.

    An entry is the same where its list, its name and its first link are, and no other entry of
    that list has them too. A section or a place may change. A project that became part of another
    counts as the same where a redirect leads there: who follows redirects loses nothing. Such
    merges are no moves; :func:`unprovoked` tells those that no new entry called for.
    """
    old, new = _lone(before.mentions), _lone(after.mentions)
    then = {one.project_id: one for one in before.projects}
    now = {one.project_id: one for one in after.projects}
    led = {one.project_id: one.merged_into for one in after.redirects}
    return [
        Move(new[key], then[old[key].project_id], now[new[key].project_id])
        for key in new
        if key in old and new[key].project_id not in _redirected(old[key].project_id, led)
    ]


def unreported(before: Tables, after: Tables) -> list[str]:
    """Names that came or went, in no list before or in none now, without a word in ``changes``.

    A name that came is told by a project that is added or restored, or that has it as a new name
    or alias; one that went, by a project that is removed or merged, or that lost it.
    """
    then, now = _named(before.mentions), _named(after.mentions)
    told: defaultdict[str, set[str]] = defaultdict(set)
    for one in after.changes:
        told[one.project_id].add(_of(one))
    came = [f"+ {name}" for name in now.keys() - then.keys() if not _told(now[name], told)]
    went = [f"- {name}" for name in then.keys() - now.keys() if not _told(then[name], told)]
    return sorted(came + went)


def unprovoked(before: Tables, after: Tables) -> list[Change]:
    """The rows of ``changes`` that no entry calls for which came, went or says something else.

    Those on projects of which every entry says what it said before; projects that are new with
    nothing but old entries, or gone while all of them stay. Two changes may be called for by
    entries of another project. A merge: by a new or changed entry of the project that there is
    now. A base model that became an id, or another one: by entries of the project that has it.
    Where two projects came to have the same name, and an id became a name again, nothing did.
    """
    then, now = _said(before.mentions), _said(after.mentions)
    changed = {one for one in then.keys() | now.keys() if then[one] != now[one]}
    known, left = _together(then), _together(now)

    def idle(one: Change) -> bool:
        match one.change:
            case "added" | "restored" | "split":
                return now[one.project_id] <= known
            case "removed":
                return then[one.project_id] <= left
            case "merged":
                return now[msgspec.json.decode(one.after or "null")] <= known
            case _:
                return not changed & {one.project_id, *_others(one)}

    return [one for one in after.changes if idle(one)]


def _lone(mentions: Iterable[Mention]) -> dict[tuple[str, str, str], Mention]:
    found: defaultdict[tuple[str, str, str], list[Mention]] = defaultdict(list)
    for one in mentions:
        found[one.source_id, name_key(one.name) or one.name, one.urls[0] if one.urls else ""] += [
            one
        ]
    return {key: ones[0] for key, ones in found.items() if len(ones) == 1}


def _named(mentions: Iterable[Mention]) -> dict[str, set[str]]:
    """Each name that lost no letter, with the projects that it is used of."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one in mentions:
        if "\ufffd" not in one.name:
            found[name_key(one.name) or one.name].add(one.project_id)
    return found


def _of(one: Change) -> str:
    return one.field or "" if one.change == "updated" else one.change


def _told(projects: Iterable[str], told: defaultdict[str, set[str]]) -> bool:
    words = {"added", "restored", "removed", "merged", "split", "name", "aliases"}
    return all(told[one] & words for one in projects)


def _said(mentions: Iterable[Mention]) -> defaultdict[str, Counter[bytes]]:
    """What the entries of each project say, wherever they stand."""
    found: defaultdict[str, Counter[bytes]] = defaultdict(Counter)
    for one in mentions:
        said = {
            name: value for name, value in msgspec.structs.asdict(one).items() if name not in _PLACE
        }
        del said["mention_id"]  # made of the section too
        found[one.project_id][msgspec.json.encode(said)] += 1
    return found


def _together(said: Mapping[str, Counter[bytes]]) -> Counter[bytes]:
    return Counter(word for words in said.values() for word in words.elements())


def _others(one: Change) -> set[str]:
    """The projects that became, or are no longer, a base of the one that changed."""
    if one.field != "base_models":
        return set()
    before, after = (set(msgspec.json.decode(told or "[]")) for told in (one.before, one.after))
    return before ^ after


def _redirected(project_id: str, redirects: Mapping[str, str]) -> set[str]:
    return {project_id, redirects.get(project_id, project_id)}
