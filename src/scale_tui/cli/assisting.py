"""``mcp``: the conference for an assistant, over standard input and output."""

from scale_tui.cli.arguments import Arguments
from scale_tui.cli.exit_codes import ExitCode
from scale_tui.cli.output import Output
from scale_tui.domain.errors import MissingProgram


def run_mcp(arguments: Arguments, _: Output) -> ExitCode:
    """Answer an assistant's questions until it closes standard input."""
    try:
        from scale_tui.cli.assistant_server import assistant_server
    except ImportError as error:
        raise MissingProgram("mcp needs more: pip install 'scale-tui[mcp]'") from error
    assistant_server(arguments.conference, arguments.at).run("stdio")
    return ExitCode.OK
