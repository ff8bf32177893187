"""Chooses among the characters that may stand in each place, by the language model.

The lattice: places in order, each with one or several alternatives. Its states are the last
symbols of what was chosen so far; the best path is Viterbi's, and how sure each choice is comes
from all paths together (forward-backward; Rabiner 1989). Both keep to a beam of likely states.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from normalize.text.language import (
    CONTEXT,
    LINE_END,
    SYMBOLS,
    pair_scores,
    score,
    script_of,
    script_score,
)

Place = Sequence[str]
"""The alternatives at one place, each of any length; a single one is certain."""


def best(places: Sequence[Place]) -> list[tuple[str, float]]:
    """Choose one alternative for each place, with its probability among the alternatives.

    Of a place without alternatives nothing is known: U+FFFD, confidence 0.
    """
    chosen = [(place[0], 1.0) if place else ("\ufffd", 0.0) for place in places]
    script = script_of("".join(place[0] for place in places if len(place) == 1))
    for group in _groups(places):
        first = group[0].at
        before = "".join(text for text, _ in chosen[max(first - CONTEXT, 0) : first])
        for uncertain, (number, confidence) in zip(
            group, _decoded(before, group, script), strict=True
        ):
            chosen[uncertain.at] = uncertain.place[number], confidence
    return chosen


_FOLLOWING = 2  # symbols after a place that bear on it; more change nothing
_ALTERNATIVES = 6  # of a place, looked at more closely
_FAR_BEHIND = 7.0  # natural logarithm; what is behind the likeliest by more is dropped
_BEAM = 8  # states


class _Uncertain(NamedTuple):
    """A place with several alternatives, and the symbols after it that bear on the choice."""

    at: int
    place: tuple[str, ...]
    following: str


def _groups(places: Sequence[Place]) -> Iterator[list[_Uncertain]]:
    """Uncertain places that bear on one another, since few symbols are between them."""
    group: list[_Uncertain] = []
    uncertain = [at for at, place in enumerate(places) if len(place) > 1]
    for at, following in pairwise([*uncertain, len(places)]):
        between = _certain(places, at + 1, following)
        group.append(_Uncertain(at, tuple(places[at]), between))
        if len(between) == _FOLLOWING or following == len(places):
            yield group
            group = []


def _certain(places: Sequence[Place], start: int, end: int) -> str:
    """The first symbols of certain places."""
    symbols = ""
    for at in range(start, end):
        symbols += places[at][0][:_FOLLOWING] if places[at] else ""
        if len(symbols) >= _FOLLOWING:
            break
    return symbols[:_FOLLOWING].translate(SYMBOLS)


_Step = tuple[int, int, int, float]
"""From the number of one state to that of another, by an alternative, and how probable it is."""


class _Layer(NamedTuple):
    """The states before a place, and the steps from there.

    Of each state: its last symbols, and the weight of all paths to it, of the best path, and
    the step of the layer before by which the best path came.
    """

    symbols: list[str]
    weight: list[float]
    best: list[float]
    came_by: list[int]
    steps: list[_Step]


def _decoded(
    before: str, group: Sequence[_Uncertain], script: str | None
) -> list[tuple[int, float]]:
    """For each place of a group the number of the alternative, and its confidence."""
    start = (LINE_END * CONTEXT + before.translate(SYMBOLS))[-CONTEXT:]
    layers = [_Layer([start], [1.0], [1.0], [0], [])]
    for uncertain in group:
        layers.append(_next_layer(layers[-1], uncertain, script))
    return _choices(layers)


def _next_layer(layer: _Layer, uncertain: _Uncertain, script: str | None) -> _Layer:
    """The states after a place; the steps that lead there are added to ``layer``."""
    numbers: dict[str, int] = {}
    weight: list[float] = []
    best: list[float] = []
    came_by: list[int] = []
    for source in _beam(layer.weight):
        state, weight_here, best_here = (
            layer.symbols[source],
            layer.weight[source],
            layer.best[source],
        )
        for number, symbols, fitting in _shortlist(
            uncertain.place, uncertain.following, state[-1], script
        ):
            probability, after = _taken(state, symbols)
            probability *= fitting
            target = numbers.setdefault(after, len(weight))
            if target == len(weight):
                weight.append(0.0)
                best.append(-1.0)
                came_by.append(0)
            weight[target] += weight_here * probability
            if best_here * probability > best[target]:
                best[target] = best_here * probability
                came_by[target] = len(layer.steps)
            layer.steps.append((source, target, number, probability))
    scale = 1 / max(weight)  # so that they never vanish
    return _Layer(
        list(numbers), [w * scale for w in weight], [b * scale for b in best], came_by, []
    )


def _beam(weight: Sequence[float]) -> Sequence[int]:
    if len(weight) == 1:
        return (0,)
    likely = sorted(range(len(weight)), key=weight.__getitem__, reverse=True)[:_BEAM]
    least = weight[likely[0]] * math.exp(-_FAR_BEHIND)
    return [state for state in likely if weight[state] >= least]


@lru_cache(maxsize=100_000)
def _shortlist(
    place: tuple[str, ...], following: str, before: str, script: str | None
) -> list[tuple[int, str, float]]:
    """The likelier alternatives: number, symbols with those that follow, fit with the script."""
    alternatives = _in_script(place, script)
    rough = pair_scores([symbols[0] for symbols, _ in alternatives], before, following[:1])
    likely = [
        (likelihood + fitting, number)
        for number, (likelihood, (_, fitting)) in enumerate(zip(rough, alternatives, strict=True))
    ]
    likely.sort(reverse=True)
    least = likely[0][0] - _FAR_BEHIND
    return [
        (number, alternatives[number][0] + following, math.exp(alternatives[number][1]))
        for likelihood, number in likely[:_ALTERNATIVES]
        if likelihood >= least
    ]


@lru_cache(maxsize=20_000)
def _in_script(place: tuple[str, ...], script: str | None) -> list[tuple[str, float]]:
    """Alternatives as symbols, and how well they fit with a script."""
    folded = [alternative.translate(SYMBOLS) for alternative in place]
    return [(text, sum(script_score(symbol, script) for symbol in text)) for text in folded]


@lru_cache(maxsize=200_000)
def _taken(state: str, symbols: str) -> tuple[float, str]:
    """The probability of symbols after a state, and the state that they lead to."""
    likelihood = 0.0
    for symbol in symbols:
        likelihood += score(symbol, state)
        state = state[1:] + symbol
    return math.exp(likelihood), state


def _choices(layers: Sequence[_Layer]) -> list[tuple[int, float]]:
    """For each place the alternative on the best path, and its share in all paths."""
    last = layers[-1]
    on_path = max(range(len(last.best)), key=last.best.__getitem__)
    onward = [1.0] * len(last.weight)  # weight of all paths from each state to the end
    choices: list[tuple[int, float]] = []
    for layer, after in zip(reversed(layers[:-1]), reversed(layers[1:]), strict=True):
        came_from, _, chosen, _ = layer.steps[after.came_by[on_path]]
        through: dict[int, float] = {}
        before = [0.0] * len(layer.weight)
        for source, target, number, probability in layer.steps:
            rest = probability * onward[target]
            before[source] += rest
            through[number] = through.get(number, 0.0) + layer.weight[source] * rest
        choices.append((chosen, through[chosen] / sum(through.values())))
        on_path = came_from
        scale = 1 / max(before)
        onward = [weight * scale for weight in before]
    return choices[::-1]
