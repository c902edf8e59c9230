"""The keys of the main screen. Footer, help and palette are made from them."""

from textual.binding import Binding, BindingType

MAIN_BINDINGS: list[BindingType] = [
    Binding("escape,left,h", "back", "back", key_display="esc", id="move.back", tooltip="back, clear filter"),
    # Before all others, and taken at once: what is typed behind it in one go is already for the search.
    Binding(
        "slash",
        "search",
        "search",
        key_display="/",
        priority=True,
        id="find.search",
        tooltip="find talks and people",
    ),
    Binding("n", "show_now", "now", id="move.now", tooltip="go to what is on now"),
    Binding("1", "view('AGENDA')", "views", key_display="1-5", id="view.agenda", tooltip="Agenda"),
    Binding("2", "view('ROOMS')", "Rooms", show=False, id="view.rooms", tooltip="Rooms"),
    Binding("3", "view('MINE')", "Mine", show=False, id="view.mine", tooltip="Mine: my schedule"),
    Binding("4", "view('PEOPLE')", "People", show=False, id="view.people", tooltip="People"),
    Binding("5", "view('NOW')", "Now", show=False, id="view.now", tooltip="Now"),
    Binding("N", "show_next_star", "next star", show=False, id="move.next_star", tooltip="my next star"),
    Binding("J", "walk(1)", "on", show=False, id="move.walk_on", tooltip="next, in detail too"),
    Binding("K", "walk(-1)", "back", show=False, id="move.walk_back", tooltip="previous, in detail too"),
    Binding("left_square_bracket", "day(-1)", "day", show=False, id="move.day_back", tooltip="previous day"),
    Binding("right_square_bracket", "day(1)", "day", show=False, id="move.day_on", tooltip="next day"),
    Binding("tab", "app.focus_next", "pane", show=False, id="view.pane", tooltip="next pane"),
    Binding("v", "toggle_detail", "detail", show=False, id="view.detail", tooltip="detail pane on or off"),
    Binding(
        "at",
        "search('@')",
        "speaker",
        show=False,
        priority=True,
        id="find.speaker",
        tooltip="find a speaker",
    ),
    Binding("s", "toggle_stars_only", "stars", show=False, id="find.stars", tooltip="only my stars, or all"),
    Binding("f", "filter", "filter", show=False, id="find.filter", tooltip="filter by room, track, language"),
    Binding("x", "toggle_hidden", "hide", show=False, id="mark.hide", tooltip="hide the session, or not"),
    Binding("X", "toggle_shows_hidden", "hidden", show=False, id="find.hidden", tooltip="show the hidden"),
    Binding("z", "switch_clock", "clock", show=False, id="view.clock", tooltip="conference's clock or mine"),
    Binding("p", "toggle_past", "past", show=False, id="find.past", tooltip="show or fold the past"),
    Binding("a", "toggle_alphabet", "A–Z", show=False, id="find.alphabet", tooltip="people: A to Z"),
    Binding("E", "export", "export", show=False, id="take.export", tooltip="my schedule as a file"),
    Binding("Q", "show_qr", "QR", show=False, id="take.qr", tooltip="the talk as a QR code"),
]
