"""The source beside the chat: an article with the quoted words marked, and the way through
the evidence of an answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widgets import Input, Static

from qabot.domain import Article, Citation, Span, outlet_and_day, true_name
from qabot.exporting import footnote, quote_text
from qabot.text import shown_link, true_link, visible
from qabot.tui.finding import MOST
from qabot.tui.safe import first_words, join, limited, one_line, plain, shorten
from qabot.tui.widgets.article_view import ArticleView
from qabot.tui.widgets.finder import Finder


class SourcePane(Vertical):
    """Shows one article. It is told what to show; it asks for the next by messages."""

    HELP = "The source of an answer. n and p go through all its quotes; esc closes it."
    BINDING_GROUP_TITLE = "Source"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "step(1)", "next", tooltip="Next quote", id="source.next"),
        Binding("p", "step(-1)", "previous", tooltip="Previous quote", id="source.previous"),
        Binding("escape", "screen.step_back", "close", id="source.back"),
        Binding("y", "copy(False)", "copy", tooltip="Copy the quote", id="source.copy"),
        Binding("Y", "copy(True)", "Copy with its source", show=False, id="source.cite"),
        Binding("slash", "find", "find", tooltip="Find in the article", id="source.find"),
        Binding("enter", "full", "full screen", tooltip="Full screen, and back", id="source.full"),
        Binding("o", "original", "original", tooltip="Open the web page", id="source.original"),
    ]

    class Step(Message):
        """The user wants the next (1) or previous (-1) piece of evidence."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    class Original(Message):
        """The user wants the article where it came from."""

        def __init__(self, url: str) -> None:
            super().__init__()
            self.url = url

    class Full(Message):
        """The user wants the article on the whole screen, or back beside the chat."""

    class Copied(Message):
        """The user copies from the source."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.article: Article | None = None
        self.citation: Citation | None = None
        self._url = ""
        self._where = ""
        """What the foot says while nothing is looked for."""

    def compose(self) -> ComposeResult:
        yield Static(id="source-head", markup=False)
        yield ArticleView(id="source-text")
        yield Static(id="source-foot", markup=False)

    @property
    def view(self) -> ArticleView:
        return self.query_one(ArticleView)

    def show_citation(
        self, article: Article | None, citation: Citation, evidence: Sequence[Citation]
    ) -> None:
        """Show the article at the citation. Without an article the quote itself is shown."""
        self.article, self.citation = article, citation
        notice = ""
        others: list[Span] = []
        if article is None:
            text, quote = citation.quote, Span(0, len(citation.quote))
            notice = "This article is no longer among your articles; its words were kept."
        else:
            text = article.text
            found = _locate(citation, text)
            quote = found or Span(0, 0)
            if found is None and citation.quote:
                notice = f"The article has changed. It said: “{citation.quote}”"
            same = [c for c in evidence if c.article == citation.article and c is not citation]
            others = [span for c in same if (span := _locate(c, text)) is not None]
        self._head(
            article, citation.title, citation.source, citation.published, citation.url, notice
        )
        index = next((i for i, c in enumerate(evidence) if c.number == citation.number), None)
        where = f"[{citation.number}]  {index + 1} of {len(evidence)}" if index is not None else ""
        self._foot(where)
        self.view.show(text, quote, others)

    def show_article(self, article: Article) -> None:
        """Show a whole article, from its start."""
        self.article, self.citation = article, None
        self._head(article, article.title, article.source, article.published, article.url, "")
        self._foot("")
        self.view.show(article.text)

    def _head(
        self,
        article: Article | None,
        title: str,
        source: str,
        published: object,
        url: str,
        notice: str,
    ) -> None:
        day = article.published if article else published
        page = self.citation.page if self.citation else None
        line = outlet_and_day(source, day, page=page)  # type: ignore[arg-type]
        if article and article.author:
            line += f" · {article.author}"
        head = true_name(first_words(title, 300))
        parts = [one_line(head, "bold"), one_line(first_words(line, 300), "$text-muted")]
        is_link = url.lower().startswith(("http://", "https://"))
        self._url = true_link(limited(url)) if is_link else ""
        if self._url:
            short = shorten(visible(shown_link(limited(url))).partition("://")[2], 100)
            link = Style(link=visible(self._url))
            parts.append(Content.styled(short, link).stylize("$text-muted"))
        elif article and article.path:
            parts.append(one_line(first_words(article.path, 200), "$text-muted"))
        if self.citation is not None and self.citation.also_in:
            also = f"also in {', '.join(map(true_name, self.citation.also_in))}"
            parts.append(one_line(first_words(also, 200), "$text-muted"))
        if notice:
            parts.append(plain(limited(notice), "$warning"))
        self.query_one("#source-head", Static).update(join(parts, "\n"))
        self.refresh_bindings()

    def _foot(self, text: str) -> None:
        self._where = text
        if self.query(Finder):
            self.query(Finder).remove()
            self.view.focus()
        foot = self.query_one("#source-foot", Static)
        foot.update(plain(text, "$text-muted"))
        foot.display = bool(text)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "original":
            return bool(self._url)
        if action == "step":
            return self.citation is not None and self.citation.number > 0
        if action == "copy":
            return self.citation is not None and bool(self.citation.quote)
        return True

    def action_step(self, by: int) -> None:
        self.post_message(self.Step(by))

    def action_original(self) -> None:
        self.post_message(self.Original(self._url))

    def action_full(self) -> None:
        self.post_message(self.Full())

    # Finding

    def action_find(self) -> None:
        finders = self.query(Finder)
        if finders:
            finders.first().focus()
        else:
            finder = Finder()
            self.mount(finder, before=self.query_one("#source-foot"))
            finder.focus()

    @on(Input.Changed)
    def find(self, message: Input.Changed) -> None:
        message.stop()
        count = self.view.find(message.value)
        self._say_found(self.view.find_next(0), count, message.value)

    @on(Finder.Go)
    def find_next(self, message: Finder.Go) -> None:
        self._say_found(self.view.find_next(message.by), len(self.view.found), "x")

    @on(Finder.Closed)
    def find_no_more(self) -> None:
        self.view.find("")
        self.view.focus()
        self.query(Finder).remove()
        self._foot(self._where)

    def _say_found(self, index: int, count: int, words: str) -> None:
        more = " and more" if count == MOST else ""
        said = f"{index:,} of {count:,}{more}" if count else "not in this article" if words else ""
        foot = self.query_one("#source-foot", Static)
        foot.update(plain(said, "$text-muted"))
        foot.display = True

    def action_copy(self, sources: bool) -> None:
        if self.citation is not None:
            self.post_message(self.Copied(self.copy_text(sources)))

    def copy_text(self, sources: bool) -> str:
        """The quote with outlet and date; with ``sources`` its footnote too."""
        if self.citation is None:
            return ""
        text = quote_text(self.citation)
        return f"{text}\n\n{footnote(self.citation)}" if sources else text


def _locate(citation: Citation, text: str) -> Span | None:
    """Where the quote stands in ``text``; the article may have changed since."""
    if not citation.quote:  # only its place is known
        return Span(min(citation.start, len(text)), min(citation.end, len(text)))
    if text[citation.start : citation.end] == citation.quote:
        return Span(citation.start, citation.end)
    at = text.find(citation.quote)
    return Span(at, at + len(citation.quote)) if at >= 0 else None
