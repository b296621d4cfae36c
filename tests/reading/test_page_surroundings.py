"""What stands around an article on its page does not become its text; its lead does."""

from __future__ import annotations

import json

import pytest
from reading_files import Reading, article, failure
from test_read_pages import BODY, SENTENCES, page

from qabot.reading.markup import element_text, parse
from qabot.reading.surroundings import take_out

WHOLE = "\n\n".join(SENTENCES)


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Ten ways to cook fish in a harbour kitchen",
        "Lesen Sie auch: Zehn Arten, Fisch zu kochen",
        "À lire aussi : Dix façons de cuire un poisson",
        "Advertisement",
        "(Photo: A. Roe / The Courier)",
        "Image: The Courier",
        "Cranes stand still in the harbour (Reuters)",
        "Share on Facebook",
        "Sign up for our morning newsletter and never miss a strike again",
        "© 2024 The Courier. All rights reserved.",
    ],
)
def test_lines_that_are_no_sentence_of_the_article(reading: Reading, line: str) -> None:
    half = len(SENTENCES) // 2
    paragraphs = [*SENTENCES[:half], line, *SENTENCES[half:]]
    html = page("".join(f"<p>{text}</p>" for text in paragraphs))
    assert article(reading("a.html", html)).text == WHOLE


@pytest.mark.parametrize(
    "line",
    [
        "The report said: read more, talk less.",
        "More than forty ships are waiting.",
        "Copyright law does not help the dockers, a judge said on Friday.",
        "Photographs of the cranes were shown in court.",
        "“Share the work,” she said.",
    ],
)
def test_sentences_that_begin_like_them_stay(reading: Reading, line: str) -> None:
    html = page(BODY + f"<p>{line}</p>")
    assert line in article(reading("a.html", html)).text


def test_a_list_of_other_articles_goes_with_its_heading(reading: Reading) -> None:
    links = "".join(f"<li><a href='/{n}'>Ships wait for day {n}</a></li>" for n in range(4))
    html = page(f"{BODY[:600]}<h3>Editors’ Recommendations:</h3><ul>{links}</ul>{BODY[600:]}")
    found = article(reading("a.html", html)).text
    assert "Recommendations" not in found and "Ships wait" not in found


def test_what_is_repeated_in_large_letters_stands_once(reading: Reading) -> None:
    quote = SENTENCES[2].partition(",”")[0]
    html = page(BODY + f"<p>{quote}</p><p>{SENTENCES[1]}</p>")
    assert article(reading("a.html", html)).text == WHOLE


@pytest.mark.parametrize("name", ["comments", "comentarios_lectores", "visitors_comment_block"])
def test_what_readers_write_is_not_the_article(reading: Reading, name: str) -> None:
    said = "".join(
        f"<p>I for one am tired of number {n} of these strikes, and of the ministry.</p>"
        for n in range(6)
    )
    html = page(BODY + f"<div class='{name}'>{said}</div>")
    assert article(reading("a.html", html)).text == WHOLE


@pytest.mark.parametrize("name", ["comments", "comment", "related", "share-wrapper"])
def test_a_page_that_calls_all_of_itself_so_keeps_its_text(name: str) -> None:
    root = parse(page(f"<div class='{name}'>{BODY}</div><p class='{name}'>Two words</p>"))
    assert root is not None
    take_out(root)
    left = element_text(root)
    assert all(sentence in left for sentence in SENTENCES)
    assert "Two words" not in left


def test_the_first_paragraph_in_a_box_of_its_own(reading: Reading) -> None:
    lead = "The port of Marbay stands still: dockers and authority part without a contract."
    html = page(BODY, f'<meta property="og:description" content="{lead[:-10]}…">')
    html = html.replace("<main>", f"<main><header><div class='x-lead'>{lead}</div></header>")
    found = article(reading("a.html", html)).text
    assert found.startswith(lead) and found.count(lead) == 1


def test_a_body_that_the_page_declares_is_the_measure(reading: Reading) -> None:
    extra = "<p>Win a week at sea: answer our riddle and send it to the harbour office by May.</p>"
    data = {"@graph": [{"@type": "NewsArticle", "articleBody": " ".join(SENTENCES)}]}
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    with_it = article(reading("a.html", page(BODY + extra, script))).text
    without = article(reading("b.html", page(BODY + extra))).text
    assert with_it == WHOLE
    assert "riddle" in without


@pytest.mark.parametrize("body", ["Talks broke down.", "{", "[" * 5000, 7])
def test_a_declared_teaser_or_nonsense_cuts_nothing(reading: Reading, body: object) -> None:
    script = (
        f'<script type="application/ld+json">{json.dumps({"articleBody": body})}</script>'
        f'<script type="application/ld+json">{body}</script>'
    )
    assert article(reading("a.html", page(BODY, script))).text == WHOLE


def test_a_text_under_the_name_of_a_page(reading: Reading) -> None:
    assert article(reading("a.html", WHOLE)).text == WHOLE


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Dieser Artikel ist nur für Abonnenten. Jetzt weiterlesen mit Marbay+.", "paywall"),
        ("La suite de cet article est réservée aux abonnés. Déjà abonné ?", "paywall"),
        ("Contenido exclusivo para suscriptores. Suscríbete para seguir leyendo.", "paywall"),
        ("この記事は会員限定です。登録すると続きをお読みいただけます。", "paywall"),
        ("Mit Werbung und Tracking weiterlesen. Wir verwenden Cookies.", "consent"),
        ("Nous utilisons des cookies. Continuer sans accepter.", "consent"),
    ],
)
def test_walls_in_other_languages(reading: Reading, body: str, said: str) -> None:
    html = f"<html><head><title>Kurier</title></head><body><main><p>{body}</p></main></body></html>"
    assert said in failure(reading("a.html", html)).reason


def test_a_long_chinese_article_is_no_wall(reading: Reading) -> None:
    text = "港口当局与工会的谈判在星期一破裂，码头工人要求加薪百分之六。" * 20
    assert (
        "谈判" in article(reading("a.html", page(f"<p>{text}</p><p>订阅后可收到通知。</p>"))).text
    )
