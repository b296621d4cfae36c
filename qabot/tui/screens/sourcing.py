"""Opening sources: articles are read in a thread and shown beside the chat, or over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message
from textual.widget import Widget

from qabot.domain import Article, Citation, Hit, QabotError
from qabot.tui.conversation import Turn
from qabot.tui.protocol import LibraryLike
from qabot.tui.tasks import Trouble, trouble
from qabot.tui.widgets.turn_view import TurnView

if TYPE_CHECKING:
    from qabot.tui.screens.chat_sources import ChatSources


class SourceLoaded(Message):
    """An article was read, or is gone (None), or could not be read."""

    def __init__(
        self,
        request: int,
        article: Article | None,
        citation: Citation | None = None,
        trouble: Trouble | None = None,
    ) -> None:
        super().__init__()
        self.request = request
        self.article, self.citation, self.trouble = article, citation, trouble


class Sourcing:
    """Which source is open, and the way through the evidence of its turn."""

    def __init__(self, chat: ChatSources) -> None:
        self._chat = chat
        self._turn: Turn | None = None
        self._citation: Citation | None = None
        self._statement: int | None = None
        """The place of the statement that was gone to, in its answer."""
        self._to_pane = True
        """Whether the source gets the focus once it is shown."""
        self._lit: TurnView | None = None
        self._request = 0
        """Counts what is asked for: only the newest is shown."""
        self._back: Widget | None = None

    def open(self, turn: Turn, number: int) -> None:
        """Open a source of a turn by its number."""
        citation = turn.citation(number)
        if citation is None:
            self._chat.notify(f"This answer has no source {number}.")
            return
        # What is marked stays marked when its source is opened.
        if not (turn is self._turn and (self._statement, number) in turn.steps):
            self._statement = None
        self._turn, self._to_pane = turn, True
        self._load(citation.article, citation)

    def step_statement(self, turn: Turn, by: int) -> None:
        """Go to the next or previous statement of an answer: its passage is shown beside it."""
        step = self._after(turn, by)
        citation = turn.citation(step[1]) if step else None
        if step is None or citation is None:
            return
        self._turn, self._statement, self._to_pane = turn, step[0], False
        if self._chat.has_class("-narrow"):  # the source would cover the answer
            self._citation = citation
            self.light()
        else:
            self._load(citation.article, citation)

    def _after(self, turn: Turn, by: int) -> tuple[int | None, int] | None:
        """The step of an answer after or before the present one; its first or last if it has none."""
        steps = turn.steps
        at = None
        if turn is self._turn and self._lit is not None and self._citation is not None:
            here = self._statement, self._citation.number
            found = (i for i, (_, n) in enumerate(steps) if n == here[1])
            at = steps.index(here) if here in steps else next(found, None)
        if not steps:
            return None
        return steps[(at + by) % len(steps)] if at is not None else steps[0 if by > 0 else -1]

    def light(self) -> None:
        """Mark in its answer what cites the source that is shown."""
        view = self._chat.transcript.view_of(self._turn) if self._turn else None
        if self._lit is not None and self._lit is not view:
            self._lit.light(None)
        self._lit = view
        if view is not None and self._citation is not None:
            view.light((self._statement, self._citation.number))
            if not view.region.overlaps(self._chat.transcript.region):
                self._chat.transcript.reveal(view)

    def unlight(self) -> None:
        if self._lit is not None:
            self._lit.light(None)
        self._lit = None

    def forget(self) -> None:
        """Do not show what is being read."""
        self._request += 1
        self._citation = self._chat.source.citation

    def open_article(self, number: int) -> None:
        """Open a whole article, without a quote."""
        self._turn, self._to_pane = None, True
        self._load(number, None)

    def open_hit(self, hit: Hit) -> None:
        """Open an article at a passage that was found."""
        self._turn, self._to_pane = None, True
        a, passage = hit.article, hit.passage
        self._load(
            a.number,
            Citation(
                0,
                passage.article,
                a.title,
                a.source,
                a.published,
                a.url,
                a.path,
                passage.start,
                passage.end,
                hit.text,
                page=a.page_at(passage.start),
            ),
        )

    def full(self) -> None:
        """The article on the whole screen, or beside the chat again."""
        self._chat.toggle_class("-full")

    def step(self, by: int) -> None:
        """The next or previous piece of evidence; from the last on to the first."""
        if self._turn is None or self._citation is None:
            return
        evidence = self._turn.evidence
        numbers = [citation.number for citation in evidence]
        index = numbers.index(self._citation.number) if self._citation.number in numbers else 0
        citation = evidence[(index + by) % len(evidence)]
        self._statement = None
        self._load(citation.article, citation)

    def _load(self, number: int, citation: Citation | None) -> None:
        library = self._chat.qabot.library
        if library is None:
            return
        # Set now, so that n pressed twice in a row goes two on.
        self._citation = citation
        self._request += 1
        request = self._request
        self._chat.run_worker(
            lambda: self._read(library, request, number, citation),
            thread=True,
            group="source",
            exclusive=True,
            exit_on_error=False,
        )

    def _read(
        self, library: LibraryLike, request: int, number: int, citation: Citation | None
    ) -> None:
        """In the thread."""
        try:
            article = library.cited(citation) if citation else library.article(number)
            self._chat.post_message(SourceLoaded(request, article, citation))
        except QabotError as error:
            gone = citation is not None
            said = None if gone else trouble("The article could not be opened", error)
            self._chat.post_message(SourceLoaded(request, None, citation, said))
        except Exception as error:
            said = trouble("The article could not be opened", error)
            self._chat.post_message(SourceLoaded(request, None, citation, said))

    def show(self, message: SourceLoaded) -> None:
        """Show what was read, if it is still what is wanted."""
        pane = self._chat.source
        if message.request != self._request:
            return
        pane.display = True
        if message.citation is not None:
            evidence = self._turn.evidence if self._turn else ()
            pane.show_citation(message.article, message.citation, evidence)
        elif message.article is not None:
            pane.show_article(message.article)
        self.light()
        if self._to_pane and not pane.has_focus_within:
            self._back = self._chat.focused
            pane.view.focus()

    def leave(self, *, hide: bool) -> None:
        """Go back to where the source was opened from."""
        pane = self._chat.source
        self._chat.remove_class("-full")
        self._chat.prompt.take_digit()
        if pane.has_focus_within:
            back = self._back if self._back is not None and self._back.is_attached else None
            (back or self._chat.prompt).focus()
        if hide:
            pane.display = False
            self.unlight()
            self._chat.refresh_bindings()

    def toggle(self) -> None:
        """Show the pane again, or hide it."""
        pane = self._chat.source
        if pane.display:
            self.leave(hide=True)
            return
        if pane.article is not None or pane.citation is not None:
            pane.display = True
            self._back = self._chat.focused
            pane.view.focus()
            self.light()
            return
        turn = self._chat.asking.conversation.latest_with_evidence()
        if turn is not None:
            self.open(turn, turn.evidence[0].number)
        else:
            self._chat.notify("No source yet: ask something first.")
