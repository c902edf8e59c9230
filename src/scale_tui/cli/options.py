"""What can be typed behind each command."""

import argparse

from scale_tui.cli.now_form import FORM_NAMES, Form, UnknownForm, read_form

_WIDEST = 10_000
TAKING_A_VALUE = frozenset(
    {
        "-c",
        "--conference",
        "--at",
        "--width",
        "--day",
        "--room",
        "--track",
        "--speaker",
        "--like",
        "--affiliation",
        "--year",
        "--tz",
        "--theme",
        "--glyphs",
        "--name",
        "--before",
        "--format",
        "--host",
        "--port",
    }
)


def declare_common(parser: argparse.ArgumentParser) -> None:
    """Take what every reader of an agenda takes."""
    declare_conference(parser)
    declare_plain(parser)


def declare_conference(parser: argparse.ArgumentParser) -> None:
    """Take which conference and which time is meant."""
    parser.add_argument(
        "-c",
        "--conference",
        metavar="NAME",
        help="the conference: its name, or a file with its agenda (default: the one used last)",
    )
    parser.add_argument(
        "--at",
        metavar="TIME",
        help="take this for now: ISO 8601, without an offset on the conference's clock "
        "(default: SCALE_TUI_NOW, else the real time)",
    )


def declare_plain(
    parser: argparse.ArgumentParser, told: str = "no colour, no glyphs, one fact a line"
) -> None:
    """Take whether to answer in plain facts."""
    parser.add_argument("--plain", dest="is_plain", action="store_true", help=told)


def declare_json(
    parser: argparse.ArgumentParser, *others: tuple[str, str, str], or_csv: bool = False
) -> argparse._MutuallyExclusiveGroup:
    """Take whether to answer in a form for programs, or in others: their option, attribute and help."""
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--json", dest="is_json", action="store_true", help="as JSON, schema 1")
    if or_csv:
        forms.add_argument(
            "--csv", dest="is_csv", action="store_true", help="as a table for spreadsheets, UTF-8"
        )
    for option, name, told in others:
        forms.add_argument(option, dest=name, action="store_true", help=told)
    return forms


def declare_marking(parser: argparse.ArgumentParser) -> None:
    """Take the sessions to mark."""
    parser.add_argument(
        "ids",
        metavar="ID",
        nargs="+",
        help="a session: its id, the start or a part of it, or words of the title in quotes",
    )
    declare_common(parser)


def declare_note(parser: argparse.ArgumentParser) -> None:
    """Take the session and what to note."""
    parser.add_argument(
        "ids", metavar="ID", nargs=1, help="a session: its id, a part of it, or words of the title in quotes"
    )
    parser.add_argument(
        "text", metavar="TEXT", nargs="?", help="the note; an empty one takes it away, - reads standard input"
    )
    declare_common(parser)


def declare_open(parser: argparse.ArgumentParser) -> None:
    """Take what the app is opened with."""
    parser.add_argument(
        "source",
        metavar="SOURCE",
        nargs="?",
        help="the name of a conference, a file with an agenda, - for one on standard input, or an address,"
        " which is added",
    )
    parser.add_argument(
        "--tz",
        dest="zone",
        metavar="ZONE",
        help="whose clock to show: conf (default), local for this machine's, or a zone like Europe/Oslo; z "
        "changes between the two",
    )
    _declare_drawing(parser)
    parser.add_argument(
        "--kiosk",
        dest="is_kiosk",
        action="store_true",
        help="for a public screen, or an account that anybody may enter: nothing is written, fetched or run",
    )
    declare_plain(parser, "reader mode without colour")
    declare_conference(parser)


def _declare_drawing(parser: argparse.ArgumentParser) -> None:
    """Take how the app is drawn."""
    parser.add_argument(
        "--theme",
        metavar="T",
        help="the colours of this run: scale-dark, scale-light, scale-contrast or another (default: as "
        "chosen with t, else as configured, else scale-dark)",
    )
    parser.add_argument(
        "--glyphs",
        choices=("auto", "unicode", "ascii"),
        help="the characters to draw with (default: as configured, else auto, what the terminal can show)",
    )
    parser.add_argument(
        "--reader",
        dest="is_reader",
        action=argparse.BooleanOptionalAction,
        help="for screen readers and braille: words in place of signs, one pane (default: as configured)",
    )


