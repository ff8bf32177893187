"""Which part of a page is its content: by what it says, unless the entries stand elsewhere."""

from __future__ import annotations

import pytest
from examples import document, source

from spiders.readers import read


def names(html: str) -> list[str]:
    body = html.encode()
    found = read(document(body), body, source(kind="webpage"))
    assert [one for one in found.rejects if one.reason == "unread"] == []
    return [one.name for one in found.mentions]


def listed(*entries: str) -> str:
    items = (f"<li><a href='https://github.com/o/{name}'>{name}</a> text" for name in entries)
    return f"<ul>{''.join(items)}</ul>"


LIST = ("alpha", "beta", "gamma", "delta", "epsilon")


@pytest.mark.parametrize(
    "part",
    [
        "<nav>{}</nav>",
        "<header>{}</header>",
        "<footer>{}</footer>",
        "<aside>{}</aside>",
        "<div role=navigation>{}</div>",
        "<div role=contentinfo>{}</div>",
        "<div class=navbar>{}</div>",
        "<div class='left-sidebar'>{}</div>",
        "<div class='siteFooter'>{}</div>",
        "<div id=footer>{}</div>",
        "<div class='breadcrumb'>{}</div>",
        "<div class='cookie-banner'>{}</div>",
        "<div class='social share'>{}</div>",
        "<section class=comments>{}</section>",
        "<div class='导航'>{}</div>",
        "<app-sidebar>{}</app-sidebar>",
        "<div hidden>{}</div>",
        "<div style='display: none'>{}</div>",
    ],
)
def test_what_is_no_content_is_skipped_in_a_page_and_in_its_main_part(part: str) -> None:
    other = part.format(listed("elsewhere"))
    assert names(other + listed(*LIST)) == [*LIST]
    if not part.startswith("<header"):
        assert names(f"<main>{listed(*LIST)}{other}</main>") == [*LIST]


@pytest.mark.parametrize(
    "around",
    [
        "<div class='with-sidebar'>{}</div>",
        "<body class='has-navbar no-footer'>{}</body>",
        "<div class='page-with-menu'>{}</div>",
        "<form>{}</form>",
        "<div class='menu'>{}</div>",
        "<aside>{}</aside>",
        "<div id=related><h2>Related</h2>{}</div>",
        "<section id=comments>{}</section>",
        "<div class='related-projects'>{}</div>",
    ],
)
def test_a_list_is_found_whatever_the_part_is_called_that_it_stands_in(around: str) -> None:
    assert names(f"<p>words</p>{around.format(listed(*LIST))}") == [*LIST]


@pytest.mark.parametrize(
    "content",
    [
        "<main>{}</main>",
        "<div role=main>{}</div>",
        "<article>{}</article>",
        "<div class='markdown-body'>{}</div>",
        "<div itemprop='articleBody'>{}</div>",
        "<div id=content><div class=mw-parser-output>{}</div></div>",
    ],
)
def test_what_stands_around_the_content_is_left_out(content: str) -> None:
    assert names(listed("before") + content.format(listed(*LIST)) + listed("after")) == [*LIST]


def test_an_article_that_only_announces_does_not_hide_the_list() -> None:
    html = (
        f"<article><p>Read <a href='https://a.org/news'>the news</a></p></article>{listed(*LIST)}"
    )
    assert names(html) == [*LIST]
    assert names(f"<main><p>Words</p></main>{listed(*LIST)}") == [*LIST]


def test_of_several_articles_all_are_read() -> None:
    html = f"<article>{listed('a', 'b')}</article><article>{listed('c', 'd')}</article>"
    assert names(f"{listed('x')}<div>{html}</div>") == ["a", "b", "c", "d"]


def test_the_heading_in_the_header_of_an_article_is_its_section() -> None:
    html = f"<main><section><header><h2>Models</h2></header>{listed(*LIST)}</section></main>"
    body = html.encode()
    found = read(document(body), body, source(kind="webpage")).mentions
    assert {tuple(one.section) for one in found} == {("Models",)}
