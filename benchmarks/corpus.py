"""What is measured: the samples, made long enough, and made-up mentions."""

from __future__ import annotations

import random
from pathlib import Path

from normalize.identity import mention_id
from normalize.records import Mention, Source

SAMPLES = Path(__file__).parent.parent / "samples"
SHARED = Path(__file__).parent.parent.parent / "shared"


def document(name: str, folder: str = "documents") -> bytes:
    """The bytes of a sample document."""
    return (SAMPLES / folder / name).read_bytes()


def readme() -> bytes:
    """About 400 KB of a Chinese Markdown list."""
    return document("models.zh.md", "originals") * 40


def page() -> bytes:
    """A GitHub-like page, its content repeated to about 400 KB."""
    text = document("models.translated.html").decode()
    start, end = text.index("<table"), text.rindex("</table>") + len("</table>")
    return (text[:start] + text[start:end] * 6 + text[end:]).encode()


def pdf() -> Path:
    """The sample PDF."""
    return SAMPLES / "documents" / "report.pdf"


def mentions(number: int) -> tuple[list[Source], list[Mention]]:
    """Mentions of projects as lists have them: a few are in every list, most in one or two."""
    rng = random.Random(1)
    sources = [
        Source(id=f"list-{n}", path="", title=f"List {n}", kind="readme", urls=["x"])
        for n in range(20)
    ]
    made = []
    for position in range(number):
        project = min(int(rng.paretovariate(0.4)), number)
        source = rng.choice(sources)
        name = f"Model-{project}" if rng.random() < 0.8 else f"Model {project}B"
        urls = [f"https://github.com/org-{project % 997}/model-{project}"]
        if rng.random() < 0.3:
            urls.insert(0, f"https://arxiv.org/abs/{2300 + project % 12:04}.{project % 99999:05}")
        made.append(_mention(source, position, name, urls))
    return sources, made


def _mention(source: Source, position: int, name: str, urls: list[str]) -> Mention:
    return Mention(
        mention_id=mention_id(source.id, [str(position)], name, urls[0]),
        source_id=source.id,
        document_url=f"https://example.org/{source.id}.md",
        document_sha256="0" * 64,
        section=["Models"],
        position=position,
        locator=f"line={position + 1}",
        name=name,
        name_raw=name,
        urls=urls,
        description=f"{name} is a language model, number {position} of this list.",
    )
