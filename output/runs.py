"""Reports of runs, published or not: ``runs/<run_id>.json``."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from output.errors import DatasetError
from output.files import write_atomic
from output.manifest import readable_json
from output.run_ids import sequence


def record(dataset: Path, run_id: str, report: Mapping[str, Any]) -> Path:
    """Write what a run did, under its ``run_id``, replacing an earlier report of the same run.

    Raises DatasetError when ``run_id`` is none, or the file cannot be written.
    """
    sequence(run_id)
    path = dataset / "runs" / f"{run_id}.json"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, readable_json({**report, "run_id": run_id}))
    except OSError as error:
        raise DatasetError(f"{path}: {error.strerror}") from error
    return path


def load_runs(dataset: Path) -> list[dict[str, Any]]:
    """All reports, newest run first: by sequence number, since clocks may be set back.

    Raises DatasetError naming the file that is not a report.
    """
    return list(each_run(dataset))


def each_run(dataset: Path) -> Iterator[dict[str, Any]]:
    """The reports one by one, newest run first: whoever looks for the last ones reads no others.

    Raises DatasetError naming the file that is not a report.
    """
    paths = [path for path in (dataset / "runs").glob("*.json") if not path.name.startswith(".")]
    for path in sorted(paths, key=lambda path: sequence(path.stem), reverse=True):
        yield _load(path)


def result_of(dataset: Path, run_id: str) -> str | None:
    """How a run ended, as its report says; null where there is none.

    Raises DatasetError when ``run_id`` is none, or the file is not a report.
    """
    sequence(run_id)
    path = dataset / "runs" / f"{run_id}.json"
    return _load(path).get("result") if path.exists() else None


def _load(path: Path) -> dict[str, Any]:
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise DatasetError(f"{path}: {error}") from error
