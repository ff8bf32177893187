"""Counts the language model of characters, ``normalize/data/characters.txt``, from clean text.

``python -m scripts.count_characters`` fetches the texts (``benchmarks/training.py``) and jieba's
dictionary, counts, smooths, prunes to at most ``SIZE`` bytes and writes the file. It takes some
minutes and 4 GB of memory; nothing of it is needed to use the model.

The model: n-grams with interpolated absolute discounting (Ney, Essen & Kneser 1994), the lower
orders from continuation counts (Kneser & Ney 1995), pruned by what each changes in the probability
of the training text (Stolcke 1998), as back-off rows.
"""

from __future__ import annotations

import math
import re
import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.packages import debian
from benchmarks.training import training_texts
from normalize.text.language import CONTEXT, LEVEL_STEP, LEVELS, LINE_END, SCRIPTS, SYMBOLS
from scripts.smoothing import BITS, DISCOUNT, MASK, Counts, Floats, Ints, Level, pruned, tally

OUTPUT = Path(__file__).parent.parent / "normalize" / "data" / "characters.txt"
JIEBA = 0.05  # of its frequency, which was counted over some 60 million words
POWER = 0.5  # of which it is added: lower orders count kinds, not times
EMOJI = 5.0  # times that each counts at least
EMOJI_SELECTOR, EMOJI_SELECTED = "\ufe0f", 100.0  # that which makes pictures of some signs
LEAST_SEEN = 3  # a symbol seen less often may be damage itself

STRANGEST = 6.0  # a character of another script is e^-6 as likely; there are quotations

POSSIBLE = (
    (0xA1, 0x24F),  # Latin
    (0x370, 0x4FF),  # Greek, Cyrillic
    (0x2010, 0x27BF),  # punctuation, signs, arrows
    (0x2B00, 0x2BFF),
    (0x3001, 0x30FE),  # punctuation of Chinese and Japanese, kana
    (0x4E00, 0x9FA5),  # Han
    (0xAC00, 0xD7A3),  # hangul
    (0xFE0F, 0xFE0F),  # variation selector of emoji
    (0xFF01, 0xFFE5),  # full-width forms
    (0x1F000, 0x1FAF8),  # emoji
)

HEADER = """\
# How often characters follow one another: a model of n-grams with back-off.
# Origin: counted by scripts/count_characters.py from the documentation and message catalogues of
# free software in many languages (benchmarks/training.txt lists every package with its licence) and
# from jieba's dictionary (MIT licence, https://github.com/fxsjy/jieba). Licence of these counts,
# which hold no sentence of any text: Apache-2.0, like the code.
# Each row: a context of up to three symbols (or the name of a script), a tab, the likelihood of
# leaving the context, then likelihoods, each with the symbols that have it. Likelihoods: A is 1,
# each next of A-Z a-z 0-9 is e^-0.25 times the one before. Symbols: normalize/text/language.py.

"""


ORDER = CONTEXT + 1


def main() -> None:
    """Count, smooth, prune and write."""
    by_script = {script: Counter[str]() for script in SCRIPTS}
    symbols, text = numbered(folded_texts(by_script))
    levels = pruned(counted(text, symbols), len(symbols))
    OUTPUT.write_text(HEADER + "".join([*rows(levels, symbols), *script_rows(by_script)]), "utf-8")
    print(f"{OUTPUT}: {OUTPUT.stat().st_size:,} bytes, {len(symbols):,} symbols")


def folded_texts(by_script: dict[str, Counter[str]]) -> Iterator[str]:
    """The training texts as symbols, one paragraph each; what each script has is counted aside."""
    for _, paragraph in training_texts():
        symbols = paragraph.translate(SYMBOLS)
        if script := script_by_characters(symbols):
            by_script[script].update(symbols)
        yield symbols


