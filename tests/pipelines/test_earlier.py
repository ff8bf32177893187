"""An entry is found again where its section or name changed, and nothing else fits."""

from __future__ import annotations

import msgspec
from examples import mention

from normalize.records import Mention
from pipelines.earlier import projects_before


def entry(number: int, name: str, url: str | None, project: str = "", **fields: object) -> Mention:
    one = mention(name=name, urls=[url] if url else [])
    return msgspec.structs.replace(one, mention_id=f"m{number}", project_id=project, **fields)


def test_an_entry_under_another_heading_is_the_same() -> None:
    before = [entry(1, "MOSS", "https://a.org/m", "p1", section=["LLM"])]
    now = [entry(2, "MOSS", "https://a.org/m", section=["Base LLM"])]
    assert projects_before(now, before) == {"m2": "p1"}


def test_an_entry_of_another_name_is_the_same_by_its_link() -> None:
    before = [entry(1, "lab/MOSS/", "https://a.org/m", "p1")]
    now = [entry(2, "lab/MOSS", "https://a.org/m")]
    assert projects_before(now, before) == {"m2": "p1"}


def test_siblings_of_one_link_are_told_by_their_names_or_not_at_all() -> None:
    before = [entry(1, "A", "https://a.org/x", "p1"), entry(2, "B", "https://a.org/x", "p2")]
    now = [entry(3, "B", "https://a.org/x"), entry(4, "C", "https://a.org/x")]
    assert projects_before(now, before) == {"m3": "p2", "m4": "p1"}
    both = [entry(3, "C", "https://a.org/x"), entry(4, "D", "https://a.org/x")]
    assert projects_before(both, before) == {}


def test_an_entry_that_is_still_there_is_nobody_elses_past() -> None:
    before = [entry(1, "MOSS", "https://a.org/m", "p1")]
    now = [before[0], entry(2, "MOSS", "https://a.org/m", section=["New"])]
    assert projects_before(now, before) == {"m1": "p1"}


def test_entries_without_links_and_of_other_sources_are_not_paired() -> None:
    before = [entry(1, "A", None, "p1"), entry(2, "B", "https://a.org/b", "p2", source_id="one")]
    now = [entry(3, "B", None), entry(4, "B", "https://a.org/b", source_id="two")]
    assert projects_before(now, before) == {}
