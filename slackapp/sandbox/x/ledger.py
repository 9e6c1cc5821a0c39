"""What calls cost and how many are left: prices, the credit balance, the limits of a window."""

from collections.abc import Iterable
from dataclasses import dataclass, field

WINDOW = 900  # seconds

# Thousandths of a dollar (X's pay-per-use prices).
READ_POST = 5
READ_USER = 10
OWNED_READ = 1
POST = 15
POST_WITH_URL = 200
SUMMONED_REPLY = 10
INTERACTION = 15
DELETE = 10

START_CREDIT = 25_000
FOLLOWS_A_DAY = 400


@dataclass
class Ledger:
    """The developer account's credit; a resource is charged once per UTC day."""

    credit: int = START_CREDIT
    spent: int = 0
    credit_out: bool = False
    _day: int = 0
    _charged: set[tuple[int, str, str]] = field(default_factory=set)

    @property
    def empty(self) -> bool:
        """Whether nothing billable is answered any more."""
        return self.credit_out or self.credit <= 0

    def charge(self, price: int, amount: int = 1) -> int:
        """Charge for something done; answers what it cost."""
        cost = price * amount
        self.credit -= cost
        self.spent += cost
        return cost

    def charge_reads(self, now: float, price: int, kind: str, ids: Iterable[str]) -> int:
        """Charge for what was read, each once per UTC day and price; answers what it cost."""
        if (day := int(now // 86_400)) != self._day:
            self._day = day
            self._charged.clear()
        new = {(price, kind, item) for item in ids} - self._charged
        self._charged |= new
        return self.charge(price, len(new))


class Limits:
    """Calls per account and endpoint in windows of 15 minutes, which open with their first call."""

    def __init__(self) -> None:
        self._windows: dict[tuple[str, str], tuple[float, int]] = {}

    def use(self, who: str, endpoint: str, limit: int, now: float) -> tuple[bool, dict[str, str]]:
        """Count one call: whether it was within the limit, and the headers that tell."""
        start, used = self._windows.get((who, endpoint), (now, 0))
        if now >= start + WINDOW:
            start, used = now, 0
        allowed = used < limit
        used = min(used + 1, limit)
        self._windows[who, endpoint] = (start, used)
        headers = {
            "x-rate-limit-limit": str(limit),
            "x-rate-limit-remaining": str(limit - used),
            "x-rate-limit-reset": str(int(start + WINDOW)),
        }
        return allowed, headers
