"""``sync``: bring the stars level with what another program keeps."""

from collections.abc import Callable
from importlib import import_module

from scale_tui.cli.arguments import Arguments
from scale_tui.cli.exit_codes import ExitCode
from scale_tui.cli.output import Output

# Who carries it out, by the service that was named: ``module:function`` of this package, imported then.
_SERVICES = {"caldav": "syncing_caldav:sync_caldav", "pretalx": "syncing_pretalx:sync_pretalx"}


def run_sync(arguments: Arguments, out: Output) -> ExitCode:
    """Synchronise with the service that was named; ``UNKNOWN`` where it refused a part of it."""
    module, _, function = _SERVICES[arguments.service].partition(":")
    sync: Callable[[Arguments, Output], ExitCode] = getattr(
        import_module(f"scale_tui.cli.{module}"), function
    )
    return sync(arguments, out)
