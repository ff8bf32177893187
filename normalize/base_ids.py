"""The models that projects were made from, as ids of projects where these are known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

import msgspec

from normalize.identity import name_key
from normalize.records import Project

#: What no model is made from, whatever it is called: a name often belongs to a model and its data.
_NO_MODELS = ("dataset", "benchmark", "collection", "paper", "tool")

_NOTHING: Mapping[str, Project] = MappingProxyType({})


def with_base_ids(
    projects: Sequence[Project],
    removed: Iterable[Project] = (),
    before: Mapping[str, Project] = _NOTHING,
) -> list[Project]:
    """The projects, the names of their base models replaced by the ids of the projects so named.

    A name is replaced where exactly one project has it as name or as id on a hub; else where
    exactly one has it as alias; else where one of the ``removed`` has it. Size and version are
    part of a name: LLaMA-7B is not LLaMA. No project is its own base. Where several have the name
    it stays, unless the project had one of them as its base ``before``: it has it still.
    """
    layers = [
        _index((key, one) for one in projects for key in _names(one)),
        _index((name_key(alias), one) for one in projects for alias in one.aliases),
        _index((key, one) for one in removed for key in _names(one)),
    ]
    return [
        _resolved(one, layers, before.get(one.project_id)) if one.base_models else one
        for one in projects
    ]


def _resolved(
    project: Project, layers: Sequence[Mapping[str, set[str]]], old: Project | None
) -> Project:
    had = frozenset(old.base_models if old else ())
    bases = [_known(name, project.project_id, layers, had) for name in project.base_models]
    return msgspec.structs.replace(project, base_models=list(dict.fromkeys(bases)))


def _known(
    name: str, own: str, layers: Sequence[Mapping[str, set[str]]], had: frozenset[str]
) -> str:
    key = name_key(name)
    for layer in layers:
        found = layer.get(key) or layer.get(f"hub:{name.casefold()}") if key else None
        if found:
            # A name that stood there before was that of nobody known, and still is.
            told = found if len(found) == 1 or name in had else found & had
            return min(told) if len(told) == 1 and own not in told else name
    return name


def _names(project: Project) -> Iterator[str]:
    yield name_key(project.name)
    if project.huggingface:
        yield f"hub:{project.huggingface.casefold()}"


def _index(named: Iterable[tuple[str, Project]]) -> dict[str, set[str]]:
    index: defaultdict[str, set[str]] = defaultdict(set)
    for key, project in named:
        if key and project.kind not in _NO_MODELS:
            index[key].add(project.project_id)
    return dict(index)
