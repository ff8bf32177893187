"""1,292 values of typed fields, labelled by reading: how many are read right."""

from __future__ import annotations

from functools import cache

import pytest
from conftest import SHARED, needs_shared

from benchmarks.fields import COLUMNS, Answer, accuracy, answers, labels, unambiguous

#: The least share of what is read that must be right, and of what is labelled that must be read.
PRECISION, RECALL = 0.97, 0.95


@cache
def _answers() -> list[Answer]:
    return answers(SHARED)


@needs_shared
@pytest.mark.parametrize("column", COLUMNS)
def test_values_of_a_column_are_those_that_a_person_reads(column: str) -> None:
    mine = [one for one in unambiguous(_answers()) if one.label.column == column]
    found = accuracy(mine)
    assert found.labelled > 100
    assert found.precision >= PRECISION
    assert found.recall >= RECALL


@needs_shared
def test_every_label_is_measured() -> None:
    assert len(_answers()) == len(labels())


def test_the_labels_are_those_of_known_columns() -> None:
    assert {one.column for one in labels()} == set(COLUMNS)
    assert {one.note for one in labels()} <= {"", "ambiguous", "custom"}