def script_by_characters(paragraph: str) -> str | None:
    """Japanese if there are kana; otherwise by the characters that only one standard has."""
    if any("\u3041" <= char <= "\u30fa" for char in paragraph):
        return "Jpan"
    han = [char for char in paragraph if "\u4e00" <= char <= "\u9fff"]
    simplified = sum(in_standard(char, "gb2312") and not in_standard(char, "big5") for char in han)
    traditional = sum(in_standard(char, "big5") and not in_standard(char, "gb2312") for char in han)
    if simplified > 3 * traditional:
        return "Hans"
    return "Hant" if traditional > 3 * simplified else None


@cache
def in_standard(char: str, encoding: str) -> bool:
    """Whether an encoding has a character."""
    try:
        return bool(char.encode(encoding))
    except UnicodeEncodeError:
        return False


def numbered(paragraphs: Iterator[str]) -> tuple[str, Ints]:
    """The symbols, the most frequent first, and the texts as their numbers; -1 is none of them."""
    text = LINE_END + LINE_END.join(paragraphs) + LINE_END
    points = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    seen = np.bincount(points, minlength=0x110000)
    seen[[point for point in np.flatnonzero(seen) if not may_be_symbol(chr(point))]] = 0
    order = np.argsort(-seen, kind="stable")
    frequent = order[: np.count_nonzero(seen >= LEAST_SEEN)]
    known = {chr(point) for point in frequent}
    symbols = "".join(map(chr, frequent)) + "".join(c for c in possible() if c not in known)
    numbers = np.full(0x110000, -1, np.int64)
    numbers[[ord(symbol) for symbol in symbols]] = np.arange(len(symbols))
    return symbols, numbers[points]


def may_be_symbol(char: str) -> bool:
    """Whether it is a character that people write: no control, private or unassigned one."""
    if unicodedata.category(char) in ("Cc", "Cn", "Co", "Cs"):
        return False
    return char != "\ufffd" and not "\ufe00" <= char <= "\ufe0e"  # selectors, but of emoji


def possible() -> Iterator[str]:
    """Characters that may stand in a text though none of ours has them."""
    for first, last in POSSIBLE:
        yield from filter(may_be_symbol, map(chr, range(first, last + 1)))


def counted(text: Ints, symbols: str) -> list[Counts]:
    """N-grams from single symbols up: the longest as often as seen, others by what precedes them.

    Those in words are added to each.
    """
    of_words = grams_of_words(symbols)
    longest = np.where(text <= MASK, text, -1)
    orders = [with_words(keys_of(longest, ORDER), of_words[ORDER])]
    of_text = np.unique(keys_of(longest, ORDER))
    for order in range(ORDER - 1, 0, -1):
        shorter = of_text & ((1 << order * BITS) - 1)
        orders.insert(0, with_words(shorter, of_words[order]))
        of_text = np.unique(shorter)
    seen = np.full(len(symbols), DISCOUNT / 2)  # of those that none of our texts has
    seen[[at for at, symbol in enumerate(symbols) if symbol in emoji()]] = EMOJI
    seen[symbols.index(EMOJI_SELECTOR)] = EMOJI_SELECTED
    seen[orders[0].keys] += orders[0].seen
    return [Counts(np.arange(len(symbols)), seen), *orders[1:-1], only_han(orders[-1], symbols)]


@cache
def emoji() -> frozenset[str]:
    """Characters that are shown as pictures; their texts are no documentation, so ours have few."""
    data = next(debian("unicode-data").rglob("emoji-data.txt")).read_text("utf-8")
    ranges = re.findall(r"^(\w+)(?:\.\.(\w+))? +; Emoji_Presentation", data, re.MULTILINE)
    return frozenset(
        chr(point)
        for first, last in ranges
        for point in range(int(first, 16), int(last or first, 16) + 1)
    )


def with_words(keys: Ints, of_words: tuple[Ints, Floats]) -> Counts:
    """Count keys of the texts, and add what words have."""
    return tally(
        np.concatenate([keys, of_words[0]]), np.concatenate([np.ones(len(keys)), of_words[1]])
    )


def only_han(counts: Counts, symbols: str) -> Counts:
    """The n-grams with a Han character: an alphabet has so few letters that shorter ones do."""
    is_han = np.array(["\u4e00" <= symbol <= "\u9fff" for symbol in symbols])
    places = [(counts.keys >> BITS * at) & MASK for at in range(ORDER)]
    kept = np.logical_or.reduce([is_han[place] for place in places])
    return Counts(counts.keys[kept], counts.seen[kept])


