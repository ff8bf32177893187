"""Made-up projects: what they are called, where they live, and what their siblings share."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import msgspec


class Project(msgspec.Struct, frozen=True):
    """A project as its maintainers would describe it: what it is called and where it lives."""

    #: the spellings that lists use, the usual one first
    names: tuple[str, ...]
    owner: str
    organization: str
    #: its own pages, the repository first; siblings may have the same repository
    links: tuple[str, ...]
    #: the repository of what it builds on
    base: str | None
    description: str
    parameter_counts: tuple[int, ...]


def projects(number: int, rng: random.Random) -> Iterator[Project]:
    """So many, in families: a first project, and now and then siblings that are called after it."""
    eldest = _eldest(0, rng)
    repository = ""
    for place in range(number):
        sibling = place > 0 and rng.random() < _SIBLING
        if not sibling:
            eldest = _eldest(place, rng)
        name = _called_after(eldest.name, rng) if sibling else eldest.name
        shares = sibling and rng.random() < _SHARED_REPOSITORY
        own = f"https://github.com/{eldest.owner}/{name.replace(' ', '-')}"
        repository, base = (repository if shares else own), (repository if sibling else None)
        yield _project(place, name, eldest, repository, base, rng)


def words(rng: random.Random, number: int) -> str:
    """So many words such as descriptions have."""
    return " ".join(rng.choices(_WORDS, k=number))


#: Shares of the projects that are siblings of the one before, and what these share.
_SIBLING, _SHARED_REPOSITORY = 0.35, 0.25

_SPOKEN = (
    "ba be bo da de do fa fi ga go ha ho ja jo ka ke ki ko la le li lo lu ma me mi mo mu na ne ni "
    "no pa pe po ra re ri ro ru sa se si so su ta te ti to va ve vi wa we xi ya yo za zen lin tor "
    "mar qua dra phi gro nex"
)
_SYLLABLES = _SPOKEN.split()
_ENDINGS = ("", "", "", "LM", "GPT", "Net", "former", "Bench", "Instruct", "-Eval", " Toolkit")
_DERIVED = ("Chat", "Coder", "Math", "VL", "Med", "Audio", "Law", "Mini", "Reward")
_HAN = "文心悟道紫东太初星火盘古书生伶荔凤凰骆驼白泽灵犀明德乾坤元象天工玉兰桃李云雀青鸟海燕"
_WRITTEN = (
    "an open language model trained on public text code and dialogue with long context low memory "
    "fast inference strong reasoning tools for evaluation of bilingual instruction following "
    "released weights under permissive terms by researchers who describe data cleaning and tuning"
)
_WORDS = _WRITTEN.split()
_SIZES = (1, 3, 7, 13, 34, 70)


class _Eldest(msgspec.Struct, frozen=True):
    """The first of a family: its name, perhaps a Chinese one too, and its maker."""

    name: str
    han: str
    owner: str
    organization: str


def _eldest(place: int, rng: random.Random) -> _Eldest:
    syllables = rng.choices(_SYLLABLES, k=rng.choice((3, 3, 4, 4, 5)))
    name = "".join(syllables).capitalize() + rng.choice(_ENDINGS)
    han = "".join(rng.choices(_HAN, k=rng.choice((3, 4)))) if rng.random() < 0.15 else ""
    maker = "".join(rng.choices(_SYLLABLES, k=3)).capitalize()
    return _Eldest(name, han, f"{maker.lower()}-{rng.choice(('ai', 'lab', 'nlp'))}", f"{maker} Lab")


def _called_after(name: str, rng: random.Random) -> str:
    """A later version, a fine-tune or a port."""
    kind = rng.random()
    if kind < 0.4:
        return f"{name}{rng.choice((2, 3, 4))}" if name[-1].isalpha() else f"{name} v2"
    return f"Chinese-{name}" if kind < 0.5 else f"{name}-{rng.choice(_DERIVED)}"


def _project(
    place: int, name: str, family: _Eldest, repository: str, base: str | None, rng: random.Random
) -> Project:
    sizes = rng.sample(_SIZES, k=rng.choice((0, 0, 1, 2)))
    slug = name.replace(" ", "-")
    links = [repository]
    if sizes:
        links.append(f"https://huggingface.co/{family.owner}/{slug}")
    if rng.random() < 0.5:
        links.append(f"https://arxiv.org/abs/{2301 + place // 90_000}.{place % 90_000 + 1:05}")
    if rng.random() < 0.2:
        links.append(f"https://www.{family.owner}.org/{slug.lower()}")
    return Project(
        names=tuple(_spellings(name, family, sizes)),
        owner=family.owner,
        organization=family.organization,
        links=tuple(links),
        base=base,
        description=f"{name} is {words(rng, 14)}, and {words(rng, 10)}.",
        parameter_counts=tuple(size * 10**9 for size in sorted(sizes)),
    )


def _spellings(name: str, family: _Eldest, sizes: Sequence[int]) -> Iterator[str]:
    yield name
    yield name.replace("-", " ") if "-" in name else name.lower()
    yield f"{name}: {'an open model' if sizes else 'tools'} of {family.organization}"
    yield f"{family.owner}/{name.replace(' ', '-')}"
    if family.han and name == family.name:
        yield f"{family.han} ({name})"
    if sizes:
        yield f"{name} ({', '.join(f'{size}B' for size in sorted(sizes))})"
