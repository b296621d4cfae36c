"""Whether the sentences that a written sentence cites support it. By rule and by meaning.

Numbers, dates, names and quoted words must stand in what is cited, in any usual form; negations
must agree, and who does what to whom; and the meaning must be near.
"""

from qabot.grounding.check import check
from qabot.grounding.values import Cited, Verdict

__all__ = ["Cited", "Verdict", "check"]
