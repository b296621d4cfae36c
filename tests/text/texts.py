"""Random texts: anything at all, and news with the marks that matter."""

from __future__ import annotations

from hypothesis import strategies as st

any_text = st.text(max_size=200)
"""Every character, surrogates and controls included."""

_PIECES = r"""
The It he said U.S. Mr. J. No. no. 5 3.5 1980s. Jan. p.m. St. Inc. etc. v. minister Xi ran. Why? No!
“ ” " ' ( ) « » — – - … . . ... ; : [1] ¹ • * 1. 2) 中国。 「好。」 हाँ। é I. am.
"""
_UNSEEN = ["\u200b", "\u00ad", "\u202e", "\x1b", "\ufeff", "\x00", "\u0301"]
newslike = st.lists(
    st.tuples(
        st.sampled_from([*_PIECES.split(), *_UNSEEN]),
        st.sampled_from([" ", " ", " ", "", "\n", "\n\n", "\r\n", "\t", "\u00a0", "  "]),
    ),
    max_size=60,
).map(lambda pairs: "".join(piece + gap for piece, gap in pairs))
