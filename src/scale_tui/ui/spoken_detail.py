"""All there is to say about one session, in words: a fact a line."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from scale_tui.domain.agenda import Session, Speaker
from scale_tui.domain.change_wording import kind_words
from scale_tui.domain.timeline import Status, minutes_until, status_at
from scale_tui.domain.wording import day_name, role_word, zone_name
from scale_tui.ui.detail_lines import DetailWriter
from scale_tui.ui.line import wrap
from scale_tui.ui.messages import OpenSession, Request, ShowPerson
from scale_tui.ui.spoken import (
    marks_in_words,
    sentence,
    speaker_in_words,
    spoken_length,
    spoken_rest,
    states_in_words,
)


class SpokenDetailWriter(DetailWriter):
    """Begins each line in the first cell, and cuts none."""

    margin = ""

    def length_of(self, minutes: int) -> str:
        """A length without abbreviations."""
        return spoken_length(minutes)

    def _title(self, session: Session) -> None:
        self._paragraph(session.title, self._inks.strong)
        if session.subtitle:
            self._paragraph(session.subtitle)

    def _when(self, session: Session) -> None:
        scene = self._scene
        when = f"{day_name(session.day)}, {scene.span(session)}"
        self._paragraph(sentence(when, spoken_length(session.minutes)))
        if scene.is_on_my_clock:
            there = replace(scene, is_on_my_clock=False)
            zone = zone_name(there.local(session.start))
            self._paragraph(f"{there.span(session)} {zone} at the conference")
        for words in (*marks_in_words(scene, session), *self._standing(session)):
            self._paragraph(words)
        self._state(session)
        for kind, name in (("room", session.room), ("track", session.track)):
            if name:
                self._paragraph(name if name.casefold().startswith(kind) else f"{kind} {name}")

    def _state(self, session: Session) -> None:
        scene = self._scene
        if not scene.is_live or session.is_cancelled or session.id in scene.gone:
            return
        match status_at(session, scene.now):
            case Status.RUNNING:
                self._paragraph(spoken_rest(session, scene.now))
            case Status.UPCOMING:
                self._paragraph(f"starts in {spoken_length(minutes_until(session.start, scene.now))}")
            case Status.OVER:
                self._paragraph("is over")

    def _change(self, session: Session) -> None:
        if change := self._scene.changes.by_id.get(session.id):
            self._paragraph(f"changed: {kind_words(change)} {self._scene.since}")
            for words in self._scene.differences(change):
                self._paragraph(words)

    def _people(self, speakers: Iterable[Speaker]) -> None:
        for speaker in speakers:
            role = "" if role_word(speaker.role) else "speaker "
            self._lead_on(f"{role}{speaker_in_words(speaker)}", partial(ShowPerson, speaker.name))

    def _lead_on(self, said: str, request: Request) -> None:
        for part in wrap(said, self._text_width):
            self._put(self._line().add_marked(part, self._words, self._inks.match), request)

    def _choice(self, session: Session) -> None:
        states = states_in_words(self._scene, session)
        when = self._scene.clock_on(session.start, session.day)
        self._lead_on(sentence(session.title, *states, when, session.room), partial(OpenSession, session))
