"""The one screen that is always there: five views over one cursor, with the detail beside them."""

from asyncio import TimerHandle, get_running_loop
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.geometry import Offset
from textual.getters import query_one
from textual.reactive import var
from textual.widgets import Static

from scale_tui.domain.agenda import Session
from scale_tui.ui import messages
from scale_tui.ui.direct_painting import DirectCompositor
from scale_tui.ui.finding import Finder
from scale_tui.ui.outbox import Outbox
from scale_tui.ui.outlook import Outlook, listing, remark_on
from scale_tui.ui.passing_time import is_only_later, looks_as
from scale_tui.ui.rows import Row, SessionRow
from scale_tui.ui.scene import Scene, empty_scene
from scale_tui.ui.screens.keying import KeyingScreen
from scale_tui.ui.screens.main_bindings import MAIN_BINDINGS
from scale_tui.ui.screens.marking import MarkingScreen
from scale_tui.ui.screens.relating import RelatingScreen
from scale_tui.ui.screens.taking_along import TakingAlongScreen
from scale_tui.ui.switched_off import NOTHING_OFF, SwitchedOff
from scale_tui.ui.views import View
from scale_tui.ui.widgets.day_ribbon import DayRibbon
from scale_tui.ui.widgets.detail_pane import DetailPane
from scale_tui.ui.widgets.key_bar import KeyBar
from scale_tui.ui.widgets.now_bar import NowBar
from scale_tui.ui.widgets.rooms_pane import RoomsPane
from scale_tui.ui.widgets.search_line import SearchLine
from scale_tui.ui.widgets.session_list import SessionList
from scale_tui.ui.widgets.title_bar import TitleBar

_TOO_SMALL = "Please make this window larger: 30 columns and 8 lines at least."

_PREPARED_AFTER = 0.03
"""Seconds after the last key."""
_PAINTED_AFTER = 0.5
"""Seconds after which the screen is painted even without rows."""


