"""The filter menu: saved filters, kinds, languages, tracks and rooms, and what I do not want to see."""

from asyncio import sleep
from functools import partial

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Offset
from textual.getters import query_one
from textual.reactive import var
from textual.widgets import Input, Static

from scale_tui.domain.filters import with_toggled, without_choices
from scale_tui.domain.marks import Mark
from scale_tui.domain.query import Group
from scale_tui.domain.wording import counted
from scale_tui.ui.filter_menu import HiddenPlace, RemovedFilter, menu_lines
from scale_tui.ui.filter_messages import RemoveFilter, SaveFilter
from scale_tui.ui.finding import Finder
from scale_tui.ui.line import cut
from scale_tui.ui.messages import ToggleMark
from scale_tui.ui.scene import Scene, empty_scene
from scale_tui.ui.screens.dialog import Dialog
from scale_tui.ui.widgets.filter_list import FilterList
from scale_tui.ui.widgets.key_bar import KeyBar

_BESIDE_LINES = 3
_BORDER = 2
_FULL_SCREEN_BELOW = 60


class NarrowingWords(Input):
    """Where one types to see fewer lines; until then other keys than letters have a meaning of their own."""

    # With priority, for an input takes every key that writes something: see FiltersScreen.check_action.
    BINDINGS = [
        Binding(
            "space", "screen.choose('space')", "choose", priority=True, id="filter.choose", tooltip="choose"
        ),
        Binding(
            "enter",
            "screen.choose",
            "choose",
            show=False,
            id="filter.choose_found",
            tooltip="choose this line",
        ),
        Binding(
            "escape", "screen.back", "back", key_display="esc", id="filter.back", tooltip="all lines, close"
        ),
        Binding(
            "x",
            "screen.hide",
            "hide",
            priority=True,
            id="filter.hide",
            tooltip="hide a room or track for good",
        ),
        Binding(
            "right,tab",
            "screen.next_group(1)",
            "group",
            key_display="←→",
            priority=True,
            id="filter.group",
            tooltip="next group",
        ),
        Binding(
            "left,shift+tab",
            "screen.next_group(-1)",
            "group",
            show=False,
            priority=True,
            id="filter.group_back",
            tooltip="group before",
        ),
        Binding("0", "screen.clear", "none", priority=True, id="filter.clear", tooltip="choose nothing"),
        Binding(
            "delete,ctrl+d",
            "screen.remove_filter",
            "remove",
            key_display="del",
            priority=True,
            id="filter.remove",
            tooltip="remove a saved filter, bring it back",
        ),
        Binding("down", "screen.move(1)", "down", show=False, id="filter.down", tooltip="next line"),
        Binding("up", "screen.move(-1)", "up", show=False, id="filter.up", tooltip="line above"),
        Binding("pageup", "screen.page(-1)", "page", show=False, id="filter.page_up", tooltip="a page up"),
        Binding(
            "pagedown", "screen.page(1)", "page", show=False, id="filter.page_down", tooltip="a page down"
        ),
        Binding("home", "screen.to_end(-1)", "first", show=False, id="filter.first", tooltip="first line"),
        Binding("end", "screen.to_end(1)", "last", show=False, id="filter.last", tooltip="last line"),
    ]


