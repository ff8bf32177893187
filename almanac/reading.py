"""What a reader's process makes of documents: reads them, fills typed fields, checks mentions."""

from __future__ import annotations

from collections.abc import Sequence

from normalize.records import Document, Reading, Source
from pipelines.check import checked
from pipelines.fields import mapped
from spiders import readers
from spiders.errors import ReadError


def read_all(
    documents: Sequence[tuple[Document, bytes]], source: Source
) -> list[Reading | ReadError]:
    """What each of a source's documents gives to the dataset, or why it gives nothing.

    Documents of a source that are read together stay each its own: where one breaks what comes
    after reading, the others do not suffer.
    """
    return [_completed(one) for one in readers.read_all(documents, source)]


def _completed(found: Reading | ReadError) -> Reading | ReadError:
    if isinstance(found, ReadError):
        return found
    try:
        return checked(mapped(found))
    except MemoryError:
        raise  # the limit of the source, which the whole job met
    except Exception as error:
        return ReadError("pipeline-crashed", f"{type(error).__name__}: {error}")
