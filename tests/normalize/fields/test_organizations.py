"""Organisations: one name for all aliases, unknown names untouched."""

from __future__ import annotations

from collections import Counter

import pytest

from normalize.fields.organizations import _folded, canonical
from normalize.tables import table


@pytest.mark.parametrize(
    "alias", ["清华", "THU", "Tsinghua", "THUDM", "清华大学", "清华大学等", " thudm "]
)
def test_aliases_lead_to_one_name(alias: str) -> None:
    assert canonical(alias) == "Tsinghua University"


@pytest.mark.parametrize(
    ("alias", "name"),
    [("复旦", "Fudan University"), ("FDU", "Fudan University"), ("Facebook", "Meta"),
     ("百度", "Baidu"), ("@ymcui", "@ymcui"), ("stability-ai", "Stability AI")],
)  # fmt: skip
def test_the_known_are_named_and_the_unknown_are_kept(alias: str, name: str) -> None:
    assert canonical(alias) == name


@pytest.mark.parametrize(
    "name", ["Yiming Cui", "Tsinghua University & Zhipu", "", "Metaphor", "周四"]
)
def test_an_unknown_name_is_only_stripped(name: str) -> None:
    assert canonical(f"  {name} ") == name


def test_no_alias_belongs_to_two_organisations() -> None:
    owners = {
        (_folded(alias), name)
        for name, aliases in table("organizations")["aliases"].items()
        for alias in [name, *aliases]
    }
    counts = Counter(alias for alias, _ in owners)
    assert [alias for alias, count in counts.items() if count > 1] == []
