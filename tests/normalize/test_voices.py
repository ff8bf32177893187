"""Who speaks for themselves, and what a claim weighs."""

from __future__ import annotations

from examples import mention

from normalize.records import Mention
from normalize.voices import copied, listen

TEXT = "Firefly is an open model for dialogues in Chinese, trained on a million of instructions."
RANKS = {"a": 50, "b": 50, "c": 50, "d": 10}


def said(source_id: str, licence: str | None = None, description: str | None = None) -> Mention:
    return mention(f"m-{source_id}", source_id=source_id, license=licence, description=description)


def test_copies_across_sources_are_named_and_repeats_of_one_source_are_not() -> None:
    assert copied([said("a", description=TEXT), said("b"), said("c", description=TEXT)]) == [
        ["m-a", "m-c"]
    ]
    twice = [mention(name, source_id="a", description=TEXT) for name in ("m1", "m2")]
    assert copied(twice) == []


def test_the_value_of_most_voices_wins_and_copies_count_once() -> None:
    apart = [said("a", "MIT"), said("b", "Apache"), said("c", "Apache")]
    assert listen(apart, RANKS, ()).agreed(lambda one: one.license) == "Apache"
    copies = [said("a", "MIT"), said("b", "Apache", TEXT), said("c", "Apache", TEXT)]
    assert listen(copies, RANKS, copied(copies)).agreed(lambda one: one.license) == "MIT"


def test_at_equal_voices_the_rank_decides_and_nobody_who_is_silent_has_a_say() -> None:
    assert (
        listen([said("d", "MIT"), said("a", "GPL"), said("b")], RANKS, ()).agreed(
            lambda one: one.license
        )
        == "GPL"
    )
    assert listen([said("a"), said("b")], RANKS, ()).agreed(lambda one: one.license) is None


def test_a_claim_that_only_moved_within_its_source_is_not_new() -> None:
    before = [said("a", "MIT"), said("b", "GPL")]
    moved = [said("a", "MIT"), mention("m-elsewhere", source_id="b", license="GPL")]
    assert listen(moved, RANKS, (), before).agreed(lambda one: one.license, "MIT") == "MIT"


def test_all_values_are_joined_by_the_number_of_their_voices() -> None:
    heard = listen([said("a", "MIT"), said("b", "GPL"), said("c", "GPL")], RANKS, ())
    assert heard.joined(lambda one: [one.license or ""]) == ["GPL", "MIT"]
