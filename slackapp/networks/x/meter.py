"""What a call to X was charged for: X bills what an answer holds, and each user or post but once in a day of UTC's.

X's answers name no price, so this follows its price list (https://docs.x.com/x-api/getting-started/pricing, August
2026). Counted is what an answer is about, and each write that happened. Of a write whose answer was lost nobody knows:
it is counted, too. What only came along with a page (`includes`) is not in the list, and is not counted.
"""

from dataclasses import dataclass

from slackapp.domain.spending import Charge, ChargeKind
from slackapp.networks.fields import Json
from slackapp.networks.x.shapes import is_id


@dataclass(frozen=True, slots=True)
class Cost:
    """What a kind of call is charged."""

    kind: ChargeKind
    micro_usd: int
    each: str = ""  # "user" or "post": for each that the answer is about; "": for the call, where it did something


def of_answer(cost: Cost, body: Json) -> Charge | None:
    """What a call that X answered with a success was charged for; None where nothing."""
    data = body.get("data")
    if not cost.each:
        return Charge(cost.kind, cost.micro_usd) if data is not None else None
    items = data if isinstance(data, list) else [data]
    found = [item["id"] for item in items if isinstance(item, dict) and is_id(item.get("id"))]
    resources = tuple(f"{cost.each}:{i}" for i in dict.fromkeys(found))
    return Charge(cost.kind, cost.micro_usd, len(resources), resources) if resources else None


def of_lost(cost: Cost) -> Charge | None:
    """What a call without an answer may have been charged for; a read is charged when it is made again."""
    return None if cost.each else Charge(cost.kind, cost.micro_usd)
