"""Buddies and the board of the team."""

from tests.architecture.asked import READ, Answers, Asked

ROUTES: dict[str, Asked] = {
    "my-buddy": Asked(READ | {"PUT": Answers(200), "DELETE": Answers(204)}),
    "my-buddy-reminder": Asked({"DELETE": Answers(204)}),
    "huddles": Asked(READ),
    "my-huddle-post": Asked(
        {"PUT": Answers(200, body=lambda: {"mood": 3, "named": False}), "DELETE": Answers(204)}
    ),
}
