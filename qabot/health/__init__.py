"""Finding what is wrong with a corpus and its index, and mending what can be mended.

Works where ``Library`` cannot open. Importing this loads nothing heavy.
"""

from qabot.health.diagnose import diagnose
from qabot.health.findings import LEFTOVERS, Done, Finding, Severity
from qabot.health.treat import treat

__all__ = ["LEFTOVERS", "Done", "Finding", "Severity", "diagnose", "treat"]
