"""All there is to say about one session, as painted lines; some lead further when chosen."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from rich.style import Style
from textual.strip import Strip

from scale_tui.domain.agenda import Kind, Session, Speaker
from scale_tui.domain.change_wording import kind_words
from scale_tui.domain.schedule import conflicts_with
from scale_tui.domain.timeline import Status, next_after, status_at, talks_taken_up_by
from scale_tui.domain.wording import day_name, length, role_word, time_left, time_to, zone_name
from scale_tui.ui.inks import Inks
from scale_tui.ui.line import Line, cut, wrap
from scale_tui.ui.link_messages import OpenLink
from scale_tui.ui.messages import OpenSession, Request, ShowPerson
from scale_tui.ui.scene import Scene
from scale_tui.values import dataclass

WIDEST_TEXT = 80
_MARGIN = "  "
_MOST_BESIDE = 8
_MOST_CLASHES = 3


@dataclass(frozen=True, slots=True)
class DetailLine:
    """One line, painted when it is seen; ``request`` makes what choosing it asks for, None if nothing.

    Lines that belong together have the same one.
    """

    paint: Callable[[], Strip]
    request: Request | None = None


class DetailWriter:
    """Writes the lines of one session: ``width`` cells each, of which what stands in them takes ``room``."""

    margin = _MARGIN

    def __init__(self, scene: Scene, inks: Inks, width: int, room: int, words: Sequence[str]) -> None:
        self._scene = scene
        self._inks = inks
        self._width = width
        self._room = room
        self._text_width = max(1, min(WIDEST_TEXT, room - len(self.margin)))
        self._words = words
        self._lines: list[DetailLine] = []

    def write(self, session: Session) -> list[DetailLine]:
        """The session's lines from its title to what runs beside it."""
        self._title(session)
        self._when(session)
        self._clashes(session)
        self._change(session)
        self._people(session.speakers)
        self._questions_on(session)
        self._afterwards(session)
        self._note(session)
        self._abstract(session)
        self._links(session)
        self._beside(session)
        return self._lines

    def length_of(self, minutes: int) -> str:
        """A length in words."""
        return length(minutes)

    def _put(self, line: Line, request: Request | None = None) -> None:
        self._lines.append(DetailLine(partial(line.strip, self._width), request))

    def _blank(self) -> None:
        if self._lines:
            self._put(self._line())

    def _line(self) -> Line:
        return Line(self._inks.base).add(self.margin)

    def _paragraph(self, text: str, *styles: Style, indent: str = "") -> None:
        for part in wrap(text, self._text_width - len(indent)):
            self._lines.append(DetailLine(partial(self._part_of_paragraph, part, styles, indent)))

    def _part_of_paragraph(self, part: str, styles: tuple[Style, ...], indent: str) -> Strip:
        line = self._line().add(indent)
        return line.add_marked(part, self._words, self._inks.match, *styles).strip(self._width)

    def _cut(self, text: str, width: int) -> str:
        return cut(text, width, self._scene.glyphs.ellipsis)

    def _title(self, session: Session) -> None:
        self._put(self._line())
        glyph = self._mark(session)
        for number, part in enumerate(wrap(session.title, self._text_width - 2 * bool(glyph))):
            line = self._line()
            if glyph:
                line.add(f"{glyph} " if number == 0 else "  ", self._inks.star)
            self._put(line.add_marked(part, self._words, self._inks.match, self._inks.strong))
        if session.id in self._scene.unsaved:
            self._paragraph(f"being saved {self._scene.glyphs.ellipsis}", self._inks.clash)
        if session.subtitle:
            self._paragraph(session.subtitle, self._inks.dim)

    def _mark(self, session: Session) -> str:
        glyphs = self._scene.glyphs
        if self._scene.is_starred(session):
            return glyphs.star
        if self._scene.is_backup(session):
            return glyphs.backup
        return glyphs.own if self._scene.is_own(session) else ""

    def _when(self, session: Session) -> None:
        self._blank()
        scene, line = self._scene, self._line()
        line.add(f"{day_name(session.day)} {scene.span(session)}", self._inks.strong)
        line.add(f"  {length(session.minutes)}", self._inks.dim)
        for words in scene.marks_on(session):
            if line.width + 2 + len(words) > self._room:
                self._put(line)
                line = Line(self._inks.base)
            line.add(f"  {words}", self._inks.star)
        self._put(line)
        if scene.is_on_my_clock:
            there = replace(scene, is_on_my_clock=False)
            zone = zone_name(there.local(session.start))
            self._paragraph(f"{there.span(session)} {zone} at the conference", self._inks.dim)
        if session.room:
            self._paragraph(session.room, self._inks.strong)
        self._state(session)
        if session.track:
            group = self._inks.group(self._scene.group_of(session))
            bar = self._scene.glyphs.bar
            track = self._cut(session.track, self._text_width - 1)
            self._put(self._line().add(bar, group).add_marked(track, self._words, self._inks.match, group))

    def _state(self, session: Session) -> None:
        for words in self._standing(session):
            self._put(self._line().add(words, self._inks.clash))
        if not self._scene.is_live or session.is_cancelled or session.id in self._scene.gone:
            return
        now = self._scene.now
        match status_at(session, now):
            case Status.RUNNING:
                text = f"{self._scene.glyphs.on_now} on now, {time_left(session, now)}"
                self._put(self._line().add(text, self._inks.now))
            case Status.UPCOMING:
                self._put(self._line().add(f"starts {time_to(session.start, now)}", self._inks.free))
            case Status.OVER:
                self._put(self._line().add("is over", self._inks.past))

    def _standing(self, session: Session) -> Iterator[str]:
        """What is out of the ordinary with it, in words."""
        if session.id in self._scene.gone:
            how = self._scene.hint("{mark.star} takes it off your schedule")
            yield "; ".join(filter(None, ("no longer in the agenda", how)))
        if session.is_cancelled:
            yield "cancelled"
        if self._scene.is_hidden(session):
            yield "hidden"

    def _change(self, session: Session) -> None:
        change = self._scene.changes.by_id.get(session.id)
        if change is None:
            return
        self._blank()
        self._paragraph(
            f"{self._scene.glyphs.changed} {kind_words(change)} {self._scene.since}", self._inks.key
        )
        for words in self._scene.differences(change):
            self._paragraph(words, indent="  ")

    def _clashes(self, session: Session) -> None:
        verb = "clashes with" if session.id in self._scene.clashing else "would clash with"
        others = () if session.is_cancelled else self._scene.busy
        conflicts = conflicts_with(session, others)
        # All of them for what is kept; of the rest it is enough to see that it would not fit.
        told = conflicts if session.id in self._scene.clashing else conflicts[:_MOST_CLASHES]
        for conflict in told:
            text = f"{verb} {conflict.session.title}, {self.length_of(conflict.minutes)}"
            text = f"{self._scene.glyphs.clash} {text}".lstrip()
            request = partial(OpenSession, conflict.session)
            for part in wrap(text, self._text_width):
                self._put(self._line().add(part, self._inks.clash), request)
        if len(conflicts) > len(told):
            self._paragraph(f"and with {len(conflicts) - len(told)} more", self._inks.clash)

    def _people(self, speakers: Iterable[Speaker]) -> None:
        for number, speaker in enumerate(speakers):
            if number == 0:
                self._blank()
            group = self._inks.group(self._scene.groups.get(speaker.affiliation or ""))
            line = self._line().add(self._scene.glyphs.bar, group).add(" ")
            space = self._room - line.width
            line.add_marked(self._cut(speaker.name, space), self._words, self._inks.match, self._inks.strong)
            aside = "  ".join(part for part in (speaker.affiliation, role_word(speaker.role)) if part)
            aside = self._cut(aside, self._room - line.width - len("  "))
            line.add("  ").add_marked(aside, self._words, self._inks.match, group)
            self._put(line, partial(ShowPerson, speaker.name))

    def _afterwards(self, session: Session) -> None:
        coming = next_after(self._scene.agenda.sessions, session.start) if session.kind.is_pause else ()
        if coming:
            self._blank()
            self._paragraph("Then", self._inks.dim)
        for follower in coming:
            self._choice(follower)

    def _questions_on(self, session: Session) -> None:
        talks = talks_taken_up_by(session, self._scene.agenda.sessions) if session.kind is Kind.QA else ()
        if not talks:
            return
        self._blank()
        self._paragraph("Takes questions on", self._inks.dim)
        for talk in talks:
            self._choice(talk)

    def _note(self, session: Session) -> None:
        note = self._scene.schedule.notes.get(session.id)
        if note:
            self._blank()
            line = self._line().add(f"{self._scene.glyphs.note} your note".lstrip(), self._inks.star)
            self._put(line, "screen.edit_note")
            self._paragraph(note)

    def _abstract(self, session: Session) -> None:
        for paragraph in (session.abstract or "").split("\n\n"):
            if paragraph:
                self._blank()
                self._paragraph(paragraph)

    def _links(self, session: Session) -> None:
        addresses: list[tuple[str | None, str]] = [(None, session.url)] if session.url else []
        addresses += [(link.title, link.url) for link in session.links]
        for number, (title, url) in enumerate(addresses):
            if number == 0:
                self._blank()
            if title:
                self._paragraph(title)
            self._address(url)

    def _address(self, url: str) -> None:
        request = partial(OpenLink, url)
        for part in wrap(url, self._text_width):
            line = self._line().add_marked(part, self._words, self._inks.match, self._inks.heading)
            self._put(line, request)

    def _beside(self, session: Session) -> None:
        during = self._scene.agenda.during(session.start, session.end)
        others = [other for other in during if other.id != session.id and other.id not in self._scene.hidden]
        if not others:
            return
        self._blank()
        word = "other" if len(others) == 1 else "others"
        self._paragraph(f"{len(others)} {word} on at the same time", self._inks.dim)
        for other in others[:_MOST_BESIDE]:
            self._choice(other)
        if len(others) > _MOST_BESIDE:
            more = self._scene.with_hint(f"and {len(others) - _MOST_BESIDE} more", "{find.beside} lists them")
            self._put(self._line().add(self._cut(more, self._room), self._inks.dim), "screen.show_beside")

    def _choice(self, session: Session) -> None:
        when = self._scene.clock_on(session.start, session.day)
        line = self._line().add(f"{when} ", self._inks.dim)
        star = self._scene.glyphs.star if self._scene.is_starred(session) else " "
        line.add(f"{star} ", self._inks.star)
        self._put(line.add(self._cut(session.title, self._room - line.width)), partial(OpenSession, session))
