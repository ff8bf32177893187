"""The tree of a page: the texts and links that a browser's parser reads, and their places."""

from __future__ import annotations

import html
import random

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from spiders.readers.html.tree import DEEPEST, Element, parse

UNREAD = ("iframe", "script", "style", "svg", "template", "textarea", "title", "xmp")


def ours(element: Element, texts: list[str], links: list[str]) -> None:
    for child in element.children:
        if isinstance(child, str):
            texts.append(html.unescape(child))
        elif child.name not in UNREAD:
            if child.name == "a" and "href" in child.tag.attributes:
                links.append(child.tag.attributes["href"])
            ours(child, texts, links)


def theirs(node: LexborNode, texts: list[str], links: list[str]) -> None:
    for child in node.iter(include_text=True):
        if child.is_text_node:
            texts.append(child.text_content or "")
        elif child.is_element_node and child.tag not in UNREAD:
            if child.tag == "a" and "href" in child.attributes:
                links.append(child.attributes["href"] or "")
            theirs(child, texts, links)


def read(source: str) -> tuple[str, list[str]]:
    texts: list[str] = []
    links: list[str] = []
    ours(parse(source).root, texts, links)
    return "".join("".join(texts).split()), links


def read_by_lexbor(source: str) -> tuple[str, list[str]]:
    texts: list[str] = []
    links: list[str] = []
    tree = LexborHTMLParser(source)
    for node in filter(None, (tree.head, tree.body)):
        theirs(node, texts, links)
    return "".join("".join(texts).split()), links


SOURCES = [
    "<!DOCTYPE html><html><head><title>t</title><meta charset=x></head><body>a<p>b</body></html>c",
    "<p>a<p>b<div>c</p>d<ul><li>e<li>f<ul><li>g</ul>h</ul>i",
    "<table><caption>a</caption><tr><td>b<th>c<tr><td>d</table>e",
    "<a href=x>1<div>2</div>3</a>4<a href='y' href=z>5</a><a name=q>6</a>",
    "a &lt;b&gt; &amp;amp; &nbsp;&eacute; &#65; &#x42; &unknown; &",
    "1 < 2 <3 <- a</ b>c</p></>d<?php x ?>e<!x>f",
    "<a title='>' href=x>1</a><a title=\"a 'b' > c\" href=y>2</a><a data-x='<b>' href=z>3</a>",
    "a<!-- <p> -->b<!---->c<!-->d<!--->e<!-- x --!>f<!--<!-- -->g",
    "a<script>if (a < b) '</p>' </script>b<style>p > a {}</style>c<textarea><p></textarea>d",
    "<SCRIPT>'<p>'</Script >a<svg><path d='x'/></svg>b<iframe><p>x</p></iframe>c",
    "<p class=a/b id=c/>x<br/>y<img src=a.png alt='>'>z<hr>w",
    "<b><i>a</b>b</i>c<font color=red>d</font>",
    "<select><option>a<option>b</select>c<button>d</button>e",
]


@pytest.mark.parametrize("source", SOURCES)
def test_texts_and_links_are_those_of_the_standard(source: str) -> None:
    assert read(source) == read_by_lexbor(source)


def test_texts_and_links_are_those_of_the_standard_when_sources_are_mixed() -> None:
    rng = random.Random(4)
    whole = [source for source in SOURCES if "body" not in source and "table" not in source]
    for _ in range(200):
        source = "\n".join(rng.choices(whole, k=6))
        assert read(source) == read_by_lexbor(source), source


def elements(element: Element) -> list[Element]:
    inside = [one for one in element.children if isinstance(one, Element)]
    return [one for child in inside for one in [child, *elements(child)]]


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("shift", [0, 7])
def test_every_element_knows_where_it_stands(source: str, shift: int) -> None:
    text = "x" * shift + source + "<p>not this"
    tree = parse(text, shift, shift + len(source))
    for element in elements(tree.root):
        written = text[element.start : element.end].lower()
        assert written.startswith((f"<{element.name}", f"</{element.name}"))
        assert shift < element.end <= shift + len(source)


def test_what_is_nested_deeper_than_people_write_is_moved_up() -> None:
    tree = parse("<div>" * 1_000 + "x" + "</div>" * 1_000 + "<p>y")
    depth, element = 0, tree.root
    while inside := [one for one in element.children if isinstance(one, Element)]:
        depth, element = depth + 1, inside[0]
    assert depth == DEEPEST
    assert [one.name for one in tree.root.children if isinstance(one, Element)] == ["div", "p"]
