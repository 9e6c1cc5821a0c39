"""Pictures of people and of the app: their initials on their colour."""

import html

from slackapp.sandbox.slack.world import SlackWorld


def draw(world: SlackWorld, user_id: str) -> str | None:
    """Somebody's picture as SVG; None where nobody has that id."""
    person = world.teammate(user_id)
    if person is None and user_id != world.bot_user_id:
        return None
    name, color = (person.real_name, person.color) if person else (world.app_name, "4bbe2e")
    letters = html.escape("".join(word[0] for word in name.split()[:2]))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72">'
        f'<rect width="72" height="72" rx="12" fill="#{html.escape(color)}"/>'
        '<text x="36" y="46" font-family="sans-serif" font-size="28" fill="#fff" text-anchor="middle">'
        f"{letters}</text></svg>"
    )
