"""``remove``: take away a conference that was added."""

from scale_tui.cli.arguments import Arguments
from scale_tui.cli.book_keeper import forget
from scale_tui.cli.conference import conferences
from scale_tui.cli.exit_codes import ExitCode
from scale_tui.cli.habits import forget_position
from scale_tui.cli.output import Output


def run_remove(arguments: Arguments, out: Output) -> ExitCode:
    """Take it away, by exactly this name: what is gone should be what was meant."""
    name = arguments.conference or ""
    conferences().remove(name)
    forget(name)
    forget_position(name)
    out.line(f"removed {name}")
    return ExitCode.OK
