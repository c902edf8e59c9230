"""The commands: what each is for, what it takes, and who carries it out."""

import argparse
from collections.abc import Callable

from scale_tui.cli import (
    completion_options,
    conference_options,
    doctor_options,
    filter_options,
    import_options,
    options,
    serve_options,
)
from scale_tui.values import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """One command: what it is for in a line, who carries it out, its options, and lines that show its use.

    ``function`` is imported only when the command was typed: ``module:function`` of this package.
    ``has_words`` is for those that take any number of words, which options may stand among.
    """

    summary: str
    function: str
    declare: Callable[[argparse.ArgumentParser], None]
    examples: tuple[str, ...]
    has_words: bool = False


EXIT_CODES = """\
exit code: 0 ok, 1 nothing found or nothing on, 2 usage, 3 no such conference or session,
or several that fit, 65 a schedule that cannot be read, 69 an address that cannot be reached,
73 or 74 cannot write, 130 interrupted"""
GENERAL_EXAMPLES = (
    "",
    "agenda.txt",
    "add https://example.org/schedule.xml",
    "now",
    "list after:14 @chu",
    "star hpn",
    "mine --at 2024-09-11T12:20",
)
COMMANDS: dict[str, Command] = {
    "open": Command(
        "open the app; this is what happens without a command",
        "open_app:run_open",
        options.declare_open,
        ("open", "open fosdem-2025", "open agenda.txt", "open - < agenda.txt", "--at 2024-09-11T12:20"),
    ),
    "now": Command(
        "what is on, and what comes next; exit code 1 when nothing is on",
        "now:run_now",
        options.declare_now,
        ("now", "now --mine --next", "now --json --at 2024-09-11T12:20", "now -q && echo on"),
    ),
    "list": Command(
        "the sessions, or those that a query finds",
        "listing:run_list",
        options.declare_list,
        (
            "list",
            "list llama network",
            "list --speaker chu --day wed",
            "list --like hpn",
            "list filter:rust day:sun",
            "list --starred --csv > mine.csv",
        ),
        has_words=True,
    ),
    "filters": Command(
        "the queries saved under a name, for all conferences: list them, save or remove one",
        "filters:run_filters",
        filter_options.declare_filters,
        (
            "filters",
            "filters save rust 'rust kind:talk'",
            "filters remove rust",
        ),
        has_words=True,
    ),
    "show": Command(
        "everything about sessions",
        "show:run_show",
        options.declare_show,
        ("show hpn", 'show "alibaba hpn"', "show hpn --json"),
        has_words=True,
    ),
    "people": Command(
        "who is on stage, by affiliation, and when",
        "people:run_people",
        options.declare_people,
        ("people", "people chu", "people --affiliation sandia"),
        has_words=True,
    ),
    "star": Command(
        "put a star on sessions, so that they are in your schedule",
        "marking:run_star",
        options.declare_marking,
        ("star hpn", 'star "opening remarks" backbone'),
        has_words=True,
    ),
    "unstar": Command(
        "take the star off sessions; a backup or a hidden one is as all others again too",
        "marking:run_unstar",
        options.declare_marking,
        ("unstar hpn",),
        has_words=True,
    ),
    "backup": Command(
        "keep sessions as second choice, in place of a star",
        "marking:run_backup",
        options.declare_marking,
        ("backup hpn",),
        has_words=True,
    ),
    "hide": Command(
        "hide sessions from the lists; 'unstar' shows them again",
        "marking:run_hide",
        options.declare_marking,
        ("hide lunch",),
        has_words=True,
    ),
    "note": Command(
        "write a note on a session, or read it; without a text in your editor",
        "noting:run_note",
        options.declare_note,
        ('note hpn "ask about optics"', "note hpn", 'note hpn ""'),
    ),
    "mine": Command(
        "your schedule: the sessions with a star, the clashes and the free time",
        "mine:run_mine",
        options.declare_mine,
        ("mine", "mine --check || echo overbooked", "mine --json", "mine --ics > mine.ics"),
    ),
    "export": Command(
        "your schedule as a file: for calendars, spreadsheets, scripts, or to read",
        "exporting:run_export",
        options.declare_export,
        ("export mine.ics", "export report.md", "export fosdem.csv --all -c fosdem-2025"),
    ),
    "import": Command(
        "add marks from a file to yours, after a look at them, or compare them with yours",
        "importing:run_import",
        import_options.declare_import,
        ("import bookmarks.ics -c fosdem-2025", "import friend.json --compare", "import - --yes < codes.txt"),
    ),
    "remind": Command(
        "wait beside the conference, and tell of each star 10 and 2 minutes before it starts",
        "reminding:run_remind",
        options.declare_remind,
        ("remind", "remind --before 15,5,1"),
    ),
    "check": Command(
        "read a schedule without keeping it, and tell what was found",
        "checking:run_check",
        conference_options.declare_check,
        ("check agenda.txt", "check agenda.txt --year 2024 --tz America/Los_Angeles", "check - < agenda.txt"),
    ),
    "add": Command(
        "keep a conference's schedule, to be used offline",
        "adding:run_add",
        conference_options.declare_add,
        ("add https://example.org/2025/schedule/", "add schedule.ics --name kubecon", "add - --year 2025"),
    ),
    "conferences": Command(
        "the conferences that are kept",
        "listing_conferences:run_conferences",
        conference_options.declare_conferences,
        ("conferences", "conferences --json"),
    ),
    "remove": Command(
        "take away a conference that was added; your stars stay",
        "removing:run_remove",
        conference_options.declare_remove,
        ("remove fosdem-2025",),
    ),
    "refresh": Command(
        "ask where a conference came from for what is new",
        "refreshing:run_refresh",
        conference_options.declare_refresh,
        ("refresh", "refresh fosdem-2025", "refresh --all"),
    ),
    "changes": Command(
        "what the refreshes of the last day have changed; exit code 1 when nothing",
        "changing:run_changes",
        conference_options.declare_changes,
        ("changes", "changes -c fosdem-2025 --json"),
    ),
    "sync": Command(
        "bring your stars level with your calendar, or with your favourites elsewhere",
        "syncing:run_sync",
        options.declare_sync,
        ("sync caldav", "sync caldav --dry-run", "sync pretalx -c democon"),
    ),
    "completion": Command(
        "make your shell complete commands, options, conferences and sessions",
        "completion:run_completion",
        completion_options.declare_completion,
        ("completion bash", "completion zsh", "completion fish > ~/.config/fish/completions/scale-tui.fish"),
    ),
    "serve": Command(
        "the app in a browser, on this machine unless you say otherwise",
        "serving:run_serve",
        serve_options.declare_serve,
        ("serve", "serve fosdem-2025 --port 8080", "serve --kiosk --host 0.0.0.0"),
    ),
    "mcp": Command(
        "answer an assistant that speaks the Model Context Protocol, over standard input and output",
        "assisting:run_mcp",
        options.declare_common,
        ("mcp", "mcp -c fosdem-2025"),
    ),
    "doctor": Command(
        "look whether all is well: terminal, marks, copies, conferences; exit code 1 when not",
        "doctoring:run_doctor",
        doctor_options.declare_doctor,
        ("doctor", "doctor --repair", "doctor --repair --yes --plain"),
    ),
}
