"""Rulings to grids: the rows, columns and cells that the lines on a PDF page part its text into."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

import msgspec

_NEAR = 2.0  # points: rulings this near each other are one
_BEYOND = 6.0  # points: a ruling that goes on this far leads to an edge that is not drawn
_MOST_MEETINGS = 200_000  # rulings across times rulings down of one page; more is a drawing
_MOST_CELLS = 50_000
_MOST_GRIDS = 50  # of one page; the largest ones


class Edge(msgspec.Struct, frozen=True):
    """A ruling: at ``at``, from ``start`` to ``end``; across the page, or down it."""

    at: float
    start: float
    end: float
    across: bool


class Grid(msgspec.Struct, frozen=True):
    """A ruled table of a page: the edges of its columns (left to right) and rows (top down).

    ``owners`` maps each place of the grid to the cell over it, as (row, column): cells may
    span several. An open top or bottom is one without a ruling: the page ended before the row.
    """

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    owners: dict[tuple[int, int], tuple[int, int]]
    open_top: bool
    open_bottom: bool

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """The cell around a point."""
        column = bisect_right(self.columns, x) - 1
        row = bisect_right(self.rows, -y, key=lambda edge: -edge) - 1
        return self.owners.get((row, column))

    def right_of(self, cell: tuple[int, int]) -> float:
        """The right edge of a cell."""
        row, column = cell
        while self.owners.get((row, column + 1)) == cell:
            column += 1
        return self.columns[column + 1]


def find_grids(edges: Sequence[Edge]) -> list[Grid]:
    """The ruled tables that the rulings of a page make, the smallest first."""
    across = _joined(edge for edge in edges if edge.across)
    down = _joined(edge for edge in edges if not edge.across)
    if len(across) * len(down) > _MOST_MEETINGS:
        return []
    # Underlines and strokes of type meet no other ruling.
    across = [one for one in across if sum(_meet(one, other) for other in down) >= 2]
    down = [one for one in down if any(_meet(other, one) for other in across)]
    grids = [grid for group in _connected(across, down) if (grid := _grid(*group))]
    grids.sort(key=lambda grid: (grid.columns[-1] - grid.columns[0]) * len(grid.rows))
    return grids[-_MOST_GRIDS:]


def walls_of(grids: Sequence[Grid]) -> Callable[[tuple[float, float, float, float]], float]:
    """A function from a character's box to the ruling at the right of the cell it stands in."""

    def wall(box: tuple[float, float, float, float]) -> float:
        for grid in grids:
            cell = grid.cell_at((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
            if cell:
                return grid.right_of(cell)
        return math.inf

    return wall


def _joined(edges: Iterable[Edge]) -> list[Edge]:
    """Rulings that lie on each other or go on from each other, as one."""
    groups: list[list[Edge]] = []
    for edge in sorted(edges, key=lambda one: one.at):
        if groups and edge.at - groups[-1][-1].at <= _NEAR:
            groups[-1].append(edge)
        else:
            groups.append([edge])
    return [one for group in groups for one in _runs(group)]


def _runs(group: list[Edge]) -> list[Edge]:
    at = sum(edge.at for edge in group) / len(group)
    runs: list[list[float]] = []
    for edge in sorted(group, key=lambda one: one.start):
        if runs and edge.start <= runs[-1][1] + _NEAR:
            runs[-1][1] = max(runs[-1][1], edge.end)
        else:
            runs.append([edge.start, edge.end])
    return [Edge(at, start, end, group[0].across) for start, end in runs]


def _meet(across: Edge, down: Edge) -> bool:
    return (
        across.start - _NEAR <= down.at <= across.end + _NEAR
        and down.start - _NEAR <= across.at <= down.end + _NEAR
    )


def _connected(across: list[Edge], down: list[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    """The rulings in groups that meet each other."""
    left = {True: across, False: down}
    groups = []
    while left[True]:
        first, *left[True] = left[True]
        group: dict[bool, list[Edge]] = {True: [first], False: []}
        waiting = [first]
        while waiting:
            one = waiting.pop()
            others = left[not one.across]
            met = [other for other in others if _touch(one, other)]
            if met:
                left[not one.across] = [other for other in others if not _touch(one, other)]
            group[not one.across] += met
            waiting += met
        groups.append((group[True], group[False]))
    return groups


def _touch(one: Edge, other: Edge) -> bool:
    return _meet(one, other) if one.across else _meet(other, one)


def _grid(across: list[Edge], down: list[Edge]) -> Grid | None:
    tops = _beyond(across, down, 1)
    bottoms = _beyond(across, down, -1)
    sides = _beyond(down, across, 1) + _beyond(down, across, -1)
    across, down = across + tops + bottoms, down + sides
    columns = _places(down)
    rows = _places(across)[::-1]
    if len(columns) < 3 or len(rows) < 2 or len(columns) * len(rows) > _MOST_CELLS:
        return None
    owners = _owners(columns, rows, across, down)
    return Grid(tuple(columns), tuple(rows), owners, bool(tops), bool(bottoms))


def _beyond(across: list[Edge], down: list[Edge], way: int) -> list[Edge]:
    """The edge that is not drawn, where several rulings go on beyond the last one they meet."""
    last = max(way * one.at for one in across)
    reach = [max(way * one.start, way * one.end) for one in down]
    far = [one for one, end in zip(down, reach, strict=True) if end > last + _BEYOND]
    if len(far) < max(2, len(down) // 2):
        return []
    at = way * max(end for end in reach if end > last + _BEYOND)
    places = [one.at for one in far]
    return [Edge(at, min(places), max(places), across[0].across)]


def _places(edges: Iterable[Edge]) -> list[float]:
    places: list[float] = []
    for at in sorted(edge.at for edge in edges):
        if not places or at - places[-1] > _NEAR:
            places.append(at)
    return places


def _owners(
    columns: list[float], rows: list[float], across: list[Edge], down: list[Edge]
) -> dict[tuple[int, int], tuple[int, int]]:
    """Which cell each place of the grid belongs to: places without a ruling between are one."""
    at_left = [[one for one in down if abs(one.at - at) <= _NEAR] for at in columns]
    at_top = [[one for one in across if abs(one.at - at) <= _NEAR] for at in rows]
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    for row, (top, bottom) in enumerate(pairwise(rows)):
        for column, (left, right) in enumerate(pairwise(columns)):
            owner = (row, column)
            if column and not _covers(at_left[column], (top + bottom) / 2):
                owner = owners[row, column - 1]
            if row and not _covers(at_top[row], (left + right) / 2):
                owner = owners[row - 1, column]
            owners[row, column] = owner
    return owners


def _covers(edges: list[Edge], point: float) -> bool:
    return any(edge.start - _NEAR <= point <= edge.end + _NEAR for edge in edges)
