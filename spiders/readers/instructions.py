"""Instructions for installing and using something: what they link to is listed by nobody."""

from __future__ import annotations

from collections.abc import Sequence

from normalize.tables import table
from spiders.readers.blocks import Listing, all_items
from spiders.readers.headings import Section, folded
from spiders.readers.line_names import is_named_and_told_of, leads_with_name
from spiders.readers.links import outward


def note_instructions(sections: Sequence[Section], above: Sequence[int], title: int) -> None:
    """Notes which sections tell how to install or use something, with all below them.

    ``above`` are the indexes of the sections that these stand under; ``title`` is that of the
    document's title, which is none: all stands below it.
    """
    for index, section in enumerate(sections):
        if index > title:
            section.instructs = sections[above[index]].instructs or _gives_instructions(section)


def are_steps(listing: Listing) -> bool:
    """Whether most items with a link neither begin with a linked name, nor with one and a colon."""
    linked = [item.cell for item in all_items(listing.items) if outward(item.cell)]
    named = [cell for cell in linked if leads_with_name(cell) or is_named_and_told_of(cell)]
    return len(named) * 2 < len(linked)


def _gives_instructions(section: Section) -> bool:
    """Whether a heading is a word for instructions ("Getting Started"), or begins with their verb.

    The verb alone is none: "Run" may be a name.
    """
    title = folded(section.title)
    verb, _, what = title.partition(" ")
    known = table("list_words")["instructions"]
    return title in known["headings"] or (
        (verb in known["verbs"] and bool(what)) or title.startswith(tuple(known["beginnings"]))
    )
