"""The line that answers: what am I in, and where do I have to be next."""

from functools import partial

from rich.style import Style

from scale_tui.domain.agenda import Session
from scale_tui.domain.glance import Glance, glance_at
from scale_tui.domain.wording import capitalised, counted, event_state, time_left, time_to
from scale_tui.ui.line import cut
from scale_tui.ui.messages import OpenSession, ShowView
from scale_tui.ui.scene import Scene
from scale_tui.ui.views import View
from scale_tui.ui.widgets.bar import Bar, Part

_BOTH_FROM = 70
_BETWEEN = 3
_WIDEST_ROOM = 16


class NowBar(Bar):
    """What is on at the left, what is next at the right; only one of them under 70 columns."""

    DEFAULT_CSS = """
    NowBar { background: $background; }
    """

    def parts(self, scene: Scene, width: int) -> tuple[list[Part], list[Part]]:
        """Both halves, each cut only as far as the other needs the room."""
        if scene.glyphs.is_words:
            from scale_tui.ui.spoken_bars import now_in_words

            return [Part(now_in_words(scene, width))], []
        space = max(0, width - 2)
        glance = glance_at(scene.agenda, scene.schedule, scene.now)
        on, coming = self._on(scene, glance), self._coming(scene, glance)
        if not scene.is_live:
            on, coming = self._outside(scene)
        if space < _BOTH_FROM and on and coming:
            coming = []
        wanted_left, wanted_right = _width(on), _width(coming)
        half = (space - _BETWEEN) // 2 if on and coming else space
        left_space = max(half, space - _BETWEEN - wanted_right)
        right_space = max(half, space - _BETWEEN - wanted_left)
        left = _shortened(on, left_space, scene.glyphs.ellipsis)
        right = _shortened(coming, right_space, scene.glyphs.ellipsis)
        return [Part(" "), *left], [*right, Part(" ")]

    def _outside(self, scene: Scene) -> tuple[list[Part], list[Part]]:
        agenda = scene.agenda
        state = event_state(agenda, scene.now, scene.zone)
        counts = [counted(len(agenda.sessions), "session")]
        if scene.schedule.stars:
            counts.append(f"{scene.glyphs.star} {len(scene.starred)}")
        if scene.age:
            counts.append(scene.age)
        if agenda.venue:
            counts.append(agenda.venue)
        left = [Part(capitalised(state), (self.inks.heading,))]
        return left, [Part(scene.glyphs.between.join(counts), (self.inks.dim,))]

    def _on(self, scene: Scene, glance: Glance) -> list[Part]:
        if glance.current:
            ink = self.inks.now + self.inks.strong
            return self._session(scene, glance.current, time_left(glance.current, scene.now), ink)
        if glance.running_count:
            text = f"{glance.running_count} sessions on now"
            return [Part(text, (self.inks.now,), partial(ShowView, View.NOW))]
        return [Part("Nothing on now", (self.inks.dim,))] if glance.coming else []

    def _coming(self, scene: Scene, glance: Glance) -> list[Part]:
        session = glance.coming
        if session is None:
            return []
        ahead = time_to(session.start, scene.now)
        is_mine = scene.is_starred(session) or scene.is_own(session)
        if glance.coming_count > 1 and not is_mine:
            text = f"{glance.coming_count} sessions start {ahead}"
            return [Part(text, (self.inks.free,), partial(ShowView, View.NOW))]
        ink = self.inks.star if is_mine else self.inks.free
        return self._session(scene, session, ahead, ink + self.inks.strong)

    def _session(self, scene: Scene, session: Session, when: str, ink: Style) -> list[Part]:
        request = partial(OpenSession, session)
        glyph = scene.glyphs.own if scene.is_own(session) else scene.glyphs.star
        mark = Part(f"{glyph} ", (self.inks.star,), request)
        room = cut(session.room or "", _WIDEST_ROOM, scene.glyphs.ellipsis)
        place = f"{room} {when}" if room else when
        return [
            *([mark] if scene.is_starred(session) or scene.is_own(session) else []),
            Part(session.title, (), request),
            Part(f" {place}", (ink,), request),
        ]


def _width(parts: list[Part]) -> int:
    return sum(part.width for part in parts)


def _shortened(parts: list[Part], width: int, ellipsis: str) -> list[Part]:
    """The parts in so many cells: the longest of them is cut."""
    excess = _width(parts) - width
    if excess <= 0:
        return parts
    longest = max(range(len(parts)), key=lambda index: parts[index].width)
    part = parts[longest]
    text = cut(part.text, max(1, part.width - excess), ellipsis)
    return [*parts[:longest], Part(text, part.styles, part.request), *parts[longest + 1 :]]
