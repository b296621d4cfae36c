"""Abbreviations of news prose, by what a full stop behind them can mean."""

from __future__ import annotations


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


TITLES = _words(
    "mr mrs ms mx dr prof gen col lt sgt capt cmdr maj adm brig cpl rev hon pres gov sen rep "
    "amb supt det insp ste mt messrs mme mlle fr vs v cf viz"
)
"""A name or number follows: the full stop never ends a sentence."""
NUMBERED = _words("no No NO nos Nos art Art fig Fig vol Vol p pp")
"""They abbreviate only before a number: "No. 5", but "The answer is no. Nobody left"."""
DAYS = _words(
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun"
)
"""Written so; "sun" and "sat" are plain words. In between, as those that may end."""
MAYBE = _words(
    "inc corp co ltd llc plc bros jr sr etc al a.m p.m am pm u.s u.k u.n e.u d.c b.c a.d ph.d "
    "st ft ave blvd rd dept approx est min max ca"
)
"""They may close a sentence, and do where a new one plainly begins."""
STATES = _words(
    "Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Mass Md Mich Minn Miss Mo Mont "
    "Neb Nev Okla Ore Pa Tenn Tex Va Vt Wash Wis Wyo"
)
"""American states as agencies write them. They may close a sentence too."""
STARTERS = _words(
    "the a an it he they she we i you in on at but and so this that these those there his her its "
    "their our my as if when while after before for from with by however meanwhile since although "
    "what who why how where which yet or not no one some many most all both each under over also "
    "then now here according despite during until because once such"
)
"""Words that begin sentences far more often than they follow an abbreviation inside one."""
SAYING = (
    "said|says|asked|asks|added|wrote|told|replied|answered|shouted|cried|wondered|demanded|"
    "declared|tweeted|posted|joked|warned"
)
"""Verbs that join a quotation to its speaker."""
