"""Made-up mentions with their truth: a world of projects as many lists would speak of it.

What real lists do to a resolver is all here, in about the shares of the lists that were read for
this project: few projects stand in most lists and most in one or two (Zipf); a project is spelt in
many ways and now and then wrongly; siblings share a repository, a family shares a name; lists copy
descriptions from each other, link the page of an organisation, what a project builds on, or
nothing, or by mistake something else.
"""

from __future__ import annotations

import random
from functools import lru_cache
from itertools import accumulate

import msgspec

from benchmarks.synthetic_projects import Project, projects, words
from normalize.identity import mention_id
from normalize.records import Mention, Source
from normalize.urls import canonical


class World(msgspec.Struct, frozen=True):
    """Lists, what they mention, and the number of the project that each mention speaks of."""

    sources: list[Source]
    mentions: list[Mention]
    truth: dict[str, int]


def world(number: int, seed: int = 1) -> World:
    """So many mentions, always the same for the same number and seed; linear in the number.

    There is about one project for five mentions and one list for two hundred. The n-th project
    is mentioned about 1/n as often as the first; a list rarely has a project twice.
    """
    rng = random.Random(seed)
    made_up = list(projects(max(number // _MENTIONS, 1), rng))
    weights = list(accumulate(1 / (place + 1) for place in range(len(made_up))))
    order = rng.sample(range(len(made_up)), len(made_up))
    sources: list[Source] = []
    mentions: list[Mention] = []
    truth: dict[str, int] = {}
    while len(mentions) < number:
        source = _source(len(sources))
        sources.append(source)
        wanted = min(int(_SHORTEST * rng.paretovariate(_TAIL)), _LONGEST, number - len(mentions))
        drawn = rng.choices(order, cum_weights=weights, k=wanted)
        once = [*dict.fromkeys(drawn)]
        twice = [one for one in once if rng.random() < _TWICE]
        for position, one in enumerate([*once, *twice][:wanted]):
            other = made_up[rng.choice(order)]
            made = _mention(source, position, made_up[one], other, rng)
            mentions.append(made)
            truth[made.mention_id] = one
    return World(sources, mentions, truth)


#: Mentions for each project. Lists have a few entries to a few thousand, two hundred on average.
_MENTIONS = 5
_SHORTEST, _LONGEST, _TAIL = 80, 3_000, 1.5
_TWICE = 0.01
#: Shares of the entries that …
_USUAL = 0.6  # … write the name as most do,
_MISSPELT = 0.02  # … or wrongly,
_UNLINKED = 0.1  # … have no link,
_MISLINKED = 0.003  # … or that of something else,
_OWNER_FIRST = 0.02  # … or first the page of the organisation,
_BUILT_ON = 0.08  # … or last what the project builds on,
_TOLD_MAKER = 0.3  # … say who made it,
_COPIED = 0.3  # … and copy the words of its maintainers.


def _source(number: int) -> Source:
    title = f"list-{number}"
    return Source(id=title, path="", title=title, kind="readme", urls=["x"], rank=50 + number % 3)


def _mention(
    source: Source, position: int, project: Project, other: Project, rng: random.Random
) -> Mention:
    name = project.names[0] if rng.random() < _USUAL else rng.choice(project.names)
    if rng.random() < _MISSPELT:
        name = _misspelt(name, rng)
    urls = _links(project, other, rng)
    copied = rng.random() < _COPIED
    section = [f"Part {position // 40}"]
    return Mention(
        mention_id=mention_id(source.id, [*section, str(position)], name, next(iter(urls), None)),
        source_id=source.id,
        document_url=f"https://example.org/{source.id}.md",
        document_sha256="0" * 64,
        section=section,
        position=position,
        locator=f"line={position + 1}",
        name=name,
        name_raw=name,
        urls=urls,
        description=project.description if copied else f"{name}, {words(rng, 12)}.",
        organization=project.organization if rng.random() < _TOLD_MAKER else None,
        parameter_counts=list(project.parameter_counts) if "(" in name else [],
    )


def _misspelt(name: str, rng: random.Random) -> str:
    """A letter left out, doubled, or changed places with the next."""
    place = rng.randrange(len(name) - 1)
    one, other = name[place : place + 2]
    return name[:place] + rng.choice((other, one + one + other, other + one)) + name[place + 2 :]


def _links(project: Project, other: Project, rng: random.Random) -> list[str]:
    """What an entry links, in its order and spelling."""
    if rng.random() < _UNLINKED:
        return []
    if rng.random() < _MISLINKED:
        return [other.links[0]]
    repository, *others = project.links
    found = [repository] if rng.random() < 0.85 or not others else []
    found += [one for one in others if rng.random() < 0.5 or not found]
    if rng.random() < 0.15:
        rng.shuffle(found)
    if project.base and rng.random() < _BUILT_ON:
        found.append(project.base)
    before = [f"https://github.com/{project.owner}"] if rng.random() < _OWNER_FIRST else []
    return list(dict.fromkeys([*before, *(_spelt(one, rng) for one in found)]))


def _spelt(url: str, rng: random.Random) -> str:
    """The same page as others write it, made canonical as reading makes it."""
    if rng.random() < 0.7:
        return url
    if "github.com" in url:
        return _canonical(rng.choice((f"{url}.git", f"{url}/tree/main", f"{url}#readme")))
    if "arxiv.org" in url:
        return _canonical(rng.choice((url.replace("/abs/", "/pdf/"), f"{url}v2", f"{url}v1")))
    return _canonical(rng.choice((f"{url}/", url.replace("https://", "http://"))))


@lru_cache(maxsize=1 << 16)
def _canonical(url: str) -> str:
    link = canonical(url)
    return link.url if link else url