def declare_now(parser: argparse.ArgumentParser) -> None:
    """Take what ``now`` is asked with."""
    parser.add_argument("--mine", dest="is_mine", action="store_true", help="only sessions with a star")
    parser.add_argument("--next", dest="is_next", action="store_true", help="only what comes next")
    parser.add_argument(
        "-q", "--quiet", dest="is_quiet", action="store_true", help="print nothing, the exit code answers"
    )
    parser.add_argument(
        "--width",
        metavar="N",
        type=_width,
        help="cut lines to N cells (default for --tmux and --waybar: 40)",
    )
    forms = declare_json(
        parser,
        ("--tmux", "is_tmux", "as a line for the status of tmux; empty from a day after the event on"),
        ("--waybar", "is_waybar", "as a line of JSON for waybar: text, tooltip, class, alt and percentage"),
    )
    forms.add_argument(
        "--format",
        dest="form",
        metavar="STR",
        type=_form,
        help=f"as a line of your own with {FORM_NAMES} in it, and {{{{ for a brace; nothing is printed where "
        "all of them would be empty",
    )
    declare_common(parser)


def _width(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= _WIDEST):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of cells from 1 to {_WIDEST}")
    return int(text)


def _form(text: str) -> Form:
    try:
        return read_form(text)
    except UnknownForm as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def declare_list(parser: argparse.ArgumentParser) -> None:
    """Take what narrows a list down."""
    parser.add_argument(
        "query",
        metavar="QUERY",
        nargs="*",
        help="words that must all be there, in any order; also @speaker #track %%room ~note lang:de "
        "kind:talk filter:name is:star is:backup is:note is:now is:clash after:14 day:sun. "
        "'%%janson|k.1.105' is either room, '%%=\"Room 1\"' a whole name: put what has a bar or double "
        "quotes in single quotes, for the shell",
    )
    parser.add_argument("--day", metavar="D", help="a weekday, day of the month or date: wed, 11, 2024-09-11")
    parser.add_argument("--room", metavar="R", help="only rooms with this in their name")
    parser.add_argument("--track", metavar="T", help="only tracks with this in their name")
    parser.add_argument("--speaker", metavar="S", help="only speakers with this in their name")
    parser.add_argument("--starred", dest="is_starred", action="store_true", help="only sessions with a star")
    parser.add_argument(
        "--like", metavar="ID", help="only those most like this session: its id, a part of it, or its title"
    )
    declare_json(parser, or_csv=True)
    declare_common(parser)


def declare_show(parser: argparse.ArgumentParser) -> None:
    """Take the sessions to show."""
    declare_marking(parser)
    declare_json(parser, ("--qr", "is_qr", "as QR codes, for the camera of a phone"))


def declare_people(parser: argparse.ArgumentParser) -> None:
    """Take what narrows the people down."""
    parser.add_argument("name", metavar="NAME", nargs="*", help="words that must all be in the name")
    parser.add_argument("--affiliation", metavar="A", help="only affiliations with this in their name")
    declare_json(parser)
    declare_common(parser)


def declare_mine(parser: argparse.ArgumentParser) -> None:
    """Take what ``mine`` is asked with."""
    parser.add_argument(
        "--check", dest="is_check", action="store_true", help="only the clashes; exit code 1 if there are any"
    )
    declare_json(
        parser,
        ("--md", "is_markdown", "as Markdown, to read and to write on in"),
        ("--ics", "is_icalendar", "as iCalendar, for calendars and phones"),
    )
    declare_common(parser)


def declare_export(parser: argparse.ArgumentParser) -> None:
    """Take the file to write."""
    parser.add_argument(
        "file",
        metavar="FILE",
        help="where to write it: .ics for calendars, .json for scripts and to keep, .md to read, .csv for "
        "spreadsheets; a file that is there is replaced",
    )
    parser.add_argument(
        "--all", dest="is_all", action="store_true", help="the whole agenda, not only your schedule"
    )
    declare_common(parser)


def declare_sync(parser: argparse.ArgumentParser) -> None:
    """Take what to synchronise with."""
    parser.add_argument(
        "service",
        metavar="SERVICE",
        choices=("caldav", "pretalx"),
        help="caldav: a calendar; pretalx: the favourites of the event there",
    )
    parser.add_argument(
        "--dry-run",
        dest="is_dry_run",
        action="store_true",
        help="tell what would be done, and change nothing",
    )
    declare_common(parser)


def declare_remind(parser: argparse.ArgumentParser) -> None:
    """Take when to remind."""
    parser.add_argument(
        "--before",
        metavar="MINUTES",
        type=_leads,
        help="how many minutes before each star (default: SCALE_TUI_REMIND, else as configured, else 10,2)",
    )
    declare_common(parser)


def _leads(text: str) -> tuple[int, ...]:
    from scale_tui.domain.reminders import LONGEST_LEAD, read_leads

    leads = read_leads(text)
    if leads is None:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no list of minutes from 0 to {LONGEST_LEAD}; give one like 10,2"
        )
    return leads
