"""Entries of lists on any topic, glued together without a space, come apart again."""

from __future__ import annotations

import time

import pytest

from spiders.readers.plaintext.document import read_plaintext

Entries = list[tuple[str, list[str], str]]

SELF_HOSTED: Entries = [
    (
        "Nextcloud",
        ["https://nextcloud.com/", "https://github.com/nextcloud/server"],
        "Nextcloud is a suite of programs for sharing files. It runs on your own machine.",
    ),
    (
        "Paperless-ngx",
        ["https://github.com/paperless-ngx/paperless-ngx"],
        "A document management system that turns paper into a searchable archive.",
    ),
    (
        "Home Assistant: Open Home Automation",
        ["https://www.home-assistant.io/", "https://github.com/home-assistant/core"],
        "Put local control and privacy first. Powered by a community of tinkerers.",
    ),
    (
        "Syncthing",
        ["https://syncthing.net/", "https://github.com/syncthing/syncthing", "https://docs.syncthing.net/"],
        "Syncthing replaces proprietary sync services with something open.",
    ),
    (
        "gitea",
        ["https://gitlab.com/go-gitea/gitea"],
        "gitea is a painless self-hosted Git service, written in Go.",
    ),
    (
        "Raft: In Search of an Understandable Consensus Algorithm",
        ["https://doi.org/10.5555/2643634.2643666", "https://raft.github.io/raft.pdf"],
        "We present a consensus algorithm for managing a replicated log.",
    ),
    (
        "Uptime Kuma",
        ["https://github.com/louislam/uptime-kuma", "https://www.youtube.com/watch?v=ab-dE_1gHiJ"],
        "It is an easy-to-use monitoring tool! It pings what you tell it to.",
    ),
    (
        "Traefik",
        ["https://traefik.io/traefik/", "https://github.com/traefik/traefik"],
        "The cloud native application proxy. See its documentation for more.",
    ),
    (
        "ffmpeg-normalize",
        ["https://sourceforge.net/projects/ffmpeg-normalize/", "https://github.com/slhck/ffmpeg-normalize"],
        "This tool normalizes the loudness of recordings.",
    ),
]  # fmt: skip

KITCHEN: Entries = [
    (
        "料理ノート",
        ["https://github.com/kitchen-lab/ryori-note"],
        "料理ノートは、毎日の献立を記録するためのアプリです。\n",
    ),
    (
        "Recette Facile",
        ["https://gitlab.com/cuisine/recette-facile", "https://recette-facile.fr/"],
        "Une application libre pour garder ses recettes. Elle marche sans réseau.",
    ),
    (
        "Kochbuch",
        ["https://codeberg.org/kueche/kochbuch"],
        "Das Kochbuch ist eine Sammlung von Rezepten für den Herd.\n",
    ),
    (
        "Cocina Abierta",
        ["https://cocina-abierta.es/proyecto.html", "https://github.com/cocina/abierta"],
        "Un proyecto para compartir platos de cada región.",
    ),
    (
        "Поваренок",
        ["https://github.com/kuhnya/povarenok", "https://zhuanlan.zhihu.com/p/123456789"],
        "Поваренок помогает готовить дома.\n",
    ),
    (
        "食谱大全",
        ["https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv", "https://gitee.com/chufang/shipu"],
        "收录了一千道家常菜，每道都有图片。\n",
    ),
    (
        "【厨房】面点师傅Baozi",
        ["https://www.bilibili.com/video/BV1xK4y1C7aZ", "https://github.com/chufang/Baozi"],
        "Baozi是一个教人做面点的小程序。\n",
    ),
]

