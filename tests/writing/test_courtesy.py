"""What is said to the user alone, and what only looks like it."""

import pytest

from qabot.writing.courtesy import is_courtesy

COURTESY = [
    "Sure!",
    "Certainly.",
    "Of course!",
    "Great question!",
    "Happy to help!",
    "I hope this helps!",
    "I hope that this answers your question.",
    "Let me know if you need more details.",
    "Please feel free to ask if you have other questions!",
    "If you have any further questions, please don\u2019t hesitate to ask.",
    "Would you like to know more?",
    "Is there anything else you would like to know?",
    "Can I help you with anything else?",
    "Here is the answer.",
    "Here's a short summary of what the articles say.",
    "Note that this is based solely on the given sentences.",
    "This answer is based on the provided articles.",
]
TELLING = [
    "Sure enough, the ferry sank.",
    "Certainly the owner knew of it.",
    "I hope this helps the sailors, the owner said.",
    "\u201cFeel free to leave,\u201d the owner said.",
    "Let me know when it rains, said Falk.",
    "Let me know if you need more; Mayor Lund resigned.",
    "Here is the answer: Lund resigned",
    "This is based on information from Russia.",
    "Feel free to leave Halden at once, the army ordered.",
    "Can I withdraw the bill, asked the mayor?",
    "Do not hesitate to evacuate when the dam breaks.",
    "Here is the port where the ferry sank.",
    "Here is the answer, 87.",
    "This is based on a report of the police.",
    "The film is based on the texts of Falk.",
    "Can the ferry be raised?",
    "No.",
    "Yes.",
    "",
]


@pytest.mark.parametrize("said", COURTESY)
def test_what_is_for_the_user_alone(said: str) -> None:
    assert is_courtesy(said)


@pytest.mark.parametrize("said", TELLING)
def test_what_tells_something(said: str) -> None:
    assert not is_courtesy(said)
