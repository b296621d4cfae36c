"""Short names spelled out where the articles only have the long ones."""

from __future__ import annotations

import re
from collections.abc import Callable

LONG_NAMES = {
    "Fed": "Federal Reserve", "EU": "European Union", "UK": "United Kingdom", "UN": "United Nations",
    "WHO": "World Health Organization", "IMF": "International Monetary Fund",
    "ECB": "European Central Bank", "WTO": "World Trade Organization",
    "ICC": "International Criminal Court", "ICJ": "International Court of Justice",
    "FBI": "Federal Bureau of Investigation", "CIA": "Central Intelligence Agency",
    "NHS": "National Health Service", "DOJ": "Justice Department",
    "SEC": "Securities and Exchange Commission", "FDA": "Food and Drug Administration",
    "CDC": "Centers for Disease Control", "EPA": "Environmental Protection Agency",
    "FTC": "Federal Trade Commission", "SCOTUS": "Supreme Court", "GOP": "Republican",
    "IOC": "International Olympic Committee", "UAE": "United Arab Emirates", "ISIS": "Islamic State",
    "CCP": "Communist Party", "SVB": "Silicon Valley Bank", "ISS": "International Space Station",
    "JWST": "James Webb Space Telescope", "ESA": "European Space Agency",
    "IAEA": "International Atomic Energy Agency", "IPCC": "Intergovernmental Panel on Climate Change",
    "OPEC": "Organization of the Petroleum Exporting Countries", "AI": "artificial intelligence",
    "GDP": "gross domestic product", "NYC": "New York City", "EC": "European Commission",
    "DRC": "Democratic Republic of the Congo", "RBA": "Reserve Bank of Australia",
    "BoE": "Bank of England", "BoJ": "Bank of Japan", "TfL": "Transport for London",
}  # fmt: skip
_A_WORD_TOO = frozenset(("WHO", "Fed"))
"""In small letters they are words that every text has: always spelled out."""
_SHORT = re.compile(r"\b(?:" + "|".join(map(re.escape, LONG_NAMES)) + r")\b")


def spelled_out(question: str, known: Callable[[str], bool]) -> str:
    """The question with short names that no article has as the long ones that some have.

    ``known`` tells whether the words of a text stand in a row in any article. The model that
    reads questions takes few short names for the long ones.
    """

    def put(match: re.Match[str]) -> str:
        short, long = match[0], LONG_NAMES[match[0]]
        told = long.lower() in question.lower() or (short not in _A_WORD_TOO and known(short))
        return short if told or not known(long) else long

    return _SHORT.sub(put, question)
