"""Look for bytes of which a check does not hold, led by the code's coverage (atheris).

``python -m fuzz.coverage [--minutes 10] [--corpus FOLDER]``; what is found is kept in
``fuzz/seeds/``, and inputs that reach new code in the corpus folder.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from zlib import crc32

try:
    import atheris
except ModuleNotFoundError:
    raise SystemExit("atheris is missing: `make fuzz` installs it where there is a wheel") from None

with atheris.instrument_imports(include=["normalize"]):
    from fuzz.checks import check_bytes, check_text
    from normalize.text import PLANS

SEEDS = Path(__file__).parent / "seeds"
LONGEST = 600  # bytes of an input; damage is seen in less


def check(body: bytes) -> None:
    """The bytes as a file, or as the characters of their numbers, of which damage consists.

    For one origin, which the bytes themselves choose: there is time for four times as many.
    """
    chosen = crc32(body)
    origin = sorted(PLANS)[chosen % len(PLANS)]
    if chosen & 0x100:
        check_bytes(body, [origin])
    else:
        check_text(body.decode("latin-1"), origin)


def main() -> None:
    """Run libFuzzer, which ends the process: with status 0 if everything holds."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--corpus", type=Path, default=Path(".venv/fuzz-corpus"))
    options = parser.parse_args()
    options.corpus.mkdir(parents=True, exist_ok=True)
    flags = {
        "max_total_time": int(options.minutes * 60),
        "max_len": LONGEST,
        "timeout": 60,
        "artifact_prefix": f"{SEEDS}/",
        "dict": SEEDS.parent / "tokens.dict",
        "print_final_stats": 1,
    }
    given = [f"-{name}={value}" for name, value in flags.items()]
    atheris.Setup([sys.argv[0], *given, str(options.corpus), str(SEEDS)], check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
