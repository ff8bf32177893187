"""Turns mentions that no reader of the dataset could use into rejects with their reason."""

from __future__ import annotations

import msgspec

from normalize.records import Mention, Reading, Region, Reject

#: Longer than the longest title of a paper; a "name" beyond is a paragraph read as one.
LONGEST_NAME = 300


def checked(reading: Reading) -> Reading:
    """A reading whose unusable mentions have become rejects."""
    refused = {one.mention_id: problem for one in reading.mentions if (problem := fault(one))}
    if not refused:
        return reading
    return msgspec.structs.replace(
        reading,
        mentions=[one for one in reading.mentions if one.mention_id not in refused],
        rejects=reading.rejects
        + [
            _reject(one, *refused[one.mention_id])
            for one in reading.mentions
            if one.mention_id in refused
        ],
        # Their repairs stay in the ledger, but of no mention.
        repairs=[
            msgspec.structs.replace(one, mention_id=None) if one.mention_id in refused else one
            for one in reading.repairs
        ],
        regions=[_refused(region, refused) for region in reading.regions],
    )


def fault(mention: Mention) -> tuple[str, str] | None:
    """What is wrong with a mention, as a short code and a sentence; null where nothing is."""
    if len(mention.name) > LONGEST_NAME:
        return "name-too-long", f"the name has {len(mention.name)} characters"
    if not any(char.isalnum() for char in mention.name):
        return "no-name", f"the name {mention.name!r} holds no letter or digit"
    return None


def _reject(mention: Mention, reason: str, detail: str) -> Reject:
    return Reject(
        source_id=mention.source_id,
        document_url=mention.document_url,
        locator=mention.locator,
        stage="check",
        reason=reason,
        detail=detail,
        raw=mention.name_raw,
    )


def _refused(region: Region, refused: dict[str, tuple[str, str]]) -> Region:
    if region.outcome != "mention" or region.detail not in refused:
        return region
    return msgspec.structs.replace(region, outcome="reject", detail=refused[region.detail][0])
