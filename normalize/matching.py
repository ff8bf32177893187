"""How strongly two profiles speak for one project: evidence that adds up against a threshold."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from normalize.name_likeness import Likeness, disagree, likeness
from normalize.names import Name
from normalize.profiles import Profile

#: From this score on two entries are one project.
THRESHOLD = 2.0

#: What the likeness of two names is worth.
_NAMES = {
    Likeness.EQUAL: 2.0,
    Likeness.RELATED: 1.5,
    Likeness.SOUND: 1.5,
    Likeness.TRANSLATED: 1.5,
    Likeness.NEAR: 1.0,
    Likeness.UNKNOWN: -0.25,
    Likeness.DERIVED: -1.5,
    Likeness.DIFFERENT: -2.0,
}
#: A shared link that stands first in both, first in one, first of its kind in both, elsewhere.
_FIRST, _LEAD, _HEAD, _ASIDE = 2.0, 1.5, 1.0, 0.5
_PAGE = 0.5
_LINK_NAME = 1.0
_OWNER, _REPOSITORY = 0.5, 1.0
_ORGANIZATION = 0.5
#: Likenesses that further evidence may lift over the threshold.
_OPEN = (
    Likeness.RELATED, Likeness.SOUND, Likeness.TRANSLATED, Likeness.NEAR, Likeness.UNKNOWN,
)  # fmt: skip


class Match(msgspec.Struct, frozen=True):
    """The score of two profiles and what it is made of, for people to read."""

    score: float
    evidence: tuple[str, ...]


def match(one: Profile, other: Profile, crowded: frozenset[str]) -> Match | None:
    """The evidence that two profiles are of one project; ``None`` where they cannot be.

    Args:
        one: a profile.
        other: another one.
        crowded: links under which a single list has several things, or many lists many: they
            identify none of them without a name.
    """
    if rivals(one, other) or (one.named and other.named and contradict(one, other)):
        return None
    alike = _likeness(one, other, crowded)
    parts = [*_said_by_names(one, other, alike), *_said_by_links(one, other, alike, crowded)]
    if alike in _OPEN:
        parts += _said_by_makers(one, other, alike)
    return Match(
        score=sum(weight for weight, _ in parts),
        evidence=tuple(text for weight, text in parts if text and weight),
    )


def contradict(one: Profile, other: Profile) -> bool:
    """Whether versions or sizes tell the two apart, those that only links name included."""
    if disagree(one.name, other.name):
        return True
    mine, theirs = one.name.sizes, other.name.sizes
    said = (mine, other.linked_sizes) if mine else (theirs, one.linked_sizes)
    return all(said) and not said[0] & said[1]


def rivals(one: Profile, other: Profile) -> bool:
    """Whether each leads to a place of its own, of one kind and not the same owner's."""
    if one.claim is None or other.claim is None or one.claim == other.claim:
        return False
    return one.claim[0] == other.claim[0] and one.keys.isdisjoint(other.keys)


def _likeness(one: Profile, other: Profile, crowded: frozenset[str]) -> Likeness:
    alike = likeness(one.name, other.name) if one.named and other.named else Likeness.UNKNOWN
    if alike is Likeness.EQUAL:
        return alike
    if _stands_for(one, other) or _stands_for(other, one):
        return Likeness.TRANSLATED
    if alike is Likeness.RELATED and _of_another_extent(one, other, crowded):
        return Likeness.DERIVED
    if alike is Likeness.DERIVED:
        shorter, longer = sorted([one, other], key=lambda each: len(each.name.latin))
        if _calls(shorter, longer.name):
            return Likeness.RELATED
    return alike


def _of_another_extent(one: Profile, other: Profile, crowded: frozenset[str]) -> bool:
    """Whether one speaks of a size and the other of all, and no link says which it has.

    A link that leads several things says nothing.

    Else an entry without a size would be the only sibling that is listed, until another comes.
    """
    sized = [bool(each.name.sizes or each.linked_sizes) for each in (one, other)]
    told = one.lead is not None and one.lead == other.lead and one.lead not in crowded
    return sized[0] != sized[1] and not told


def _stands_for(one: Profile, other: Profile) -> bool:
    return other.named and one.meant != "" and one.meant in other.name.forms


Part = tuple[float, str]


def _said_by_names(one: Profile, other: Profile, alike: Likeness) -> Iterator[Part]:
    if alike is Likeness.TRANSLATED:
        yield _NAMES[alike], f"{alike.value}:{one.meant or other.meant}"
        return
    if not one.named or not other.named:
        return
    shared = next((form for form in one.name.forms if form in other.name.forms), "")
    if alike is Likeness.EQUAL:
        yield _NAMES[alike], f"name:{shared or one.name.latin or one.name.han}"
    elif alike is Likeness.UNKNOWN:
        yield _NAMES[alike], ""
    else:
        names = sorted([one.name.forms[0], other.name.forms[0]])
        yield _NAMES[alike], f"{alike.value}:{names[0]}~{names[1]}"


def _said_by_links(
    one: Profile, other: Profile, alike: Likeness, crowded: frozenset[str]
) -> Iterator[Part]:
    weighed = [(_place(one, other, key, crowded), key) for key in one.keys & other.keys]
    if weighed:
        weight, key = min(weighed, key=lambda part: (-part[0], part[1]))
        yield weight, key
    elif pages := one.pages & other.pages:
        yield _PAGE, f"url:{min(pages).split('://', 1)[-1]}"
    elif alike in (Likeness.NEAR, Likeness.UNKNOWN) and (
        _calls(one, other.name) or _calls(other, one.name)
    ):
        yield _LINK_NAME, "link-name"


def _place(one: Profile, other: Profile, key: str, crowded: frozenset[str]) -> float:
    """The worth of a shared link, by where it stands in both."""
    if key in crowded:
        return _ASIDE
    if one.lead == key == other.lead:
        return _FIRST if one.leads and other.leads else _LEAD
    if key in one.heads and key in other.heads:
        return _LEAD if key in (one.lead, other.lead) else _HEAD
    return _ASIDE


def _calls(one: Profile, name: Name) -> bool:
    """Whether the first link of one is called as the other is."""
    if one.link_name is None or not name.words or disagree(one.link_name, name):
        return False
    return likeness(one.link_name, name) in (Likeness.EQUAL, Likeness.RELATED)


def _said_by_makers(one: Profile, other: Profile, alike: Likeness) -> Iterator[Part]:
    maker = _maker(one, other) or _maker(other, one)
    if maker:
        yield _ORGANIZATION, f"organization:{maker}"
    elif alike is not Likeness.UNKNOWN and not one.keys & other.keys:
        owners = one.owners & other.owners
        repositories = [each for each in owners if "/" in each]
        if repositories and alike is Likeness.NEAR:
            yield _REPOSITORY, f"owner:{min(repositories)}"
        elif owners:
            yield _OWNER, f"owner:{min(owners)}"


def _maker(one: Profile, other: Profile) -> str:
    """The organisation of one, if the other has it too, or names it: Snowflake Arctic."""
    maker = one.organization.removeprefix("name:")
    named = other.named and maker in other.name.words
    return maker if maker and (named or one.organization == other.organization) else ""
