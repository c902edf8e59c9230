"""The keys of the programme guide. Footer, help and palette are made from them."""

from textual.binding import Binding, BindingType

ROOMS_GUIDE_BINDINGS: list[BindingType] = [
    Binding("down,j", "change_room(1)", "room", key_display="↑↓", id="move.room_down", tooltip="next room"),
    Binding("up,k", "change_room(-1)", "up", show=False, id="move.room_up", tooltip="room above"),
    Binding("right,l", "move(1)", "talk", key_display="←→", id="move.later", tooltip="next in this room"),
    Binding("left,h", "move(-1)", "left", show=False, id="move.earlier", tooltip="previous in this room"),
    Binding("enter", "open", "open", key_display="⏎", id="move.read", tooltip="read about it"),
    Binding("g", "change_room(-1000000)", "top", show=False, id="move.top", tooltip="first room"),
    Binding("G", "change_room(1000000)", "bottom", show=False, id="move.bottom", tooltip="last room"),
    Binding("home", "move(-1000000)", "first", show=False, id="move.opening", tooltip="first in this room"),
    Binding("end", "move(1000000)", "last", show=False, id="move.closing", tooltip="last in this room"),
    Binding("pageup,ctrl+u", "page(-1)", "page", show=False, id="move.rooms_up", tooltip="a page up"),
    Binding("pagedown,ctrl+d", "page(1)", "page", show=False, id="move.rooms_down", tooltip="a page down"),
    Binding("plus", "zoom(1)", "zoom", key_display="+-", id="view.zoom_in", tooltip="less time, more of it"),
    Binding("minus", "zoom(-1)", "out", show=False, id="view.zoom_out", tooltip="more time, less of it"),
    Binding("0", "zoom(0)", "usual", show=False, id="view.zoom_back", tooltip="usual zoom"),
]
