"""Which sentences of a model say that it does not answer, and which claim something beside."""

import pytest

from qabot.writing.prompt import REFUSAL
from qabot.writing.refusing import (
    claims_beside,
    declines,
    is_plain_refusal,
    is_refusal,
    tells_what_is_not_there,
)

NO_ANSWER = [
    REFUSAL,
    f"“{REFUSAL}”",
    "None of the articles says who won the race.",
    "None of the provided sentences mentions a captain.",
    "Neither of the articles names the captain.",
    "No article mentions the captain.",
    "The question cannot be answered from the articles.",
    "This cannot be answered.",
    "Who won can’t be determined from the given passages.",
    "Nothing in the sources answers this.",
    "There's no mention of a captain in the articles.",
    "There is nothing about a captain in the articles.",
    "No information about the captain is found in the passages.",
    "This is not mentioned in the articles.",
    "The captain's age isn't stated in any of the articles.",
    "It is not stated who won.",
    "I'm unable to answer that.",
    "Unfortunately, I am not able to determine this.",
    "The provided text doesn’t specify the captain.",
    "Based on the provided articles, I cannot determine who won.",
    "The articles do not say; I cannot answer.",
    "The articles do not answer this, but you can ask again.",
    "The articles provide no information about the captain.",
    "The given passages make no mention of a captain.",
    "The articles are silent on this.",
    "The articles lack information about the captain.",
    "The articles fail to mention the captain.",
    "The provided information is insufficient to answer the question.",
    "The answer is not in the articles.",
    "This information isn’t available in the articles.",
    "That information is not available.",
    "I'm unable to provide an answer.",
    "I’m afraid the articles do not say.",
    "However, the articles do not say when.",
    "My apologies, but the articles do not answer this.",
    "It is unclear from the articles who won.",
    "It's not clear who won in the given articles.",
    "It is not possible to answer this question from the articles.",
    "Not mentioned in the articles.",
    "Insufficient information.",
    "There isn't enough information to answer.",
    "No relevant information was found.",
    "I'm not sure.",
    "No answer was found in the articles.",
    "No answer.",
    "Not mentioned.",
    "Unknown.",
    "N/A",
    "Note: The articles do not say when.",
    "Please note that the articles do not say when.",
    "I'm sorry, but I can't tell what the owner said.",
    "The articles do not tell which of the many sailors of the old ferry had steered her on that day.",
    "The articles do not say who steered the ferry in 2003.",
]
DECLINED = [
    "I'm sorry, but I can't help with that.",
    "I cannot assist with this request.",
    "As an AI, I can't answer this.",
    "As an AI language model, I am unable to speak about that.",
    "I must decline to answer that question.",
    "I won't discuss this.",
]
CLAIMING = [
    "The articles do not mention the captain, who was Jon Falk.",
    "The articles do not name the port, which is Lorn.",
    "The articles don't say who won, but Falk did.",
    "None of the articles says it, although Falk won.",
    "The articles do not answer this; Falk won.",
    "The articles do not answer this: it was Falk.",
    "The articles do not answer this — it was Falk.",
]
NO_REFUSAL = [
    "None of the ferries was withdrawn.",
    "None of the sailors on board said who steered.",
    "“I can't help it,” said Falk.",
    '"We do not know who steered," the owner said.',
    "The cause was not mentioned by the owner.",
    "The clause was not included in the text of the treaty.",
    "The duty is not mentioned in the articles of association.",
    "It cannot be determined who steered, the owner said.",
    "No information was released by the police.",
    "Nothing in the hull was damaged.",
    "The question was not answered by the owner.",
    "The sources of the river are not frozen.",
    "The information is not available to the police.",
    "Insufficient information led to the crash.",
    "No information was found by the police.",
    "It is not possible to say who steered, the owner said.",
    "It is unclear who steered, the owner said.",
    "The report provides no information about the hull.",
    "Not said by the owner: who steered.",
    "The answer is not simple, said Falk.",
    "However, the owner did not say when.",
    "No answer came from the owner.",
    "No answer was given by the owner.",
    "No information is given by the police.",
    "I do not know who steered, the owner said.",
    "We cannot say how it began, said the police.",
    "There is no mention of a leak, according to the owner.",
    "Unknown men boarded the ferry.",
]


@pytest.mark.parametrize("said", NO_ANSWER)
def test_a_refusal_for_want_of_an_answer(said: str) -> None:
    assert is_refusal(said) and is_plain_refusal(said) and not declines(said)


@pytest.mark.parametrize("said", DECLINED)
def test_a_refusal_of_the_models_own(said: str) -> None:
    assert is_refusal(said) and is_plain_refusal(said) and declines(said)


@pytest.mark.parametrize("said", CLAIMING)
def test_a_refusal_that_claims_something_is_not_plain(said: str) -> None:
    assert is_refusal(said) and claims_beside(said) and not is_plain_refusal(said)


@pytest.mark.parametrize("said", NO_REFUSAL)
def test_what_is_told_of_others_is_no_refusal(said: str) -> None:
    assert not is_refusal(said) and not is_plain_refusal(said) and not declines(said)


def test_an_embedded_question_is_no_further_claim() -> None:
    for said in ("who won", "who won, where and when", "what the race, which or where"):
        assert is_plain_refusal(f"The articles do not say {said}.")


def test_what_is_told_of_the_very_thing_that_lacks() -> None:
    assert [tells_what_is_not_there(said) for said in CLAIMING] == [True, True] + [False] * 5
    assert not any(map(tells_what_is_not_there, [*NO_ANSWER, *DECLINED, *NO_REFUSAL]))


def test_what_is_cited_may_be_news_and_no_refusal() -> None:
    news = "There is no information on survivors."
    assert is_plain_refusal(news) and not is_plain_refusal(news, cites=True)
    for said in (REFUSAL, "I do not know.", "The articles do not say who steered."):
        assert is_plain_refusal(said, cites=True)
    long = (
        "The sentences do not contain any information about who steered the old ferry on that day"
    )
    assert is_plain_refusal(f"{long}.", cites=True)
    assert not is_plain_refusal(f"{long} and the owner left.", cites=True)
