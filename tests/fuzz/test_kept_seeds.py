"""What the fuzzers began with and what they found: every check holds of each."""

import pytest

from fuzz.checks import Defect, check_bytes, limited
from fuzz.texts import FOLDER

SEEDS = sorted((FOLDER / "seeds").iterdir())


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name)
def test_every_check_holds_of_what_was_found(seed):
    check_bytes(seed.read_bytes())


def test_what_never_ends_is_stopped():
    def endless():
        while True:
            pass

    with pytest.raises(Defect, match="take more than"), limited(-49_000):
        endless()
