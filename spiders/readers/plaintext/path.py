"""Which entry each link of a text belongs to and where all borders are: the best-scored reading.

A reading gives each link an end, and either a name in front of it, which opens an entry, or the
entry that is open. All readings are weighed together (Viterbi): what speaks for a name also
speaks for where its links end, and the other way round. Weights add up; they are set by hand,
like logarithms of odds. Linear: few ends and names are weighed at each link.
"""

from __future__ import annotations

import re

import msgspec

from normalize.tables import table
from spiders.readers.plaintext.link_grammar import BARE_HOST
from spiders.readers.plaintext.links import Run, ends
from spiders.readers.plaintext.names import NEW_ENTRY, Name, glued_names, line_names, titled
from spiders.readers.plaintext.regions import Heading
from spiders.readers.plaintext.words import any_of

#: A link goes on with the entry that is open: it touches the link before, has a label, stands in
#: a sentence, or in text that is glued to it.
JOINED, LABELLED, IN_TEXT, GLUED_IN_TEXT, LEAD_IN = 2.0, 3.0, 0.0, -1.0, 2.5
#: A line without the bullet that its entry has opens no other; nor does one that is indented.
UNMARKED, INDENTED = -3.0, -2.0
#: A link without a name begins an entry of its own.
NAMELESS, NAMELESS_APART = 0.2, 1.0
#: Readings that are so much worse than the best are given up; no more than so many are kept.
HOPELESS, MOST_READINGS = 9.0, 10

_WORDS = table("list_words")
_JOINT = re.compile(r"[ \t,;|/、，&\-–—]*(?:\r?\n)?[ \t*\-•·,;|/、，&–—]*")
_LABELS = any_of(_WORDS["link_labels"])
_LABEL = re.compile(rf"[\s*\-•·(（\[:>]*(?:{_LABELS})s?\d?[ \t*]*[:：][ \t<]*", re.I)
_GLUED_LABEL = re.compile(r"\s*[A-Z][A-Za-z ]{1,20}: ?")
_ASIDE = re.compile(r"\s*[·•][ \u3000][^\n·•]{2,60}")
_LEADER = re.compile(r"[ \t*\-•·+>]*(?:\d{1,3}[.)、．])?[ \t<(\[（]*")
_LEAD_INS = any_of(_WORDS["lead_ins"])
_LEADS_IN = re.compile(rf"(?:(?<![A-Za-z])(?:{_LEAD_INS})|[:：(（\[])[ \t]*$", re.I)
_OPENING = " \t<([（【`"


class Step(msgspec.Struct):
    """What a reading makes of one link, and of those before it.

    ``name`` is its entry's, null for an entry that has none; ``opens``: the entry begins here.
    """

    score: float
    run: Run
    end: int
    name: Name | None
    opens: bool
    before: Step | None


def best_reading(text: str, runs: list[Run], headings: list[Heading]) -> list[Step]:
    """A step for each run, of the reading that most speaks for.

    No entry reaches over one of ``headings``; each may be the name of what stands below it.
    """
    steps: list[Step] = []
    above, at = None, 0
    for run in runs:
        crossed = False
        while at < len(headings) and headings[at].end <= run.start:
            above, at, crossed = headings[at], at + 1, True
        steps = _weigh(text, run, steps, above, crossed)
    last = max(steps, key=lambda step: step.score, default=None)
    path = []
    while last is not None:
        path.append(last)
        last = last.before
    return path[::-1]


def _weigh(
    text: str, run: Run, earlier: list[Step], above: Heading | None, crossed: bool
) -> list[Step]:
    """All ways that the readings so far go on to the next link, the best of each kind."""
    names = _names(text, run, earlier, above.end if above else 0, crossed)
    if above and crossed and (name := titled(text, above, run.start)):
        names.append(name)
    found: dict[tuple[int, int], Step] = {}
    weighed: dict[int, list[tuple[int, float]]] = {}
    starts: list[Step | None] = [*earlier] or [None]
    for step in starts:
        for name, score, opens in _ways(text, run, step, names, crossed):
            key = name.start if name else -1
            if key not in weighed:
                weighed[key] = ends(text, run, list(name.words) if name else [])
            total = score + (step.score if step else 0.0)
            for end, worth in weighed[key]:
                known = found.get((key, end))
                if known is None or known.score < total + worth:
                    found[key, end] = Step(total + worth, run, end, name, opens, step)
    best = sorted(found.values(), key=lambda step: -step.score)
    return [step for step in best[:MOST_READINGS] if step.score > best[0].score - HOPELESS]


