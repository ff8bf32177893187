"""Where each stretch of a restored text stood in the text as it came in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from normalize.text.edits import Edit


class Alignment(msgspec.Struct, frozen=True):
    """The changed segments of a text, in order; everything between them is unchanged.

    Four sorted lists of equal length: segment ``i`` is ``[starts[i], ends[i])`` in the restored
    text and ``[raw_starts[i], raw_ends[i])`` in the original. What was removed is a segment of
    length 0 in the restored text.
    """

    starts: list[int] = []
    ends: list[int] = []
    raw_starts: list[int] = []
    raw_ends: list[int] = []

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Restored ``[start, end)`` → original, outward where it cuts a changed segment.

        Removed text belongs to what stands before it (at the very beginning: after it), so
        spans that meet in the restored text meet in the original. O(log n).
        """
        if not self.starts:
            return start, end
        return self._raw_start(start), self._raw_end(end)

    def restored_span(self, start: int, end: int) -> tuple[int, int]:
        """Original ``[start, end)`` → restored, outward where it cuts a changed segment."""
        return self._restored_start(start), self._restored_end(end)

    def followed_by(self, edits: Sequence[Edit]) -> Alignment:
        """Return the alignment after ``edits`` of the text that this alignment leads to."""
        composed = Alignment([], [], [], [])
        shift = 0  # next text minus this text, up to here
        for cluster in _clusters(self, edits) if self.starts else map(_only, edits):
            length = cluster.end - cluster.start + cluster.growth
            composed.starts.append(cluster.start + shift)
            composed.ends.append(cluster.start + shift + length)
            composed.raw_starts.append(cluster.raw_start)
            composed.raw_ends.append(cluster.raw_end)
            shift += cluster.growth
        return composed

    def _restored_start(self, raw: int) -> int:
        at = bisect_right(self.raw_starts, raw) - 1
        if at >= 0 and raw < self.raw_ends[at]:
            return self.starts[at]
        return self._restored_beyond(at, raw)

    def _restored_end(self, raw: int) -> int:
        at = bisect_right(self.raw_starts, raw - 1) - 1
        if at >= 0 and raw <= self.raw_ends[at]:
            return self.ends[at]
        return self._restored_beyond(at, raw)

    def _restored_beyond(self, at: int, raw: int) -> int:
        """Give the restored position of one in the unchanged text after segment ``at``."""
        return raw if at < 0 else raw - self.raw_ends[at] + self.ends[at]

    def _raw_start(self, position: int) -> int:
        if position == 0:
            return 0
        i = bisect_right(self.starts, position) - 1
        if i >= 0 and position < self.ends[i]:
            return self.raw_starts[i]
        return self._raw_beyond(i, position)

    def _raw_end(self, position: int) -> int:
        i = bisect_right(self.starts, position) - 1
        if i >= 0 and self.starts[i] == position < self.ends[i]:
            i -= 1  # the segment that begins here is not part of what ends here
        if i >= 0 and position < self.ends[i]:
            return self.raw_ends[i]
        return self._raw_beyond(i, position)

    def _raw_beyond(self, i: int, position: int) -> int:
        """Give the original position of one in the unchanged text after segment ``i``."""
        return position if i < 0 else position - self.ends[i] + self.raw_ends[i]


class _Cluster(NamedTuple):
    """Edits and earlier segments that overlap, as one segment of the composed alignment."""

    start: int
    end: int
    growth: int
    raw_start: int
    raw_end: int


def _only(edit: Edit) -> _Cluster:
    """Give an edit of a text that nothing changed before."""
    growth = len(edit.after) - (edit.end - edit.start)
    return _Cluster(edit.start, edit.end, growth, edit.start, edit.end)


def _clusters(earlier: Alignment, edits: Sequence[Edit]) -> list[_Cluster]:
    clusters: list[_Cluster] = []
    i = j = 0
    while i < len(earlier.starts) or j < len(edits):
        first_segment, first_edit = i, j
        start, end = _next_item(earlier, edits, i, j)
        while True:
            if i < len(earlier.starts) and _joins(earlier.starts[i], earlier.ends[i], start, end):
                end = max(end, earlier.ends[i])
                i += 1
            elif j < len(edits) and _joins(edits[j].start, edits[j].end, start, end):
                end = max(end, edits[j].end)
                j += 1
            else:
                break
            if start == end:
                break  # a removal stays a segment of its own
        growth = sum(len(e.after) - (e.end - e.start) for e in edits[first_edit:j])
        raw_start, raw_end = _raw_ends_of(earlier, first_segment, i, start, end)
        clusters.append(_Cluster(start, end, growth, raw_start, raw_end))
    return clusters


def _next_item(earlier: Alignment, edits: Sequence[Edit], i: int, j: int) -> tuple[int, int]:
    """Pick the earlier of the next segment and the next edit, removals first."""
    items: list[tuple[int, int]] = []
    if i < len(earlier.starts):
        items.append((earlier.starts[i], earlier.ends[i]))
    if j < len(edits):
        items.append((edits[j].start, edits[j].end))
    return min(items)


def _joins(item_start: int, item_end: int, start: int, end: int) -> bool:
    return item_start < end or (item_start, item_end) == (start, end)


def _raw_ends_of(
    earlier: Alignment, first: int, beyond: int, start: int, end: int
) -> tuple[int, int]:
    """Give the original span of ``[start, end)``, which holds segments ``first`` to ``beyond``."""
    if first == beyond:
        shift = earlier.raw_ends[first - 1] - earlier.ends[first - 1] if first else 0
        return start + shift, end + shift
    raw_start = earlier.raw_starts[first] - (earlier.starts[first] - start)
    raw_end = earlier.raw_ends[beyond - 1] + (end - earlier.ends[beyond - 1])
    return raw_start, raw_end
