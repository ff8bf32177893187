"""A project under the name that people gave it."""

from __future__ import annotations

import pytest
from examples import NOW, mention

from normalize.projects import compose
from normalize.records import Mention, Project
from normalize.renaming import renamed
from normalize.resolve import cluster


def project(*mentions: Mention) -> Project:
    (one,) = cluster(mentions)
    return compose("p1", one, {"list": 50}, NOW)


LINK = ["https://github.com/OpenLMLab/MOSS"]


def test_the_old_name_becomes_an_alias_and_the_new_one_is_none() -> None:
    mentions = [
        mention("m1", "Fudan MOSS", urls=LINK),
        mention("m2", "MOSS", urls=LINK, document_url="two"),
    ]
    one = project(*mentions)
    assert (one.name, one.aliases) == ("Fudan MOSS", ["MOSS"])
    other = renamed(one, "MOSS", mentions)
    assert (other.name, other.aliases) == ("MOSS", ["Fudan MOSS"])
    third = renamed(one, "MOSS 1", mentions)
    assert (third.name, third.aliases) == ("MOSS 1", ["Fudan MOSS", "MOSS"])


def test_nothing_else_changes() -> None:
    mentions = [mention("m1", "MOSS", urls=LINK, description="A chat model.")]
    one = project(*mentions)
    other = renamed(one, "Moss 2", mentions)
    changed = {name for name in one.__struct_fields__ if getattr(one, name) != getattr(other, name)}
    assert changed == {"name", "aliases"}


def test_a_name_that_is_only_respelled_leaves_no_alias() -> None:
    mentions = [mention("m1", "moss", urls=LINK)]
    other = renamed(project(*mentions), "MOSS", mentions)
    assert (other.name, other.aliases) == ("MOSS", [])


def test_a_name_that_lost_a_letter_becomes_no_alias_and_is_doubted_no_more() -> None:
    mentions = [mention("m1", "M\ufffdSS", urls=LINK, flags=["uncertain_text", "name_from_link"])]
    one = project(*mentions)
    assert one.flags == ["name_from_link", "uncertain_text"]
    other = renamed(one, "MOSS", mentions)
    assert (other.aliases, other.flags) == ([], [])


@pytest.mark.parametrize("text", ["A ch\ufffdt model.", "模\ufffd"])
def test_what_is_doubted_in_the_description_still_is(text: str) -> None:
    mentions = [mention("m1", "MOSS", urls=LINK, flags=["uncertain_text"], description=text)]
    assert renamed(project(*mentions), "Moss 2", mentions).flags == ["uncertain_text"]
