"""A line of the frame around the lists, parts of which can be clicked."""

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.reactive import var
from textual.strip import Strip

from scale_tui.ui.inks import Inked
from scale_tui.ui.line import Line
from scale_tui.ui.messages import Request, ask_for
from scale_tui.ui.scene import Scene, empty_scene
from scale_tui.values import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar; ``request`` is what a click on it asks for."""

    text: str
    styles: tuple[Style, ...] = ()
    request: Request | None = None

    @property
    def width(self) -> int:
        """Its cells."""
        return cell_len(self.text)


class Bar(Inked):
    """One line that is made of parts, those at the left and those at the right."""

    DEFAULT_CSS = """
    Bar { height: 1; background: $bar; }
    """

    scene: var[Scene] = var(empty_scene, init=False)

    def watch_scene(self, old: Scene, scene: Scene) -> None:  # noqa: ARG002
        """Paint anew: the time, the marks or the agenda have changed."""
        self.refresh()

    def parts(self, scene: Scene, width: int) -> tuple[list[Part], list[Part]]:
        """What stands at the left and what at the right, together at most so many cells."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """The bar's only line."""
        line = Line(self.inks.base)
        for part in self._placed():
            line.add(part.text, *part.styles)
        return line.strip(self.size.width)

    def _placed(self) -> list[Part]:
        width = self.size.width
        if not width:
            return []
        left, right = self.parts(self.scene, width)
        space = width - sum(part.width for part in (*left, *right))
        return [*left, Part(" " * space), *right]

    def on_click(self, event: events.Click) -> None:
        """Ask for what the part under the pointer stands for."""
        end = 0
        for part in self._placed():
            end += part.width
            if event.x < end:
                if part.request:
                    ask_for(self, part.request)
                return