class FiltersScreen(Dialog[None]):
    """Whoever opened it follows ``text``, the query that the choice is a part of. Closed by escape."""

    CSS_PATH = "filters.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (_FULL_SCREEN_BELOW, "-medium")]
    AUTO_FOCUS = "#filters-words"

    text: var[str] = var("", init=False)
    scene: var[Scene] = var(empty_scene, init=False)

    choices = query_one(FilterList)
    words = query_one(NarrowingWords)

    def __init__(self, scene: Scene, finder: Finder, text: str, *, shows_hidden: bool) -> None:
        super().__init__()
        self._finder = finder
        self._shows_hidden = shows_hidden
        self._removed: dict[str, str] = {}
        self._facets = finder.facets(text, scene, shows_hidden=shows_hidden)
        self.set_reactive(FiltersScreen.text, text)
        self.set_reactive(FiltersScreen.scene, scene)

    def compose(self) -> ComposeResult:
        """What is left, where to type, the lines, the keys."""
        with Vertical(id="filters") as box:
            box.border_title = "Filters"
            yield Static(id="filters-left", markup=False)
            yield FilterList().data_bind(FiltersScreen.scene)
            with Horizontal(id="filters-narrowing"):
                yield Static("/", id="filters-slash", markup=False)
                words = NarrowingWords(id="filters-words", compact=True, placeholder="type to see fewer")
                words.cursor_blink = False
                yield words
            yield KeyBar(names_all=True).data_bind(FiltersScreen.scene)

    def on_mount(self) -> None:
        """Follow the app's scene: what is hidden is a mark."""
        self.watch(self.app, "scene", partial(setattr, self, "scene"), init=False)
        self.watch(self.choices, "is_on_saved", self.refresh_bindings, init=False)
        self._show()
        self._count_saved()

    @work(exclusive=True)
    async def _count_saved(self) -> None:
        """Count what the saved filters leave: for many words something is made first, in steps."""
        if not self.scene.schedule.filters or self._finder.is_prepared:
            return
        for _ in self._finder.preparing():
            await sleep(0)
        self._count()

    def on_resize(self) -> None:
        """Leave room for what stands above and below the lines."""
        width, height = self.size
        beside = _BESIDE_LINES if width < _FULL_SCREEN_BELOW else height // 10 + _BESIDE_LINES + _BORDER
        self.choices.styles.max_height = max(1, height - beside)
        self.call_after_refresh(self._show)

    def watch_scene(self, scene: Scene) -> None:
        """Count anew: the marks, the time or the agenda have changed."""
        if scene.agenda is not self._finder.agenda:
            self._finder = Finder(scene.agenda)
        self._count()
        self._count_saved()

    def watch_text(self) -> None:
        """Count anew: something else is chosen."""
        self._count()

    def _count(self) -> None:
        self._facets = self._finder.facets(self.text, self.scene, shows_hidden=self._shows_hidden)
        self._show()

    def _show(self) -> None:
        scene = self.scene
        none = scene.and_hint("Nothing of this name.", "{filter.back} shows all.")
        self.choices.note = none if self._facets else "Here is nothing to choose from."
        self.choices.lines = menu_lines(
            self._facets, self._hidden(), self.words.value, self._removed_filters()
        )
        selection = self._finder.select(self.text, scene, shows_hidden=self._shows_hidden)
        left, total = len(selection.kept), len(scene.agenda.sessions)
        count = f"{left} of {counted(total, 'session')}" if left != total else counted(total, "session")
        what = f"{scene.glyphs.between}{self.text}" if self.text else ""
        line = self.query_one("#filters-left", Static)
        what = cut(what, line.scrollable_content_region.width - len(count), scene.glyphs.ellipsis)
        line.update(Content.assemble((count, "bold"), (what, "$key")), layout=False)

    def _hidden(self) -> list[HiddenPlace]:
        schedule = self.scene.schedule
        tracks = [HiddenPlace(Group.TRACK, name) for name in schedule.hidden_tracks]
        return tracks + [HiddenPlace(Group.ROOM, name) for name in schedule.hidden_rooms]

    def _removed_filters(self) -> list[RemovedFilter]:
        there = self.scene.schedule.filters
        return [RemovedFilter(name, text) for name, text in self._removed.items() if name not in there]

    @on(Input.Changed)
    def _narrowed(self, event: Input.Changed) -> None:
        event.stop()
        self._show()
        self.refresh_bindings()

    @on(FilterList.Chosen)
    def _chosen(self, message: FilterList.Chosen) -> None:
        facet = message.facet
        self.text = with_toggled(self.text, facet, self._facets[facet.group])

    @on(FilterList.Hidden)
    def _hide(self, message: FilterList.Hidden) -> None:
        place = message.place
        mark = Mark.HIDDEN_TRACK if place.group is Group.TRACK else Mark.HIDDEN_ROOM
        self.post_message(ToggleMark(mark, place.name))

    def lead_cursor(self, *, is_typing: bool) -> Offset | None:
        """Where the terminal's cursor belongs: on the line that keys choose, unless a name is typed."""
        return None if is_typing and self.words.value else self.choices.cursor_offset()

    @on(FilterList.Removed)
    def _remove_filter(self, message: FilterList.Removed) -> None:
        line = message.line
        if isinstance(line, RemovedFilter):
            self.post_message(SaveFilter(line.name, line.text))
            return
        text = self.scene.schedule.filters.get(line.name)
        if text is None:
            return
        self._removed[line.name] = text
        if line.is_chosen:
            self.text = with_toggled(self.text, line, self._facets[line.group])
        self.post_message(RemoveFilter(line.name))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is a letter of a name once somebody types one is a key before."""
        if action == "remove_filter":
            return self.choices.is_on_saved and not self.words.value
        if action in {"hide", "clear", "next_group"} or parameters == ("space",):
            return not self.words.value
        return True

    def action_choose(self, _key: str = "enter") -> None:
        """Choose what is under the cursor, or do not any more."""
        self.choices.action_choose()

    def action_hide(self) -> None:
        """Hide the room or track under the cursor for good, or show it again."""
        self.choices.hide()

    def action_remove_filter(self) -> None:
        """Remove the saved filter under the cursor, or save it again."""
        self.choices.remove_filter()

    def action_move(self, step: int) -> None:
        """Move to another line."""
        self.choices.action_move(step)

    def action_page(self, pages: int) -> None:
        """Move by as many lines as are visible."""
        self.choices.action_page(pages)

    def action_to_end(self, end: int) -> None:
        """Move to the first (-1) or last (1) line."""
        self.choices.action_move_to_end(end)

    def action_next_group(self, step: int) -> None:
        """Move to the next group, or the one before."""
        self.choices.next_group(step)

    def action_clear(self) -> None:
        """Choose nothing; what was typed into the search stays."""
        self.text = without_choices(self.text)

    def action_back(self) -> None:
        """See all lines again, or else close the menu."""
        if self.words.value:
            self.words.value = ""
        else:
            self.dismiss()
