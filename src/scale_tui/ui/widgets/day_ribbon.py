"""The day as a ribbon: hours above, sessions below, now marked."""

from collections.abc import Iterator

from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.reactive import reactive, var
from textual.strip import Strip

from scale_tui.domain.agenda import Session
from scale_tui.ui.glyphs import Glyphs
from scale_tui.ui.inks import Inked
from scale_tui.ui.line import Line
from scale_tui.ui.messages import ShowInstant
from scale_tui.ui.outlook import Outlook
from scale_tui.ui.ribbon import Ribbon
from scale_tui.ui.scene import Scene, empty_scene

_MARGIN = 1


class DayRibbon(Inked):
    """A session after another is drawn as blocks: pauses low, stars gold, the cursor's tall.

    Where sessions run side by side my stars are high, clashing ones as such, and all others low: bright where
    many run. Two lines high, it shows the hours; one line high, only now.
    """

    DEFAULT_CSS = """
    DayRibbon { height: 2; }
    """

    scene: reactive[Scene] = reactive(empty_scene, init=False)
    outlook: var[Outlook] = var(Outlook(), init=False)
    session: var[Session | None] = var[Session | None](None, init=False)

    _made_for: tuple[object, ...] = ()
    _ribbon: Ribbon | None = None

    def watch_session(self) -> None:
        """Paint the blocks anew: another is the cursor's. Side by side there are none."""
        ribbon = self._laid_out()
        if ribbon is not None and not ribbon.is_side_by_side:
            self.refresh(Region(0, self.size.height - 1, self.size.width, 1))

    def watch_outlook(self, old: Outlook, outlook: Outlook) -> None:
        """Paint anew where another day is looked at."""
        if old.day != outlook.day:
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The hours, or the blocks."""
        scene, ribbon = self.scene, self._laid_out()
        if ribbon is None:
            return Strip.blank(self.size.width, self.rich_style)
        if self.size.height > 1 and y == 0:
            return self._hours(scene, ribbon)
        return self._busy(scene, ribbon) if ribbon.is_side_by_side else self._blocks(scene, ribbon)

    def on_click(self, event: events.Click) -> None:
        """Move to what runs at that time."""
        ribbon = self._laid_out()
        if ribbon:
            self.post_message(ShowInstant(ribbon.instant_at(event.x - _MARGIN)))

    def _laid_out(self) -> Ribbon | None:
        """The ribbon of the day; it does not change with the cursor, so it is kept."""
        if self.outlook.day is None:
            return None
        made_for = (self.scene.agenda, self.outlook.day, self.size.width)
        if made_for != self._made_for:
            self._made_for = made_for
            sessions = self.scene.agenda.sessions_on(self.outlook.day)
            self._ribbon = Ribbon.of(sessions, max(1, self.size.width - 2 * _MARGIN)) if sessions else None
        return self._ribbon

    def _hours(self, scene: Scene, ribbon: Ribbon) -> Strip:
        cells = [" "] * self.size.width
        now = ribbon.index_at(scene.now)
        for index, label in self._labels(scene, ribbon):
            start = index + _MARGIN
            # Half an hour's label beside the mark would read as another hour.
            is_marked = now is not None and index <= now < index + len(label)
            if start + len(label) <= len(cells) and not is_marked:
                cells[start : start + len(label)] = label
        line = Line(self.inks.base)
        if now is None:
            return line.add("".join(cells), self.inks.dim).strip(self.size.width)
        now += _MARGIN
        line.add("".join(cells[:now]), self.inks.dim).add(scene.glyphs.now, self.inks.now)
        return line.add("".join(cells[now + 1 :]), self.inks.dim).strip(self.size.width)

    def _labels(self, scene: Scene, ribbon: Ribbon) -> Iterator[tuple[int, str]]:
        """The hours; those of my clock with its date where that is not the conference's, if there is room."""
        hours, day, shown = ribbon.hours(scene.local), self.outlook.day, ""
        for number, (index, instant) in enumerate(hours):
            label = f"{scene.local(instant).hour:02}"
            shift = scene.day_shift(instant, day) if scene.is_on_my_clock and day else ""
            following = hours[number + 1][0] if number + 1 < len(hours) else len(ribbon.cells)
            if shift != shown and index + len(label + shift) < following:
                shown, label = shift, label + shift
            yield index, label

    def _blocks(self, scene: Scene, ribbon: Ribbon) -> Strip:
        line = Line(self.inks.base).add(" " * _MARGIN)
        now = ribbon.index_at(scene.now) if self.size.height == 1 else None
        for block in ribbon.blocks:
            text = " " * block.width
            styles: tuple[Style, ...] = ()
            if block.session is not None:
                glyph, ink = self._block(scene, block.session)
                text, styles = glyph * block.width, (ink,)
                if block.is_parted and glyph == scene.glyphs.lower and block.width > 1:
                    # Lower at its end, to part it from the next.
                    text = text[:-1] + scene.glyphs.low
            here = None if now is None else now - line.width + _MARGIN
            if here is None or not 0 <= here < block.width:
                line.add(text, *styles)
            else:
                line.add(text[:here], *styles).add(scene.glyphs.now, self.inks.now)
                line.add(text[here + 1 :], *styles)
        return line.strip(self.size.width)

    def _block(self, scene: Scene, session: Session) -> tuple[str, Style]:
        glyphs = scene.glyphs
        is_cursor = self.session is not None and session.id == self.session.id
        if scene.is_starred(session):
            ink = self.inks.past_star if scene.is_over(session) else self.inks.star
        elif session.kind.is_pause or scene.is_over(session):
            ink = self.inks.past if is_cursor else self.inks.faint
        else:
            ink = self.inks.group(scene.group_of(session))
        if is_cursor:
            return glyphs.full, ink
        if glyphs.is_colourless and scene.is_starred(session):
            return glyphs.star, ink
        return (glyphs.low if session.kind.is_pause else glyphs.lower), ink

    def _busy(self, scene: Scene, ribbon: Ribbon) -> Strip:
        line = Line(self.inks.base).add(" " * _MARGIN)
        now = ribbon.index_at(scene.now) if self.size.height == 1 else None
        most = max(map(len, ribbon.cells))
        for index, running in enumerate(ribbon.cells):
            stars = sum(map(scene.is_starred, running))
            shade = self.inks.neutral if len(running) * 2 > most else self.inks.faint
            if index == now:
                line.add(scene.glyphs.now, self.inks.now)
            elif stars:
                ink = self.inks.now if stars > 1 else self.inks.star
                line.add(_kept(scene.glyphs, stars), ink)
            else:
                line.add(scene.glyphs.lower if running else " ", shade)
        return line.strip(self.size.width)


def _kept(glyphs: Glyphs, stars: int) -> str:
    """How a cell is drawn in which one of my stars runs, or several: told apart by colours, or by signs."""
    if not glyphs.is_colourless:
        return glyphs.upper
    return glyphs.clash if stars > 1 else glyphs.star
