"""Tables that list no projects: people, contents, figures, commands, versions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalize.fields.columns import role
from normalize.forges import github_owner
from normalize.tables import table as words
from spiders.readers.blocks import Cell, Table
from spiders.readers.line_words import clean_name
from spiders.readers.links import leads_somewhere


def no_entries(table: Table) -> str | None:
    """Why a table, as it is drawn, holds no entries; null where it may."""
    cells = [cell for row in table.rows for cell in row.cells]
    first = [cell.links[0].href for cell in cells if cell.links]
    if len(first) > 1 and all(github_owner(href) is not None for href in first):
        return "contributors"
    if any(map(leads_somewhere, cells)) or _catalogues(table):
        return None
    linked = any(cell.links for cell in cells)
    return "table-of-contents" if linked else "table-without-entries"


def _catalogues(table: Table) -> bool:
    """Whether a table without links lists things all the same: their names, and of whom or what."""
    roles = {role(cell.text) for cell in table.header.cells} if table.header else set()
    cells = [cell for row in table.rows for cell in row.cells]
    if "name" not in roles or any(cell.links for cell in cells):
        return False
    ticks = sum(cell.text.strip("\ufe0f") in _TICKS for cell in cells)
    return bool(roles & _TELLING) or ticks * 2 >= len(cells)


#: What stands in the cells of a table that tells what each of many things can do.
_TICKS = frozenset("✅❌✔✘✓✗☑✖×√")


#: Columns that tables of figures do not have.
_TELLING = frozenset(["organization", "license", "description", "link"])


def names_no_projects(
    labels: Sequence[str], roles: Sequence[str | None], names: Sequence[Cell]
) -> bool:
    """Whether the column of names holds versions, commands or parameters, by heading or by look."""
    first = next((label for label, kind in zip(labels, roles, strict=True) if kind != "index"), "")
    if "name" not in roles and clean_name(first).casefold() in words("list_words")["of_programs"]:
        return True
    told = sum(_is_of_program(cell.text) for cell in names)
    return told * 3 > len(names) * 2


def _is_of_program(text: str) -> bool:
    pattern = _COMMAND if " -" in text else _VERSION
    return pattern.fullmatch(text.strip(" `")) is not None


#: A version or a branch.
_VERSION = re.compile(
    r"v?\d+(?:\.\d+){1,3}(?:[-.+ ]?(?:dev|rc|a|b|alpha|beta|post|preview|nightly|lts)[\w.]*)?"
    r"|main|master|dev(?:elop)?|nightly|latest|stable",
    re.IGNORECASE,
)
#: A program with an option; an address may be the option's value.
_COMMAND = re.compile(r"(?:\$ ?)?[a-z][\w./-]* (?:.* )?--?[a-z][\w-]*(?:[ =].*)?", re.IGNORECASE)
