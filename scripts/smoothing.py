"""Smooths and prunes counts of n-grams to a back-off model of a given size.

Interpolated absolute discounting (Ney, Essen & Kneser 1994); pruned by what each n-gram changes in
the probability of the text that was counted (Stolcke 1998).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

SIZE = 6_450_000  # bytes as they are estimated; the file has less than 6,000,000
DISCOUNT = 0.75
SHARES = (0.13, 0.57, 0.3)  # of the size, for pairs, trigrams …

BITS = 15  # of a key for each symbol; the rarest are in no n-gram
MASK = (1 << BITS) - 1


class Counts(NamedTuple):
    """Sorted keys (``BITS`` bits for each symbol's number) and how often each was seen."""

    keys: Ints
    seen: Floats


class Level(NamedTuple):
    """What is kept of the n-grams of one length, sorted by key, and what leaving a context costs.

    All likelihoods are natural logarithms.
    """

    keys: Ints
    likelihood: Floats
    contexts: Ints
    back_off: Floats


def tally(keys: Ints, weights: Floats) -> Counts:
    """How often each key occurs."""
    unique, place = np.unique(keys, return_inverse=True)
    return Counts(unique, np.bincount(place, weights))


def pruned(orders: list[Counts], symbols: int) -> list[Level]:
    """N-grams from single symbols upwards, as many as ``SIZE`` allows."""
    singles = orders[0].seen
    levels = [Level(orders[0].keys, np.log(singles / singles.sum()), *nothing())]
    for counts, share in zip(orders[1:], SHARES, strict=True):
        levels.append(level(counts, levels, round((SIZE - 4 * symbols) * share)))
    return levels


def nothing() -> tuple[Ints, Floats]:
    """The one context of single symbols, which nobody leaves."""
    return np.zeros(1, np.int64), np.zeros(1)


def level(counts: Counts, shorter: list[Level], size: int) -> Level:
    """Smooth and prune the n-grams of one length; they may take ``size`` bytes."""
    contexts, place = np.unique(counts.keys >> BITS, return_inverse=True)
    total = np.bincount(place, counts.seen)
    taken = np.bincount(place, np.minimum(counts.seen, DISCOUNT))
    below = np.exp(likelihoods(counts.keys & ((1 << len(shorter) * BITS) - 1), shorter))
    share = np.maximum(counts.seen - DISCOUNT, 0) / total[place]
    smooth = share + (taken / total)[place] * below
    gain = counts.seen * (np.log(smooth) - np.log((taken / total)[place] * below))
    kept = kept_within(size, gain, counts)
    place, keys, smooth, below = place[kept], counts.keys[kept], smooth[kept], below[kept]
    left = 1 - np.bincount(place, smooth, len(contexts))
    left_below = 1 - np.bincount(place, below, len(contexts))
    back_off = np.log(np.clip(left, 1e-6, 1) / np.clip(left_below, 1e-6, 1))
    used = np.unique(place)
    return Level(keys, np.log(smooth), contexts[used], back_off[used])


def kept_within(size: int, gain: Floats, counts: Counts) -> npt.NDArray[np.bool_]:
    """Those with the greatest gain, of those seen more than once."""
    gain = np.where(counts.seen > 1, gain, -np.inf)
    order = np.argsort(-gain)
    contexts = (counts.keys >> BITS)[order]
    new_context = np.zeros(len(order), bool)
    new_context[np.unique(contexts, return_index=True)[1]] = True
    cost = np.cumsum(3.4 + (12 if (counts.keys >> 2 * BITS).any() else 7) * new_context)
    enough = order[: np.searchsorted(cost, size)]
    kept = np.zeros(len(order), bool)
    kept[enough[gain[enough] > 0]] = True
    return kept


def likelihoods(keys: Ints, levels: list[Level]) -> Floats:
    """Natural logarithm of the probability of the last symbol of each key, by back-off."""
    *shorter, longest = levels
    if not shorter:
        return longest.likelihood[keys]
    at = np.minimum(np.searchsorted(longest.keys, keys), len(longest.keys) - 1)
    found = longest.keys[at] == keys
    result = np.where(found, longest.likelihood[at], 0.0)
    rest = likelihoods(keys[~found] & ((1 << len(shorter) * BITS) - 1), shorter)
    result[~found] = rest + back_offs(keys[~found] >> BITS, longest)
    return result


def back_offs(contexts: Ints, level: Level) -> Floats:
    """What leaving each context costs; nothing where it is none."""
    at = np.minimum(np.searchsorted(level.contexts, contexts), len(level.contexts) - 1)
    return np.where(level.contexts[at] == contexts, level.back_off[at], 0.0)
