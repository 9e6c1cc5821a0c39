"""What in a text is a mention, a link or a tag, by byte, as Bluesky's own apps find them."""

from collections.abc import Callable
from typing import Any

from atproto_client.utils import facet_detection

MOST_MENTIONS = 20  # each costs a look-up


def facets(text: str, did_of: Callable[[str], str | None]) -> list[dict[str, Any]]:
    """The text's facets as records hold them; `did_of` gives the DID behind a handle, or None: then it stays text."""
    found = [_facet(f.index.byte_start, f.index.byte_end, f.features[0]) for f in facet_detection.detect_facets(text)]
    dids: dict[str, str | None] = {}
    for mention in facet_detection.detect_mentions(text):
        handle = mention.handle.lower()
        if handle not in dids and len(dids) < MOST_MENTIONS:
            dids[handle] = did_of(handle)
        if did := dids.get(handle):
            feature = {"$type": "app.bsky.richtext.facet#mention", "did": did}
            found.append(_at(mention.byte_start, mention.byte_end, feature))
    return _apart(found)


def _facet(start: int, end: int, feature: Any) -> dict[str, Any]:
    return _at(start, end, feature.model_dump(exclude_none=True, by_alias=True))


def _at(start: int, end: int, feature: dict[str, Any]) -> dict[str, Any]:
    return {"index": {"byteStart": start, "byteEnd": end}, "features": [feature]}


def _apart(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """In order, and none within another: apps show such text in pieces, or not at all."""
    kept: list[dict[str, Any]] = []
    for facet in sorted(found, key=lambda f: (f["index"]["byteStart"], -f["index"]["byteEnd"])):
        if not kept or facet["index"]["byteStart"] >= kept[-1]["index"]["byteEnd"]:
            kept.append(facet)
    return kept
