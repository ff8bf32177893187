"""A source whose words may not be published any more: none of them is left in a later snapshot."""

from __future__ import annotations

from datetime import timedelta

import msgspec
from examples import LATER, NOW, mention

from normalize.records import Mention, Tables
from pipelines.projects import Resolved, resolve_projects

FOX = ["https://github.com/lab/fox"]
OWL = ["https://github.com/lab/owl"]
RANKS = {"list": 50, "other": 40}


def entry(name: str, urls: list[str], said: str | None, source_id: str = "list") -> Mention:
    return mention(
        f"m-{source_id}-{name}",
        name,
        source_id=source_id,
        document_url=f"https://example.org/{source_id}",
        urls=urls,
        description=said,
    )


def resolved(*mentions: Mention, before: Resolved | None = None, off: bool = False) -> Resolved:
    tables = Tables()
    if before:
        tables = Tables(projects=before.projects, mentions=before.mentions)
    return resolve_projects(
        mentions, RANKS, RANKS.keys(), tables, "r", LATER if before else NOW, None, (),
        frozenset(["list"] if off else []),
    )  # fmt: skip


def test_what_was_published_before_is_neither_kept_nor_told_as_the_value_before() -> None:
    full = resolved(entry("Fox", FOX, "secret of foxes"), entry("Owl", OWL, "secret of owls"))
    gone = resolved(entry("Fox", FOX, "secret of foxes"), before=full)
    assert b"secret of owls" in msgspec.json.encode(gone.projects)
    bare = resolved(
        entry("Fox", FOX, None), entry("Fox", FOX, "free words", "other"), before=gone, off=True
    )
    assert b"secret" not in msgspec.json.encode([bare.projects, bare.mentions, bare.changes])
    told = {(one.name, one.field): (one.before, one.after) for one in bare.changes}
    assert told["Fox", "description"] == ("null", '"free words"')
    assert told["Owl", "description"] == ("null", "null")
    assert {one.name: one.description_source_id for one in bare.projects} == {
        "Fox": "other",
        "Owl": None,
    }
    again = resolved(
        entry("Fox", FOX, None), entry("Fox", FOX, "free words", "other"), before=bare, off=True
    )
    assert again.changes == []


def test_the_words_of_others_stay_and_a_project_that_leaves_takes_the_withdrawn_ones_along() -> (
    None
):
    full = resolved(entry("Fox", FOX, "secret of foxes"), entry("Owl", OWL, "free words", "other"))
    left = resolved(before=full, off=True)
    assert {one.name: one.description for one in left.projects} == {
        "Fox": None,
        "Owl": "free words",
    }
    assert all(one.last_seen < one.last_changed < NOW + timedelta(days=2) for one in left.projects)
    assert b"secret" not in msgspec.json.encode([left.projects, left.changes])
