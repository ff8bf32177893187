"""How often the typed fields of entries are right, against values labelled by reading."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from benchmarks.entries import labelled, mentions_of
from normalize.fields import map_fields
from normalize.records import Mention
from normalize.urls import canonical

LABELS = Path(__file__).resolve().parent.parent / "tests" / "gold" / "fields.csv"
COLUMNS = ("license", "parameter_counts", "released_on", "languages", "organization")


class Label(msgspec.Struct, frozen=True):
    """A line of the labels: an entry, a column and what a person reads there."""

    document: str
    name: str
    link: str
    column: str
    value: str
    note: str


class Answer(msgspec.Struct, frozen=True):
    """A label, what was read for it (empty: nothing), and whether that is right."""

    label: Label
    found: str
    right: bool


class Accuracy(msgspec.Struct, frozen=True):
    """How many values were read, labelled, and right."""

    read: int
    labelled: int
    right: int

    @property
    def precision(self) -> float:
        """The share of the values read that are right."""
        return self.right / self.read if self.read else 1.0

    @property
    def recall(self) -> float:
        """The share of the labelled values that were read right."""
        return self.right / self.labelled if self.labelled else 1.0


def labels() -> list[Label]:
    """All labels; the rules that they follow stand at the head of their file."""
    lines = LABELS.read_text(encoding="utf-8").splitlines()
    rows = csv.reader(line for line in lines if not line.startswith("#"))
    return [Label(*row) for row in list(rows)[1:]]


def answers(shared: Path) -> list[Answer]:
    """Every label with what is read of its document below the shared folder.

    An entry that is not found, by its name or at least by its first link, has nothing read.
    """
    asked = labels()
    found: list[Answer] = []
    for document in labelled():
        wanted = [one for one in asked if one.document == document.name]
        entries = _Entries(map_fields(one) for one in mentions_of(document, shared))
        found += [_answer(label, entries.of(label)) for label in wanted]
    return found


def accuracy(given: Iterable[Answer]) -> Accuracy:
    """The figures of these answers; a label without a value asks for nothing to be read."""
    kept = list(given)
    return Accuracy(
        read=sum(bool(one.found) for one in kept),
        labelled=sum(bool(one.label.value) for one in kept),
        right=sum(one.right and bool(one.found) for one in kept),
    )


def unambiguous(given: Iterable[Answer]) -> list[Answer]:
    """Without the labels that careful readers could differ on."""
    return [one for one in given if one.label.note != "ambiguous"]


class _Entries:
    """The mentions of a document, by what labels call them."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self.by_row: dict[str, list[Mention]] = {}
        self.by_name: dict[str, list[Mention]] = {}
        self.by_link: dict[str, list[Mention]] = {}
        for one in mentions:
            self.by_row.setdefault(one.locator, []).append(one)
            for link in dict.fromkeys(map(_canonical, one.urls)):
                self.by_link.setdefault(link, []).append(one)
            for name in {one.name, one.name_raw}:
                self.by_name.setdefault(_folded(name), []).append(one)

    def of(self, label: Label) -> Mention | None:
        """The mention of a label: by its row, else by name and first link, else by the link."""
        if label.link.startswith("row="):
            return next(iter(self.by_row.get(label.link, [])), None)
        named_so = self.by_name.get(_folded(label.name), [])
        link = _canonical(label.link)
        linked = self.by_link.get(link, [])
        first = [one for one in linked if _canonical(one.urls[0]) == link]
        both = [one for one in named_so if one in first] or [
            one for one in named_so if one in linked
        ]
        return next(iter([*both, *named_so, *first]), None)


def _canonical(link: str) -> str:
    cleaned = canonical(link)
    return cleaned.url if cleaned else link


def _folded(name: str) -> str:
    """Without width, case, white space and pictures: those are the typesetter's."""
    shown = unicodedata.normalize("NFKC", name).casefold()
    return "".join(
        char
        for char in shown
        if not char.isspace() and unicodedata.category(char) not in ("So", "Sk", "Mn", "Cf")
    )


def _answer(label: Label, mention: Mention | None) -> Answer:
    found = _VALUES[label.column](mention) if mention else []
    same = _SAME.get(label.column, _same_set)(label, found)
    return Answer(label, " ; ".join(found), same)


_VALUES: dict[str, Callable[[Mention], list[str]]] = {
    "license": lambda one: one.license_spdx,
    "parameter_counts": lambda one: [str(count) for count in one.parameter_counts],
    "released_on": lambda one: [one.released_on] if one.released_on else [],
    "languages": lambda one: one.languages,
    "organization": lambda one: one.organization.split("; ") if one.organization else [],
}


def _same_set(label: Label, found: list[str]) -> bool:
    return set(label.value.replace(";", " ").split()) == set(found)


def _same_license(label: Label, found: list[str]) -> bool:
    """The same ids; where these are a matter of taste, one of the same family of licences."""
    wanted = [one.strip() for one in label.value.split(";")] if label.value else []
    if label.note != "custom" or len(found) != 1 or len(wanted) != 1:
        return set(wanted) == set(found)
    family, mine = _WORDS.findall(wanted[0].lower()), _WORDS.findall(found[0].lower())
    return mine[:1] == ["licenseref"] and set(family) - {"v"} <= set(mine)


_WORDS = re.compile(r"[a-z]+|\d+")


def _same_organizations(label: Label, found: list[str]) -> bool:
    """Every labelled maker by one of its names, and nobody else."""
    makers = [{_plain(name) for name in one.split("|")} for one in label.value.split(" ; ") if one]
    mine = [_plain(name) for name in found]
    named = all(any(name in maker for name in mine) for maker in makers)
    return named and all(any(name in maker for maker in makers) for name in mine)


def _plain(name: str) -> str:
    shown = unicodedata.normalize("NFKC", name).casefold().removeprefix("the ")
    return re.sub(r"[\W_]+", "", shown)


_SAME: dict[str, Callable[[Label, list[str]], bool]] = {
    "license": _same_license,
    "organization": _same_organizations,
}


def main() -> None:
    """Print precision and recall of each column, and every value that is wrong."""
    shared = Path(__file__).resolve().parent.parent.parent / "shared"
    if not (shared / "seeds").is_dir():
        print("typed fields: the labelled documents lie beside a developer's checkout, not here")
        return
    given = answers(shared)
    print(f"{'precision / recall (values)':<28}{'all labels':>24}{'the unambiguous':>24}")
    for column in COLUMNS:
        mine = [one for one in given if one.label.column == column]
        print(f"{column:<28}{_shown(accuracy(mine))}{_shown(accuracy(unambiguous(mine)))}")
    print("\nwrong: document, column, entry: read / labelled")
    for one in given:
        if not one.right:
            label = one.label
            note = f" ({label.note})" if label.note else ""
            print(
                f"{label.document}, {label.column}, {label.name}: "
                f"{one.found or 'nothing'} / {label.value or 'nothing'}{note}"
            )


def _shown(one: Accuracy) -> str:
    return f"{one.precision:>9.3f} /{one.recall:6.3f} ({one.labelled:>3})"


if __name__ == "__main__":
    main()