class MainScreen(MarkingScreen, TakingAlongScreen, RelatingScreen, KeyingScreen):
    """Derives from the app's scene what its widgets show; what they ask for, it answers or passes on."""

    AUTO_FOCUS = "#list"
    HORIZONTAL_BREAKPOINTS = [(0, "-sliver"), (30, "-small"), (60, "-medium"), (100, "-wide"), (160, "-huge")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (8, "-lowest"), (18, "-low"), (22, "-middle"), (26, "-tall")]
    BINDINGS = MAIN_BINDINGS

    scene: var[Scene] = var(empty_scene, init=False)
    seen: var[Scene] = var(empty_scene, init=False)
    session: var[Session | None] = var[Session | None](None, init=False)
    rows: var[Sequence[Row]] = var[Sequence[Row]]((), init=False, always_update=True)
    my_rows: var[Sequence[Row]] = var[Sequence[Row]]((), init=False, always_update=True)
    words: var[tuple[str, ...]] = var[tuple[str, ...]]((), init=False)

    detail = query_one("#detail", DetailPane)

    def __init__(self, scene: Scene, outbox: Outbox, switched_off: SwitchedOff = NOTHING_OFF) -> None:
        super().__init__(outbox)
        self._switched_off = switched_off
        self._painter = self._compositor = DirectCompositor()
        self._preparing: TimerHandle | None = None
        self._finder = Finder(scene.agenda)
        self._to_place = scene.opening_session
        self._views_left: dict[str, View] = {}
        self._mine_shown: tuple[Scene, int] | None = None
        self.set_reactive(MainScreen.scene, scene)
        self.set_reactive(MainScreen.seen, scene)
        self.set_reactive(MainScreen.outlook, Outlook(day=scene.opening_day))

    def compose(self) -> ComposeResult:
        """Top to bottom: title, now, ribbon, search, body, keys."""
        # Textual sets these when all is laid out, and lays it out again.
        for breakpoints, cells in zip(
            (self.HORIZONTAL_BREAKPOINTS, self.VERTICAL_BREAKPOINTS), self.app.size, strict=True
        ):
            self.add_class(max(point for point in breakpoints if point[0] <= cells)[1])
        # The first that is painted has rows: how wide they are is known only when all is laid out.
        self._painter.is_waiting = not (self.has_class("-sliver") or self.has_class("-flat"))
        self.set_timer(_PAINTED_AFTER, self._start_painting)
        yield TitleBar().data_bind(MainScreen.scene, MainScreen.outlook)
        yield NowBar().data_bind(MainScreen.scene)
        yield DayRibbon().data_bind(MainScreen.scene, MainScreen.outlook, MainScreen.session)
        yield SearchLine().data_bind(MainScreen.scene)
        with Container(id="body"):
            yield SessionList(id="list").data_bind(MainScreen.scene, MainScreen.rows, MainScreen.words)
            yield RoomsPane(id="rooms").data_bind(MainScreen.session, scene=MainScreen.seen)
            yield DetailPane(id="detail").data_bind(MainScreen.scene, MainScreen.session, MainScreen.words)
            mine = SessionList(id="mine", shows_cursor=False)
            yield mine.data_bind(MainScreen.scene, rows=MainScreen.my_rows)
        yield KeyBar().data_bind(MainScreen.scene)
        yield Static(_TOO_SMALL, id="too-small", markup=False)

    # What is shown

    def on_mount(self) -> None:
        """Follow the app's scene."""
        self.set_class(self.scene.glyphs.is_ascii, "-ascii")
        self.watch(self.app, "scene", partial(setattr, self, "scene"), init=False)
        for front in (self.sessions, self.rooms):
            self.watch(front, "highlighted", self._session_highlighted, init=False)

    def watch_scene(self, old: Scene, scene: Scene) -> None:
        """Derive the rows anew: the time, the marks or the agenda have changed."""
        if scene.agenda is not old.agenda:
            self._take_agenda(old)
        elif looks_as(scene, old) and self.outlook.view is not View.NOW and not self.outlook.text:
            return
        self._derive()
        self._show_mine()
        if self._preparing and is_only_later(scene, old):
            self._preparing.cancel()  # What is beside the cursor can wait for somebody who moves it.
        if scene.agenda.name != old.agenda.name:
            self._to_place = scene.opening_session
            self._place()
            self._front.focus()

    def _take_agenda(self, old: Scene) -> None:
        """Look at another conference from its opening, at a newer agenda of this one from where we are."""
        agenda = self.scene.agenda
        self._finder = Finder(agenda)
        if agenda.name != old.agenda.name:
            self.is_reading = False
            self.session = None
            self._views_left[old.agenda.name] = self.outlook.view
            view = self._views_left.get(agenda.name, View.AGENDA)
            self.outlook = Outlook(view, day=self.scene.opening_day)
            return
        self.session = agenda.by_id.get(self.session.id) if self.session else None
        if self.outlook.day not in agenda.days:
            self.outlook = replace(self.outlook, day=self.scene.opening_day)

    def watch_outlook(self, old: Outlook, outlook: Outlook) -> None:
        """Derive the rows anew: something else is looked at."""
        if not outlook.shows_one_day and replace(old, day=outlook.day) == outlook:
            return  # The cursor went to another day, and the same is listed.
        for view in View:
            self.set_class(outlook.view is view, f"-{view.value.lower()}")
        self._show_in_rooms()
        self._hand_the_cursor_over(old)
        self._derive()
        if outlook.text != old.text:
            self.search_line.show(outlook.text)
            if outlook.is_typing:
                self.sessions.action_move_to_end(-1)
        self.search_line.set_class(bool(outlook.text) or outlook.is_typing, "-open")
        if replace(old, text=outlook.text, day=outlook.day) != outlook or bool(old.text) != bool(
            outlook.text
        ):
            self.refresh_bindings()

    @property
    def _has_one_pane(self) -> bool:
        is_narrow = self.has_class("-small") or self.has_class("-medium")
        return is_narrow or self.scene.glyphs.is_words

    def _hand_the_cursor_over(self, old: Outlook) -> None:
        """Between the guide and the list: each has its own cursor, and moves it only while it is seen."""
        if old.view is self.outlook.view or not self.scene.has_several_rooms:
            return
        if self._is_guide and self.session:
            self.guide.select_nearest(self.session)
        elif old.view is View.ROOMS and self.session and self.guide.cursor:
            # Whatever rows come next, the list looks among them for this one or the nearest to it; it can
            # scroll only when it is seen again.
            self._to_place = self.guide.cursor
            self.rows = (SessionRow(self._to_place),)

    @on(SessionList.Resized, "#mine")
    def _show_mine(self) -> None:
        """My schedule beside the detail, where it is seen; what is looked for changes nothing there."""
        width = self.query_one("#mine").size.width
        if width and (self.scene, width) != self._mine_shown:
            from scale_tui.ui.views.mine import my_rows

            self._mine_shown = (self.scene, width)
            self.my_rows = my_rows(self.scene, width)

    @on(SessionList.Resized, "#list")
    def _list_resized(self) -> None:
        self._derive()
        self._place()
        self._start_painting()

    def _start_painting(self) -> None:
        if self._painter.is_waiting:
            self._painter.is_waiting = False
            self.sessions.refresh()

    def _place(self) -> None:
        """Put the cursor where it shall be seen, once there are rows."""
        if self._to_place and self._is_guide:
            self.guide.select_nearest(self._to_place)
            self._to_place = None
        elif self._to_place and self.rows and self.sessions.size:
            self.sessions.select(self._to_place, a_third_down=True)
            self._to_place = None

    def _derive(self) -> None:
        self._show_in_rooms()
        width, selection = self.sessions.scrollable_content_region.width, self._selection
        if not width or self._is_guide:
            self.words, self.search_line.remark = selection.words, remark_on(self.outlook, selection)
            return
        self._listing = listing(self.outlook, selection, width)
        self.words = self._listing.words
        self.rows = self._listing.rows
        self.search_line.remark = self._listing.remark

    def _show_in_rooms(self) -> None:
        """Narrow the rooms while they are seen: they are laid out anew for each other selection."""
        if self.outlook.view is View.ROOMS or self.seen.agenda is not self.scene.agenda:
            self.seen = self._selection.scene

    def watch_is_reading(self, is_reading: bool) -> None:
        """Show the detail in the list's place, or the list again."""
        self.set_class(is_reading, "-reading")
        (self.detail if is_reading else self._front).focus()
        self.refresh_bindings()

    def _session_highlighted(self, session: Session) -> None:
        self.session = session
        if session.day != self.outlook.day:
            self.outlook = replace(self.outlook, day=session.day)
        if self._preparing:
            self._preparing.cancel()
        self._preparing = get_running_loop().call_later(_PREPARED_AFTER, self._prepare_detail)

    def _prepare_detail(self) -> None:
        """Have the details beside the cursor written while no key waits."""
        if self.is_running and not self._is_guide:
            self.detail.prepare(self.sessions.beside_cursor())

    def lead_cursor(self, *, is_typing: bool) -> Offset | None:
        """Where the terminal's cursor belongs where that is not with the focus.

        The arrows move among what was found while the words have it; of one room there is nothing to select.
        """
        if self._is_in_words and not is_typing:
            return self.sessions.cursor_offset()
        is_text = self.outlook.view is View.ROOMS and not self._is_guide and not self.is_reading
        return self.query_one("#one-room").content_region.offset if is_text else None

    # Keys

    @on(messages.OpenDetail)
    def _open_detail(self) -> None:
        if self._is_guide or self._has_one_pane:
            self.is_reading = True
        else:
            self.remove_class("-without-detail")
            self.detail.focus()

    def action_walk(self, step: int) -> None:
        """Move to another session while its detail is read."""
        self._front.action_move(step)

    def action_back(self) -> None:
        """Leave the detail, else clear the filter; never the program."""
        if self.is_reading:
            self.is_reading = False
        elif self.detail.has_focus:
            self._front.focus()
        elif self.outlook.text:
            self.outlook = replace(self.outlook, text="", is_typing=False)

    def action_toggle_detail(self) -> None:
        """Show or hide the detail pane beside the list or the guide."""
        if self._is_guide:
            self.is_reading = not self.is_reading
        else:
            self.toggle_class("-without-detail")
        if not (self.is_reading and self._has_one_pane):
            self._front.focus()
