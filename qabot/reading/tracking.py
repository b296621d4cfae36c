"""Web addresses without what only says how a reader came to them."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

# Names as in the ClearURLs and Firefox lists of query parameters that are stripped.
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|mc_cid|mc_eid"
    r"|_hsenc|_hsmi|__hs\w+|mkt_tok|oly_\w+_id|vero_id|wickedid|ref_src|ref_url|cmpid|ncid|ocid"
    r"|smid|smtyp|at_(?:medium|campaign|custom\d|link\w*|ptr_name|format)|ns_\w+|xtor|s_cid|icid"
    r"|guccounter|guce_\w+|srnd|taid|spm",
    re.IGNORECASE,
)


def untracked(url: str) -> str:
    """``url`` without tracking parameters and fragment; what is no address stays as it is."""
    try:
        parts = urlsplit(url)
        pairs = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return url
    kept = [(name, value) for name, value in pairs if not _TRACKING.fullmatch(name)]
    if len(kept) == len(pairs) and not parts.fragment:
        return url
    query = parts.query if len(kept) == len(pairs) else urlencode(kept)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))