def grams_of_words(symbols: str) -> dict[int, tuple[Ints, Floats]]:
    """Keys of the n-grams in the words of the dictionary, by length, and how often each counts."""
    number = {symbol: at for at, symbol in enumerate(symbols[: MASK + 1])}
    keys = {order: array("q") for order in range(1, ORDER + 1)}
    times = {order: array("d") for order in range(1, ORDER + 1)}
    for word, frequency in dictionary_words():
        line = [number.get(symbol, -1) for symbol in word.translate(SYMBOLS)]
        for order in keys:
            for start in range(len(line) - order + 1):
                gram = line[start : start + order]
                if min(gram) >= 0:
                    keys[order].append(int(packed(gram)))
                    times[order].append((frequency * JIEBA) ** POWER)
    return {order: (np.array(keys[order]), np.array(times[order])) for order in keys}


def keys_of(text: Ints, order: int) -> Ints:
    """Keys of all n-grams of a text; -1 is no symbol."""
    places = [text[at : len(text) - order + 1 + at] for at in range(order)]
    known = np.minimum.reduce(places) >= 0
    return packed([place[known] for place in places])


def packed(places: Iterable[Any]) -> Any:
    """Join the numbers of symbols to keys, the first symbol in the highest bits."""
    key: Any = 0
    for place in places:
        key = (key << BITS) | place
    return key


def dictionary_words() -> Iterator[tuple[str, int]]:
    """The words of jieba's dictionary, with how often each was used."""
    dictionary = next(debian("python3-jieba").rglob("dict.txt"))
    for line in dictionary.read_text("utf-8").splitlines():
        word, frequency, *_ = line.rsplit(" ", 2)
        yield word, int(frequency)


def rows(levels: list[Level], symbols: str) -> Iterator[str]:
    """The lines of the file: each context with its back-off and what follows it."""
    for length, one in enumerate(levels):
        starts = np.searchsorted(one.keys >> BITS, one.contexts)
        ends = np.append(starts[1:], len(one.keys))
        for context, back_off, start, end in zip(
            one.contexts, one.back_off, starts, ends, strict=True
        ):
            name = "".join(
                symbols[(int(context) >> BITS * place) & MASK] for place in reversed(range(length))
            )
            followers = zip(one.keys[start:end], one.likelihood[start:end], strict=True)
            named = ((symbols[key & MASK if length else key], like) for key, like in followers)
            yield f"{name}\t{written(back_off)}{grouped(named)}\n"


def grouped(followers: Iterable[tuple[str, float]]) -> str:
    """The symbols of each likelihood behind the letter for it, the likeliest first."""
    groups: dict[str, str] = {}
    for symbol, likelihood in sorted(followers, key=lambda one: -one[1]):
        groups[written(likelihood)] = groups.get(written(likelihood), "") + symbol
    return "".join(letter + symbols for letter, symbols in groups.items())


def script_rows(by_script: dict[str, Counter[str]]) -> Iterator[str]:
    """How much less likely a symbol is in one script than in the one that has it most."""
    totals = {script: counts.total() or 1 for script, counts in by_script.items()}
    for script in by_script:
        lacking = []
        for symbol in sorted(set[str]().union(*by_script.values())):
            shares = {one: (by_script[one][symbol] + 0.5) / totals[one] for one in by_script}
            likelihood = max(math.log(shares[script] / max(shares.values())), -STRANGEST)
            if likelihood < -1 and max(each[symbol] for each in by_script.values()) > LEAST_SEEN:
                lacking.append((symbol, likelihood))
        yield f"{script}\t{LEVELS[0]}{grouped(lacking)}\n"


def written(likelihood: float) -> str:
    """The letter for a likelihood."""
    return LEVELS[min(max(round(-likelihood / LEVEL_STEP), 0), len(LEVELS) - 1)]


if __name__ == "__main__":
    main()
