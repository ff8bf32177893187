"""Sidebars of a PDF page: narrow text beside wider text that closes up below or above it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spiders.readers.pdf.glyphs import Box, Piece, around

#: A sidebar is at most this wide, as a share of all text of its page …
_NARROW = 0.45
#: … and the text beside it at least this many times as wide.
_WIDER = 1.3
_LEAST_CROSSING = 2  # lines of running text across the sidebar's edge, above or below it
#: A page with more lines is no page of text.
_MOST_LINES = 2_000
_FLOATS = 2  # so many stretches of text in one band are floats; more are a column
_GAP = 4.0  # ems between two stretches of text, one above the other


def note_asides(lines: Sequence[list[Piece]], everything: Sequence[list[Piece]]) -> None:
    """Mark the pieces of ``lines`` that stand in a sidebar; tables are no sidebars."""
    if not 0 < len(lines) <= _MOST_LINES:
        return
    boxes = [around([piece.box for piece in line]) for line in lines]
    whole = around([around([piece.box for piece in line]) for line in everything])
    width = whole[2] - whole[0]
    for band in _bands(boxes, whole, width):
        inside = [at for at, box in enumerate(boxes) if _within(box, band)]
        stretches = list(_stretches(inside, boxes, lines))
        if len(stretches) > _FLOATS:
            continue
        for stretch in stretches:
            if _is_aside(stretch, boxes, band, lines):
                for at in stretch:
                    for piece in lines[at]:
                        piece.aside = True


def _bands(boxes: Sequence[Box], whole: Box, width: float) -> Iterator[tuple[float, float]]:
    """The strips along the left and right edge of the text that a sidebar could fill."""
    right = [box for box in boxes if box[0] > whole[2] - _NARROW * width]
    if right:
        yield min(box[0] for box in right) - 1, whole[2] + 1
    left = [box for box in boxes if box[2] < whole[0] + _NARROW * width]
    if left:
        # On the left begin short lines of the text itself: only what stands beside text counts.
        beside = [box for box in left if any(_is_beside(box, other) for other in boxes)]
        if beside:
            yield whole[0] - 1, max(box[2] for box in beside) + 1


def _is_aside(
    stretch: Sequence[int],
    boxes: Sequence[Box],
    band: tuple[float, float],
    lines: Sequence[list[Piece]],
) -> bool:
    area = around([boxes[at] for at in stretch])
    others = [at for at, box in enumerate(boxes) if not _within(box, band)]
    beside = [
        boxes[at]
        for at in others
        if boxes[at][1] < area[3] and boxes[at][3] > area[1] and not lines[at][0].aside
    ]
    if len(stretch) < 2 or not beside or any(_crosses(box, area) for box in beside):
        return False
    left, right = min(box[0] for box in beside), max(box[2] for box in beside)
    room = area[0] - left if left < area[0] else right - area[2]
    size = max(lines[at][0].size for at in stretch) * 1.6
    # Text that closes up below a float lies across both; the lines of a column across one.
    crossing = [
        piece
        for at in others
        for piece in lines[at]
        if piece.size <= size
        and _crosses(piece.box, area)
        and _crosses(piece.box, (left, 0, right, 0))
    ]
    return (
        len(crossing) >= _LEAST_CROSSING
        and room >= _WIDER * (area[2] - area[0])
        and not _is_parted(beside)
    )


def _is_parted(boxes: Sequence[Box]) -> bool:
    """Whether boxes stand in several columns."""
    ordered = sorted(boxes)
    reach = ordered[0][2]
    for box in ordered:
        if box[0] > reach:
            return True
        reach = max(reach, box[2])
    return False


def _stretches(
    inside: Sequence[int], boxes: Sequence[Box], lines: Sequence[list[Piece]]
) -> Iterator[list[int]]:
    """Lines of a band, parted where much white stands between two of them."""
    ordered = sorted(inside, key=lambda at: -boxes[at][3])
    stretch: list[int] = []
    for at in ordered:
        if stretch and boxes[stretch[-1]][1] - boxes[at][3] > _GAP * lines[at][0].size:
            yield stretch
            stretch = []
        stretch.append(at)
    if stretch:
        yield stretch


def _is_beside(box: Box, other: Box) -> bool:
    return box[2] < other[0] and box[1] < other[3] and other[1] < box[3]


def _within(box: Box, band: tuple[float, float]) -> bool:
    return band[0] <= box[0] and box[2] <= band[1]


def _crosses(box: Box, area: Box) -> bool:
    return box[0] < area[2] - 1 and area[0] + 1 < box[2]
