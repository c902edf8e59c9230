"""The rooms of a conference."""

from scale_tui.ui.scene import Scene


def about_rooms(scene: Scene) -> str:
    """How many rooms there are, and where their sessions are shown."""
    rooms = scene.agenda.rooms
    if len(rooms) > 1:
        return f"{len(rooms)} rooms: {', '.join(rooms)}\n\nPress 1 for the agenda, which names each room."
    where = f", {rooms[0]}" if rooms else ""
    return f"{scene.agenda.title} has one room{where}: all of it is in the agenda.\n\nPress 1 for the agenda."
