"""What resolving gives projects and mentions beyond one project's own words."""

from __future__ import annotations

from examples import LATER, NOW, mention

from normalize.records import Mention, Tables
from pipelines.projects import Resolved, resolve_projects

RANKS = {"one": 50, "two": 50}
TEXT = "Firefly is an open model for dialogues in Chinese, trained on a million of instructions."
FIREFLY = ["https://github.com/yangjianxin1/Firefly"]
LLAMA = mention(
    "m-llama", "LLaMA", source_id="two", urls=["https://github.com/facebookresearch/llama"]
)


def firefly(source_id: str, description: str, flags: tuple[str, ...] = ()) -> Mention:
    return mention(
        f"m-{source_id}",
        source_id=source_id,
        document_url=source_id,
        urls=FIREFLY,
        description=description,
        base_models=["LLaMA", "BLOOM"],
        flags=list(flags),
    )


def resolved(*mentions: Mention, before: Resolved | None = None) -> Resolved:
    tables = Tables(projects=before.projects, mentions=before.mentions) if before else Tables()
    return resolve_projects(mentions, RANKS, RANKS.keys(), tables, "run", LATER if before else NOW)


def flags(made: Resolved) -> dict[str, list[str]]:
    return {one.mention_id: one.flags for one in made.mentions}


def test_mentions_that_share_a_text_say_so_until_they_do_not_any_more() -> None:
    first = resolved(firefly("one", TEXT, ("name_from_link",)), firefly("two", TEXT + " Try it."))
    assert flags(first) == {"m-one": ["name_from_link", "copied_text"], "m-two": ["copied_text"]}
    kept = {one.mention_id: one for one in first.mentions}["m-one"]
    own = "A chat model of one person, made in a summer and given to all who want to use it."
    second = resolved(kept, firefly("two", own), before=first)
    assert flags(second) == {"m-one": ["name_from_link"], "m-two": []}


def test_base_models_are_ids_where_known_and_stay_so_when_the_base_is_removed() -> None:
    first = resolved(firefly("one", TEXT), LLAMA)
    ids = {one.name: one.project_id for one in first.projects}
    bases = {one.name: one.base_models for one in first.projects}
    assert bases == {"Firefly": [ids["LLaMA"], "BLOOM"], "LLaMA": []}
    assert {one.mention_id: one.base_models for one in first.mentions}["m-one"][0] == "LLaMA"
    second = resolved(firefly("one", TEXT), before=first)
    assert [(one.change, one.name) for one in second.changes] == [("removed", "LLaMA")]


def test_the_same_entries_again_change_nothing() -> None:
    entries = [firefly("one", TEXT), firefly("two", TEXT), LLAMA]
    first = resolved(*entries)
    again = resolved(*reversed(entries), before=first)
    assert (again.changes, again.projects[0].last_changed) == ([], NOW)
