"""Signs that say the same in every language: listened for whatever the language is."""

from collections.abc import Mapping

PHRASES: Mapping[str, str] = {
    "unhappy": """
        😡, 😠, 🤬, 😤, 😑, 😒, 🙄, 😞, 😔, 😩, 😫, 😢, 👎, 🤦, 💔, 😕, 🙁, 😖, 😣, 😟, 🤮, 🤢, 💩, 🖕, 😾, :(, =(, :/
        """,
    "happy": """
        😊, 😍, ❤, 👏, 🎉, 😁, 👌, 💛, 💕, 🥰, 😘, 👍, 🙌, 🤗, 😀, 😃, 😄, 💙, 💜, 💚, 🧡, 🖤, 💗, 💖, 🔥,
        😂, 🤣, 😉, 😎, 😋, 🤩, 🥳, ✨, 💯, 🏆, 🤤, :), =), ;), :D
        """,
}