def _names(text: str, run: Run, earlier: list[Step], passed: int, crossed: bool) -> list[Name]:
    """The names that may stand in front of a link."""
    reached = frozenset(step.end for step in earlier) if not crossed else frozenset()
    low = max(passed, min(reached, default=0))
    if low >= run.start:
        return []
    high = before_link(text, low, run.start)
    if run.glued and high == run.start:
        return glued_names(text, low, high, reached or frozenset([low]))
    return line_names(text, low, high, run.start)


def before_link(text: str, low: int, start: int) -> int:
    """Where the text in front of a link ends: a line above, if it has but a label or a bullet."""
    line = text.rfind("\n", max(low, start - 60), start) + 1
    if line and (_LABEL.fullmatch(text, line, start) or _LEADER.fullmatch(text, line, start)):
        return line - 1
    high = start
    while high > low and text[high - 1] in _OPENING:
        high -= 1
    return high


def _ways(
    text: str, run: Run, step: Step | None, names: list[Name], crossed: bool
) -> list[tuple[Name | None, float, bool]]:
    """The names that a link may have after this step, what each counts, and if it is a new one."""
    low = step.end if step and not crossed else 0
    ways: list[tuple[Name | None, float, bool]] = [
        (name, name.score - NEW_ENTRY + _suits(name, step), True)
        for name in names
        if name.start >= low
    ]
    if step is None or crossed:
        ways.append((None, NAMELESS, True))
        return ways
    joined = _goes_on(text, step.end, run)
    ways.append((step.name, joined, False))
    apart = _begins_line(text, step.end, run.start)
    if apart is not None and step.name is None:
        ways.append((None, joined + NAMELESS, True))  # a list of links, one on each line
    elif apart is not None and joined < JOINED:
        ways.append((None, NAMELESS_APART if apart else NAMELESS - 1, True))
    return ways


def _suits(name: Name, step: Step | None) -> float:
    """How well a name fits the look of the entry before it."""
    if step is None or step.name is None or name.indent is None or step.name.indent is None:
        return 0.0
    worth = 0.0
    if step.name.marked and not name.marked and not name.apart:
        worth += UNMARKED
    if name.indent > step.name.indent:
        worth += INDENTED
    return worth


def _goes_on(text: str, end: int, run: Run) -> float:
    """What speaks for it that a link belongs to the entry of the one that ended at ``end``."""
    if end == run.start:
        return JOINED
    gap = text[end : run.start] if run.start - end < 300 else text[run.start - 100 : run.start]
    if run.start - end < 200:
        if _JOINT.fullmatch(gap) or BARE_HOST.fullmatch(gap):
            return JOINED
        if _GLUED_LABEL.fullmatch(gap) or _ASIDE.fullmatch(gap):
            return JOINED
    if _LABEL.fullmatch(gap[gap.rfind("\n") + 1 :]):
        return LABELLED
    leads = LEAD_IN if _LEADS_IN.search(gap[-24:]) else 0.0
    return leads + (GLUED_IN_TEXT if run.glued else IN_TEXT)


def _begins_line(text: str, end: int, start: int) -> bool | None:
    """Whether a link that begins a line is set apart by an empty one; null: it begins none."""
    line = text.rfind("\n", max(end, start - 40), start) + 1
    if not line or not _LEADER.fullmatch(text, line, start):
        return None
    return not text[max(end, line - 3) : line - 1].strip() and line - 1 > end


def joins(text: str, end: int, start: int) -> str | None:
    """What stands between two links that touch, but for separators and labels; null: they do not.

    It is a host that is written without a scheme, or nothing.
    """
    gap = text[end:start] if start - end < 200 else None
    if gap is None:
        return None
    if BARE_HOST.fullmatch(gap):
        return gap
    joint = _JOINT.fullmatch(gap) or _LABEL.fullmatch(gap.lstrip("\n"))
    return "" if joint or _GLUED_LABEL.fullmatch(gap) or _ASIDE.fullmatch(gap) else None
