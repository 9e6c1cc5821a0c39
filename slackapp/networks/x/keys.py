"""What X wants to see before it lets an account of ours in."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class XKeys:
    """An X app's key pair and one account's OAuth 1.0a token pair. Nothing of it shows in a repr."""

    api_key: str = field(repr=False)
    api_secret: str = field(repr=False)
    access_token: str = field(repr=False)
    access_token_secret: str = field(repr=False)

    @property
    def user_id(self) -> str:
        """The account's own id: X writes it before the token's first hyphen (tweepy relies on this, too)."""
        return self.access_token.partition("-")[0]
