"""The selected session in three lines, where its detail has no place."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.style import Style
from textual.reactive import reactive, var
from textual.strip import Strip

from scale_tui.domain.agenda import Session
from scale_tui.domain.change_wording import kind_words
from scale_tui.domain.schedule import conflicts_with
from scale_tui.domain.timeline import Status, status_at
from scale_tui.domain.wording import length, time_left, time_to
from scale_tui.ui.inks import PLAIN, Inked
from scale_tui.ui.line import Line
from scale_tui.ui.messages import OpenDetail
from scale_tui.ui.row_painting import Canvas
from scale_tui.ui.scene import Scene, empty_scene

_LEAST_OF_A_PART = 4


class SessionPeek(Inked):
    """Its title; when and where, how it stands, what it clashes with; who is on stage."""

    DEFAULT_CSS = """
    SessionPeek { height: 3; background: $detail; }
    """

    scene: reactive[Scene] = reactive(empty_scene)
    session: var[Session | None] = var[Session | None](None)

    def watch_session(self) -> None:
        """Paint anew, where it is seen: a hidden widget that asks for it has Textual look for all of them."""
        if self.is_on_screen:
            self.refresh()

    def on_click(self) -> None:
        """Show all that there is to say about the session."""
        self.post_message(OpenDetail())

    def render_line(self, y: int) -> Strip:
        """One of the three lines."""
        if self.session is None:
            return Strip.blank(self.size.width, self.inks.base)
        canvas = Canvas(self.scene, self.inks, self.size.width, self.scene.words)
        line = Line(self.inks.base).add(" ")
        canvas.bar(line, self.session).add(" ")
        if y == 0:
            _add_title(canvas, line, self.session)
        else:
            _add_parts(
                canvas, line, _facts(canvas, self.session) if y == 1 else _people(canvas, self.session)
            )
        return line.strip(self.size.width)


def _add_title(canvas: Canvas, line: Line, session: Session) -> None:
    if canvas.scene.is_starred(session) or session.id in canvas.scene.unsaved:
        canvas.star(line, session).add(" ")
    canvas.marked(line, canvas.cut(session.title, canvas.width - 1 - line.width), canvas.inks.strong)


def _facts(canvas: Canvas, session: Session) -> Sequence[tuple[str, Style]]:
    scene, inks = canvas.scene, canvas.inks
    parts = [
        (scene.span(session), inks.strong),
        (session.room or "", PLAIN),
        _state(canvas, session),
        (session.track or "", inks.group(scene.group_of(session))),
    ]
    if change := scene.changes.by_id.get(session.id):
        told = ", ".join(scene.differences(change)) or kind_words(change)
        if told != parts[2][0]:
            parts.insert(3, (f"{scene.glyphs.changed} {told}", inks.key))
    clashes = () if session.is_cancelled else conflicts_with(session, scene.busy)
    if clashes:
        verb = "clashes with" if session.id in scene.clashing else "would clash with"
        rest = f" and {len(clashes) - 1} more" if len(clashes) > 1 else ""
        parts.insert(3, (f"{scene.glyphs.clash} {verb} {clashes[0].session.title}{rest}", inks.clash))
    return parts


def _state(canvas: Canvas, session: Session) -> tuple[str, Style]:
    scene, inks = canvas.scene, canvas.inks
    if session.is_cancelled:
        return "cancelled", inks.clash
    status = status_at(session, scene.now) if scene.is_live else None
    if status is Status.RUNNING:
        return time_left(session, scene.now), inks.now
    if status is Status.UPCOMING:
        return time_to(session.start, scene.now), inks.free
    return ("is over", inks.past) if status else (length(session.minutes), inks.dim)


def _people(canvas: Canvas, session: Session) -> Sequence[tuple[str, Style]]:
    return [(canvas.people(session) or session.subtitle or "", canvas.inks.dim)]


def _add_parts(canvas: Canvas, line: Line, parts: Sequence[tuple[str, Style]]) -> None:
    """What there is, two cells apart, cut where the line ends."""
    start = line.width
    for text, ink in parts:
        space = canvas.width - 1 - line.width - (2 if line.width > start else 0)
        if text and space >= min(_LEAST_OF_A_PART, cell_len(text)):
            canvas.marked(line.add("  " if line.width > start else ""), canvas.cut(text, space), ink)
