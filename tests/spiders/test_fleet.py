"""All spiders and all sources at once: each has what the others rely on."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from conftest import ROOT
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from almanac import settings as defaults
from almanac.sources import load_sources
from normalize.records import Kind, Source
from spiders.bodies import address
from spiders.choosing import chosen
from spiders.document import DocumentSpider


def fleet() -> dict[str, type[DocumentSpider]]:
    """Every spider as ``scrapy list`` finds them."""
    settings = Settings()
    settings.setmodule(defaults)
    loader = SpiderLoader.from_settings(settings)
    found: dict[str, type[DocumentSpider]] = {
        name: loader.load(name)  # type: ignore[misc]
        for name in loader.list()
    }
    return found


FLEET = fleet()
SOURCES = [one for folder in ("sources", "samples/sources") for one in load_sources(ROOT / folder)]


def test_there_is_one_spider_per_kind_and_one_for_all() -> None:
    kinds = [spider.kind for spider in FLEET.values()]
    assert sorted(kinds, key=str) == sorted([*get_args(Kind), None], key=str)


@pytest.mark.parametrize("name", sorted(FLEET))
def test_a_spider_has_a_name_a_kind_and_says_what_it_is_for(name: str) -> None:
    spider = FLEET[name]
    assert issubclass(spider, DocumentSpider)
    assert spider.name == name
    assert spider.kind in (None, *get_args(Kind))
    assert spider.kind == name or (spider.kind is None and name == "every")
    assert (spider.__doc__ or "").strip() != (DocumentSpider.__doc__ or "").strip()


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.id)
def test_every_source_has_a_spider_of_its_kind_that_takes_it(source: Source) -> None:
    spiders = [spider for spider in FLEET.values() if spider.kind == source.kind]
    assert len(spiders) == 1
    assert chosen([source], spiders[0].kind, source.id) == [source]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.id)
def test_every_document_of_a_source_has_an_address_and_a_file_is_there(source: Source) -> None:
    for url in source.urls:
        fetched = address(source, url)
        assert fetched.startswith(("https://", "file://"))
        if fetched.startswith("file://"):
            assert Path(fetched.removeprefix("file://")).is_file()