STARS: Entries = [
    (
        "Astropy",
        ["https://github.com/astropy/astropy", "https://arxiv.org/abs/1307.6212"],
        "Astropy contains key functionality for astronomy.\n",
    ),
    (
        "SkyServer",
        ["https://skyserver.sdss.org/"],
        "The SkyServer shows pictures of one million galaxies.\n",
    ),
    (
        "Stellarium",
        ["https://stellarium.org/", "https://github.com/Stellarium/stellarium"],
        "Stellarium renders realistic skies in real time with OpenGL.\n",
    ),
    (
        "galpy: A Python Library for Galactic Dynamics",
        ["https://arxiv.org/abs/1412.3451v2", "https://github.com/jobovy/galpy"],
        "I describe the design, implementation, and usage of galpy.\n",
    ),
    (
        "Light Curves Dataset",
        ["https://huggingface.co/datasets/sky/light-curves", "https://drive.google.com/file/d/1a2B3c4D5e6F7g8H9i0J1k2L3m4N5o6P7/view?usp=sharing"],
        "This dataset holds the light curves of variable stars.\n",
    ),
    (
        "StarFinder-7B",
        ["https://modelscope.cn/models/sky/StarFinder-7B", "https://openreview.net/forum?id=aB3dE5gH7j"],
        "StarFinder-7B finds stars on plates of glass.\n",
    ),
]  # fmt: skip


def glued(entries: Entries) -> str:
    return "".join(name + "".join(links) + said for name, links, said in entries)


@pytest.mark.parametrize("entries", [SELF_HOSTED, KITCHEN, STARS])
def test_glued_entries_get_back_their_names_links_and_text(entries: Entries) -> None:
    found = [
        (one.name, one.links, one.description) for one in read_plaintext(glued(entries)).entries
    ]
    assert found == [(name, links, said.strip()) for name, links, said in entries]


@pytest.mark.parametrize("entries", [SELF_HOSTED, KITCHEN, STARS])
def test_the_same_entries_set_off_by_spaces_are_read_alike(entries: Entries) -> None:
    text = "\n".join(f"{name} {' '.join(links)} {said.strip()}" for name, links, said in entries)
    assert [(one.name, one.links) for one in read_plaintext(text).entries] == [
        (name.split(":")[0], links) for name, links, _ in entries
    ]


HOSTILE = [
    "a", "用", "https://a.b/", "\0", "Name\0https://a.b/\0text ", "https://", "- a\n  b\n", "# H\n",
    "NameAhttps://github.com/a/NameANameA is. ", "用Ahttps://a.b/cD", "1 数据 ", "a-\nb", "www.",
    "a\nb\n\n", "https://a.b/c-\n", "htttps://a.b/ ", "github.com/a/b", "。Ahttps://arxiv.org/abs/",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_long_hostile_text_takes_time_that_grows_with_its_length(piece: str) -> None:
    def seconds(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        started = time.process_time()
        read_plaintext(text)
        return time.process_time() - started

    assert seconds(600_000) < 20
    assert seconds(600_000) < 12 * seconds(100_000) + 0.5


def test_a_line_of_ten_megabytes_is_read() -> None:
    contents = read_plaintext("x" * 5_000_000 + " Tool https://example.org/tool " + "y" * 5_000_000)
    assert [entry.links for entry in contents.entries] in ([], [["https://example.org/tool"]])


@pytest.mark.parametrize("entries", [SELF_HOSTED, KITCHEN, STARS])
def test_half_of_a_text_gives_the_entries_of_its_half(entries: Entries) -> None:
    text = glued(entries)
    whole = {one.name for one in read_plaintext(text).entries}
    half = [one.name for one in read_plaintext(text[: len(text) // 2]).entries]
    assert len(half) >= len(entries) // 3
    assert set(half[:-1]) <= whole


def test_a_numbered_title_of_any_words_in_front_of_a_name_is_a_section() -> None:
    text = (
        "Bevyhttps://github.com/bevyengine/bevyA game engine built in Rust.2. FrameworksLÖVE"
        "https://github.com/love2d/loveAn awesome framework for Lua.\n3 缓存Redis"
        "https://github.com/redis/redisRedis is a store."
    )
    assert [(one.name, one.section) for one in read_plaintext(text).entries] == [
        ("Bevy", []),
        ("LÖVE", ["Frameworks"]),
        ("Redis", ["缓存"]),
    ]
