"""Look for texts and bytes of which a check does not hold, made by hypothesis.

``python -m fuzz.properties [--minutes 10]``; what is found is kept in ``fuzz/seeds/``.
"""

from __future__ import annotations

import hashlib
import time
import traceback
from argparse import ArgumentParser
from collections.abc import Callable

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from fuzz.checks import Defect, check_bytes, check_text, limited
from fuzz.texts import (
    AMBIGUOUS,
    AMBIGUOUS_TWICE,
    FOLDER,
    TOKENS,
    any_bytes,
    any_texts,
    damaged,
    lossless_damage,
    natural_texts,
)
from normalize.text import PLANS, Origin, restore

ORIGINS = st.sampled_from(sorted(PLANS))

settings.register_profile(
    "long",
    max_examples=100,  # in each of the rounds that the time allows
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.reuse, Phase.generate, Phase.shrink),
    print_blob=False,
)


@given(body=any_bytes())
def bytes_of_any_kind(body: bytes) -> None:
    """Nothing breaks, whatever the bytes."""
    _tried[:] = [body]
    check_bytes(body)


@given(text=any_texts(), origin=ORIGINS)
def text_of_any_kind(text: str, origin: Origin) -> None:
    """Nothing breaks, whatever the text."""
    _tried[:] = [text.encode()]
    check_text(text, origin)


@given(parts=st.lists(st.sampled_from(TOKENS), min_size=1, max_size=4), origin=ORIGINS)
def text_of_any_length(parts: list[str], origin: Origin) -> None:
    """The time grows with the length of a text and no faster."""
    text = "".join(parts) * 5_000
    _tried[:] = ["".join(parts).encode()]
    with limited(len(text)):
        restore(text, origin)


@given(data=st.data(), times=st.integers(1, 2), origin=ORIGINS)
def damage_without_loss(data: st.DataObject, times: int, origin: Origin) -> None:
    """Damage that lost nothing is undone, and healthy text is left alone."""
    ambiguous = AMBIGUOUS if times == 1 else AMBIGUOUS_TWICE
    pages = [one for one in lossless_damage(times) if one not in ambiguous]
    page = data.draw(st.sampled_from(pages))
    text = data.draw(natural_texts(page, times))
    broken = damaged(text, page, times) or text
    _tried[:] = [broken.encode()]
    if restore(broken, origin).text != text:
        raise Defect(f"not undone ({page}, {times} times, {origin}): {text!r}")
    if restore(text, origin).repairs:
        raise Defect(f"healthy text changed ({origin}): {text!r}")


PROPERTIES: tuple[Callable[[], None], ...] = (
    bytes_of_any_kind,
    text_of_any_kind,
    text_of_any_length,
    damage_without_loss,
)


def main() -> int:
    """Give every property its share of the time; the number of those that do not hold."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    seconds = parser.parse_args().minutes * 60 / len(PROPERTIES)
    settings.load_profile("long")
    return sum(not _holds(holds, seconds) for holds in PROPERTIES)


_tried: list[bytes] = []  # the newest input; after a failure, the smallest that fails


def _holds(check: Callable[[], None], seconds: float) -> bool:
    check = settings(settings.get_profile("long"))(check)
    rounds, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            check()
        except Exception:  # of whatever kind, it is what we look for
            traceback.print_exc()
            digest = hashlib.sha256(_tried[0]).hexdigest()[:8]
            kept = FOLDER / "seeds" / f"{check.__name__}-{digest}"
            kept.write_bytes(_tried[0])
            print(f"{check.__name__}: FAILS; its input is kept, fuzz/seeds/{kept.name}", flush=True)
            return False
        rounds += 1
    print(f"{check.__name__}: holds, {rounds} rounds in {seconds:.0f} s", flush=True)
    return True


if __name__ == "__main__":
    raise SystemExit(main())
