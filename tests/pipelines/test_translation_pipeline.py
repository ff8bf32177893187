"""Names of translated entries, told by other sources of the same run."""

from __future__ import annotations

from typing import Any

from examples import mention

from normalize.records import Mention
from pipelines.translation import names_from_other_sources

OTTER = "https://github.com/a/otter"
RANKS = {"list": 50, "other": 60, "third": 10}


def translated(name: str = "水獭", raw: str = "水獭", **values: Any) -> Mention:
    given: dict[str, Any] = {"machine_translated": True, "name_raw": raw, "urls": [OTTER]}
    return mention(values.pop("mention_id", "t1"), name, **(given | values))


def named(name: str, source_id: str = "other", **values: Any) -> Mention:
    return mention(f"{source_id}-{name}", name, source_id=source_id, urls=[OTTER], **values)


def test_the_same_link_under_its_own_name_in_another_source_wins() -> None:
    renamed = names_from_other_sources([translated(), named("Otter")], RANKS)
    assert [one.name for one in renamed.mentions] == ["Otter", "Otter"]
    assert (renamed.mentions[0].mention_id, renamed.mentions[0].name_raw) == ("t1", "水獭")
    (repair,) = renamed.repairs
    assert (repair.mention_id, repair.field, repair.before, repair.after) == (
        "t1",
        "name",
        "水獭",
        "Otter",
    )
    assert repair.evidence == f"the same link in source other: {OTTER}"


def test_of_several_names_the_one_most_sources_give_wins_then_the_rank() -> None:
    two = [named("Otter LLM", "other"), named("Otter", "third")]
    assert names_from_other_sources([translated(), *two], RANKS).mentions[0].name == "Otter LLM"
    three = [*two, named("OTTER", "fourth")]
    assert names_from_other_sources([translated(), *three], RANKS).mentions[0].name == "Otter"


def test_what_was_not_translated_or_tells_nothing_is_left() -> None:
    for mentions in (
        [mention("a", "Beaver", urls=[OTTER]), named("Otter")],  # nobody translated it
        [translated(), translated("海獭", mention_id="t2")],  # no source with its own name
        [translated(), named("Otter"), named("Otter-Data")],  # several things under one link
        [translated(raw="水獭-13B"), named("Otter")],  # a number is missing
        [translated("OTTER"), named("Otter")],  # it has that name already
        [translated("otter-llm"), named("Otter")],  # its own page told the name
        [translated(), named("Otter-XL")],  # the link is called otherwise: another thing there
        [translated(), named("Beaver")],
        [translated(), named("Otter 2")],
        [translated("Otter-X", raw="Otter-X"), named("Otter")],  # a name that was left alone
        [translated(urls=[]), named("Otter")],
    ):
        renamed = names_from_other_sources(mentions, RANKS)
        assert renamed.mentions == mentions
        assert renamed.repairs == []


def test_doing_it_twice_changes_nothing_more() -> None:
    once = names_from_other_sources([translated(), named("Otter")], RANKS)
    again = names_from_other_sources(once.mentions, RANKS)
    assert (again.mentions, again.repairs) == (once.mentions, [])
