"""Base models as ids of projects."""

from __future__ import annotations

from typing import Any

import pytest
from examples import NOW

from normalize.base_ids import with_base_ids
from normalize.records import Project


def project(project_id: str, name: str, **values: Any) -> Project:
    given: dict[str, Any] = {"kind": "model", "first_seen": NOW, "last_seen": NOW}
    return Project(project_id=project_id, name=name, last_changed=NOW, **(given | values))


def bases(*names: str, among: list[Project], removed: tuple[Project, ...] = ()) -> list[str]:
    made = with_base_ids([project("p0", "Firefly", base_models=list(names)), *among], removed)
    return made[0].base_models


LLAMA = project("p1", "LLaMA", aliases=["Large Language Model Meta AI"], huggingface="meta/llama")


@pytest.mark.parametrize("name", ["LLaMA", "llama", "Large Language Model Meta AI", "Meta/LLaMA"])
def test_a_name_of_one_project_becomes_its_id(name: str) -> None:
    assert bases(name, among=[LLAMA]) == ["p1"]


@pytest.mark.parametrize("name", ["LLaMA-7B", "LLaMA 2", "BLOOM", "Firefly", "?"])
def test_a_name_of_another_size_or_of_nobody_or_its_own_stays_a_name(name: str) -> None:
    assert bases(name, among=[LLAMA]) == [name]


def test_a_name_of_two_projects_stays_a_name() -> None:
    assert bases("LLaMA", among=[LLAMA, project("p2", "Llama")]) == ["LLaMA"]


def test_a_name_weighs_more_than_an_alias_and_both_more_than_what_was_removed() -> None:
    other = project("p2", "Other", aliases=["LLaMA"])
    assert bases("LLaMA", among=[other, LLAMA]) == ["p1"]
    assert bases("LLaMA", among=[other], removed=(LLAMA,)) == ["p2"]
    assert bases("LLaMA", among=[], removed=(LLAMA,)) == ["p1"]


def test_no_model_is_made_from_a_data_set_of_the_same_name() -> None:
    assert bases("LLaMA", among=[LLAMA, project("p2", "LLaMA", kind="dataset")]) == ["p1"]


def test_two_names_of_one_project_are_one_base() -> None:
    assert bases("LLaMA", "llama", "BLOOM", among=[LLAMA]) == ["p1", "BLOOM"]


def test_a_base_stays_when_another_project_takes_its_name() -> None:
    other = project("p2", "Llama")
    before = {"p0": project("p0", "Firefly", base_models=["p1"])}
    mine = project("p0", "Firefly", base_models=["LLaMA"])
    assert with_base_ids([mine, LLAMA, other], (), before)[0].base_models == ["p1"]


def test_a_name_that_was_that_of_several_waits_until_it_is_that_of_one() -> None:
    other = project("p2", "Llama")
    before = {"p0": project("p0", "Firefly", base_models=["LLaMA", "p1"])}
    mine = project("p0", "Firefly", base_models=["LLaMA", "meta/llama"])
    assert with_base_ids([mine, LLAMA, other], (), before)[0].base_models == ["LLaMA", "p1"]
    assert with_base_ids([mine, LLAMA], (), before)[0].base_models == ["p1"]
