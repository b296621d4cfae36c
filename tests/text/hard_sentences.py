"""Hard cases of sentence splitting: the text, with ``|`` where one sentence ends and another begins."""

from __future__ import annotations

HARD: dict[str, list[str]] = {
    "acronyms": [
        "Blinken visited the U.S. Embassy in Beijing.|He left.",
        "The balloon flew over the U.S.|The Navy found it.",
        "The law is valid in the U.S. and the U.K., he said.|In the U.S., it is new.",
        "The U.S. “will always stand up,” Blinken said.",
        "The U.N. Security Council met.|The U.N. said so.",
        "Ph.D. students protest.|She has a Ph.D.|She teaches.",
        "For example, e.g. Germany, i.e. that one.|Then France.",
        # In doubt a sentence stays whole.
        "The balloon flew over the U.S. Officials watched it.",
    ],
    "titles": [
        "Mr. Blinken met Gov. Newsom and Sen. Kennedy.|They spoke.",
        "Lt. Gen. Smith and Rep. Lee left.|Mrs. May stayed.",
        "He met Dr. He Jiankui and Ms. So.|Both smiled.",
        "Roe v. Wade fell.|In U.S. v. Nixon, he lost.",
        "He bought Smith Sr. and Smith Jr. a drink.|This is Smith Sr.|He left.",
    ],
    "initials": [
        "Donald J. Trump won.|J.K. Rowling and J. R. R. Tolkien wrote.",
        "John P. Smith left.|I. M. Pei built it.|J.-P. Sartre wrote.",
        "World War I. Britain won.".replace(". B", ".|B"),
        "He and I.|They left.",
        "Plan B.|The plan failed.",
    ],
    "letters at the end of words": [
        "It was built in the 1980s.|Critics hated it.",
        "It cost $5m.|Profits rose.|He doesn’t.|People care.",
        "It was James's.|Police came.|It was Jay-Z.|Beyoncé sang.",
        "He flew an F-16C.|Pilots like it.",
    ],
    "numbers": [
        "Shares rose 3.5 percent to $1.2 billion.|Traders cheered.",
        "It cost 5.|That was cheap.|The year was 2023.|In March, he left.",
        "It rose 5%.|Then it fell.|It ended 3-3.|England won.",
        "He is No. 5 and not no. 10.|The answer is no.|Nobody knew.",
        "GEORGETOWN 86, NO. 12 TEXAS 81",
    ],
    "dates and times": [
        "He was born on Jan. 6, 1980.|He died on Dec. 5.|The funeral was on Sunday.",
        "PUBLISHED JAN. 20, 2016",
        "On Sat. Nov. 5 they met.|He sat.|Nobody came.|It was fun in the sun.|Everyone swam.",
        "At 5 p.m. Monday the talks ended.|At 6 a.m. they resumed.|It was 7 p.m.|The ministers left.",
        "It was 5 pm Eastern.|He knows who I am.|Nobody else does.",
        "He was born in Sept.|The year was 1980.",
    ],
    "companies and places": [
        "Apple Inc. said so.|This is Apple Inc.|The end.",
        "Shell plc. and Goldman Sachs & Co. agreed.",
        "He lives on St. Mark's Place.|It closed on Wall St.|The index fell.",
        "Rep. Smith, D-Calif., left.|Ala. Gov. Kay Ivey spoke.|He came from Miami, Fla.|The police left.",
        "Oil, gas, etc. rose.|He sold oil, etc.|The rest fell.|Smith et al. agreed.",
    ],
    "quotes": [
        '"We will win," he said.|"They will not."',
        '"We will win."|He left.|“We will win.”|Then he left.',
        "‘It is over.’|He left.",
        "“Is it over?” she asked.|“Stop!” he said.",
        "“Is it over?” Blinken asked.|“No!” Prime Minister Rishi Sunak said.|He left.",
        '"What now?"|He said nothing.|"Is it over?"|Then Biden left.',
        "Biden said “yes.”|“Good,” he said.",
        "« Non. »|Puis rien.|« Oui ? » demanda-t-il.",
        "(He left early.)|She stayed.|He left (at 5 p.m.).|She stayed.",
    ],
    "other marks": [
        "He paused... and went on.|He paused...|Then he left.|Wait…|What?|No way!",
        "He paused . . . and left.|He paused . . .|Then he went on.",
        "What?!|No!!|Yes.|¿Qué pasó?|Nadie sabe.",
        "Yahoo! said so.|It grew.",
        "He said so.[1]|Then he left.[2]|Really.¹|Yes.",
    ],
    "addresses": [
        "See example.com.|It works.|Visit www.bbc.co.uk/news.|Go.",
        "Write to a.b@example.com or asp.Net.|Node.Js is version 2.0.1.|It works.",
        "It has been done.~The house fell.|He said “yes.”~Then he left.",
    ],
    "datelines": [
        "BEIJING (Reuters) - China said on Monday it hopes for peace.|The U.S. agreed.",
        "WASHINGTON, D.C. — The House voted.|It passed.",
        "ST. LOUIS (AP) — The river rose.|It fell.",
    ],
    "lists in a line": [
        "1. The first point is this.|2. The second is that.",
        "(a) The first point is this.|A. The second is that.",
    ],
    "other scripts": [
        "中国外交部说。~美国回应了！~真的吗？~是的。",
        "真的！？~“好。”~他说。~「止まれ。」と彼は言った。~彼は去った。",
        "क्या हाल है?|मैं ठीक हूँ।|धन्यवाद।",
        "هل انتهى؟|نعم. ثم ذهب.".replace(". ث", ".|ث"),
        "Он ушёл.|Она осталась.",
    ],
}
"""``|`` stands for a space between two sentences, ``~`` for nothing between them."""
