"""Talks: asking, being asked, writing."""

from uuid import uuid4

from tests.architecture.asked import READ, Answers, Asked
from tests.support.talks import talks

ROUTES: dict[str, Asked] = {
    "my-talks": Asked(READ),
    "talk-availability": Asked(READ, query={"language": "en", "topic": "any"}),
    "talk-supervisors": Asked(READ),
    "talk-peers": Asked(READ),
    "talk-request": Asked(
        {
            "GET": Answers(200, 404, 404),
            "PUT": Answers(200, 201, 201, body=talks.wish),
            "DELETE": Answers(204, 404, 404),
        },
        row=talks.withdrawn_request,
    ),
    "talk-offers": Asked(READ),
    "talk-offer": Asked(
        {"PUT": Answers(200, 404, 404), "DELETE": Answers(204, 404, 404)}, row=talks.offer_to
    ),
    "my-supporter": Asked({"GET": Answers(200), "PUT": Answers(200, body=talks.profile)}),
    "exclusions": Asked(READ),
    "exclusion": Asked(
        {
            "PUT": Answers(200, 201, 201, body=talks.unwanted),
            "DELETE": Answers(204, 404, 404),
        },
        row=talks.exclusion,
    ),
    "conversation": Asked(
        {"GET": Answers(200, 404, 404), "DELETE": Answers(204, 404, 404)}, row=talks.talk_of
    ),
    "conversation-messages": Asked({"GET": Answers(200, 404, 404)}, row=talks.talk_of),
    "conversation-message": Asked(
        {"PUT": Answers(201, 404, 404, body=lambda: {"text": "Hello"})},
        row=talks.talk_of,
        beside={"message": uuid4()},
    ),
    "conversation-reading": Asked(
        {"PUT": Answers(204, 404, 404, body=lambda: {"up_to": 1})}, row=talks.talk_of
    ),
    "conversation-typing": Asked({"PUT": Answers(204, 404, 404)}, row=talks.talk_of),
    "conversation-weight": Asked(
        {"PUT": Answers(204, 404, 404, body=lambda: {"heavy": True})}, row=talks.talk_of
    ),
    "conversation-proposal": Asked({"PUT": Answers(204, 404, 404)}, row=talks.talk_heard_by),
    "conversation-handover": Asked(
        {
            "PUT": Answers(204, 404, 404, body=talks.consent),
            "DELETE": Answers(204, 404, 404),
        },
        row=talks.talk_of,
    ),
}
