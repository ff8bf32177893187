"""What the fuzzers began with and what they found: every check holds of each."""

import pytest

from fuzz.checks import Defect, check_bytes, check_text, limited
from fuzz.texts import FOLDER
from normalize.text import PLANS

SEEDS = sorted((FOLDER / "seeds").iterdir())


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name)
def test_every_check_holds_of_what_was_found(seed):
    body = seed.read_bytes()
    check_bytes(body)
    for origin in PLANS:
        check_text(body.decode("latin-1"), origin)


def test_what_never_ends_is_stopped():
    def endless():
        while True:
            pass

    with pytest.raises(Defect, match="take more than"), limited(-49_000):
        endless()
