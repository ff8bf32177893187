"""What a reader's process makes of a document: mentions with typed fields, sound ones only."""

from __future__ import annotations

import pytest
from examples import document, source

import almanac.reading
from almanac.reading import read_all
from almanac.settings import READERS
from normalize.fields import map_fields
from normalize.records import Mention, Reading
from spiders.errors import ReadError

LIST = b"# Models\n\n| Name | License |\n|---|---|\n" + b"".join(
    b"| [%s](https://github.com/a/%s) | Apache 2.0 |\n" % (name, name)
    for name in (b"MOSS-16B", b"GLM-7B", b"BELLE")
)
BROKEN = LIST.replace(b"BELLE", b"CHATTY")


def read(*bodies: bytes) -> list[Reading | ReadError]:
    return read_all([(document(body), body) for body in bodies], source())


def test_the_mentions_of_a_document_have_their_typed_fields() -> None:
    (found,) = read(LIST)
    assert isinstance(found, Reading)
    assert [one.license_spdx for one in found.mentions] == [["Apache-2.0"]] * 3
    assert [one.parameter_counts for one in found.mentions] == [
        [16_000_000_000],
        [7_000_000_000],
        [],
    ]


def test_a_mention_that_nobody_could_use_is_a_reject(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.check.LONGEST_NAME", 6)
    (found,) = read(LIST)
    assert isinstance(found, Reading)
    assert [one.name for one in found.mentions] == ["GLM-7B", "BELLE"]
    assert ("check", "name-too-long") in {(one.stage, one.reason) for one in found.rejects}


def test_a_document_that_cannot_be_read_keeps_its_own_reason() -> None:
    (found,) = read(b"")
    assert isinstance(found, ReadError)
    assert found.reason == "empty"


def test_a_document_that_breaks_the_mapping_fails_alone_and_says_of_what(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fragile(mention: Mention) -> Mention:
        if mention.name == "CHATTY":
            raise ValueError("too chatty")
        return map_fields(mention)

    monkeypatch.setattr("pipelines.fields.map_fields", fragile)
    whole, broken = read(LIST, BROKEN)
    assert isinstance(whole, Reading)
    assert isinstance(broken, ReadError)
    assert (broken.reason, broken.detail) == ("pipeline-crashed", "ValueError: too chatty")


def test_a_mapping_that_wants_too_much_memory_is_ended_by_the_limit_of_the_source(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def hungry(mention: Mention) -> Mention:
        raise MemoryError

    monkeypatch.setattr("pipelines.fields.map_fields", hungry)
    with pytest.raises(MemoryError):
        read(LIST)


def test_it_is_what_the_settings_name() -> None:
    assert f"{almanac.reading.__name__}:{read_all.__name__}" == READERS
