"""``sync caldav``: my schedule of a conference, and its events in a calendar on a CalDAV server."""

import os
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import partial

from scale_tui.cli.arguments import Arguments
from scale_tui.cli.clock import now_at_conference
from scale_tui.cli.complaints import complain
from scale_tui.cli.conference import find_conference
from scale_tui.cli.exit_codes import ExitCode
from scale_tui.cli.exporting import edition_of
from scale_tui.cli.output import Output
from scale_tui.cli.settings import settings
from scale_tui.cli.situation import personal_store
from scale_tui.cli.sync_report import HERE, THERE, UPDATED, SyncReport
from scale_tui.cli.syncing_caldav_schedule import ScheduleSide
from scale_tui.domain.agenda import Session
from scale_tui.domain.errors import UsageError
from scale_tui.domain.marks import Mark
from scale_tui.domain.wording import counted
from scale_tui.export.identity import calendar_uid
from scale_tui.sources.fetch_connection import unwatched
from scale_tui.sources.fetch_failures import failure
from scale_tui.storage.config import Config
from scale_tui.sync.caldav import URL_VARIABLE, EventCalendar, find_calendar
from scale_tui.sync.caldav_login import Login
from scale_tui.sync.caldav_server import Server, path_of
from scale_tui.sync.caldav_side import CalendarSide, Names
from scale_tui.sync.credentials import Places, find_secret
from scale_tui.sync.merging import Action, Known, NotAccepted, Step, carry_out, plan
from scale_tui.sync.web import Site, check_address
from scale_tui.values import dataclass

USERNAME_VARIABLE = "SCALE_TUI_CALDAV_USERNAME"
PASSWORD_VARIABLE = "SCALE_TUI_CALDAV_PASSWORD"  # noqa: S105 - the name of it
COMMAND_VARIABLE = "SCALE_TUI_CALDAV_PASSWORD_COMMAND"


@dataclass(frozen=True, slots=True)
class _Account:
    """Whose calendar, at which address."""

    address: str
    login: Login

    def site(self) -> Site:
        """The site, which is told who asks, and nobody else is."""
        what = "the address of the calendar"
        basic = self.login.basic()
        return Site(self.address, basic, failure=failure, pause=time.sleep, connect=unwatched, what=what)


def sync_caldav(arguments: Arguments, out: Output) -> ExitCode:
    """Bring my schedule and the calendar level; ``UNKNOWN`` where a session is refused there."""
    config = settings()
    agenda = find_conference(arguments.conference).agenda
    now = now_at_conference(arguments.at, os.environ, agenda.zone)
    account = _account(config)
    is_dry_run = arguments.is_dry_run
    with closing(account.site()) as site, personal_store(now, for_marking=not is_dry_run) as store:
        server = Server(site, account.address, account.login)
        address = find_calendar(server, may_make=not is_dry_run)
        calendar = None if address is None else EventCalendar(server, address)
        topic = f"caldav {account.login.username} {address}"
        here = ScheduleSide(store, agenda, edition_of(agenda, store), topic, now)
        known = here.known()
        names = Names(partial(calendar_uid, agenda.name), {*here.sessions, *known})
        there = CalendarSide(calendar, names, here.wanted)
        report = SyncReport(out, agenda, is_dry_run=is_dry_run)
        merging = ScheduleMerging(here, there, report, is_dry_run=is_dry_run)
        is_complete = merging.run(known, f"{site.host}{path_of(address or account.address)}")
    return ExitCode.OK if is_complete else ExitCode.UNKNOWN


def _account(config: Config) -> _Account:
    address = os.environ.get(URL_VARIABLE, "").strip() or config.caldav.url
    username = os.environ.get(USERNAME_VARIABLE, "").strip() or config.caldav.username
    if not address:
        raise UsageError(f"no calendar: set {URL_VARIABLE}, or url in [sync.caldav] of config.toml")
    parts = check_address(address, what="the address of the calendar")
    if not username:
        raise UsageError(f"no name: set {USERNAME_VARIABLE}, or username in [sync.caldav] of config.toml")
    places = Places(
        what=f"password for {username} at {parts.netloc}",
        variable=PASSWORD_VARIABLE,
        command_variable=COMMAND_VARIABLE,
        command=config.caldav.password_command,
        command_name="password_command in [sync.caldav]",
        account=f"{username}@{parts.netloc}",
    )
    return _Account(address, Login(username, find_secret(places, os.environ)))


class ScheduleMerging:
    """Brings both sides level and tells of it, or only tells of it."""

    def __init__(
        self, here: ScheduleSide, there: CalendarSide, report: SyncReport, *, is_dry_run: bool
    ) -> None:
        self._here = here
        self._there = there
        self._report = report
        self._is_dry_run = is_dry_run
        self._is_complete = True

    def run(self, known: Mapping[str, Known], place: str) -> bool:
        """Do what there is to do; whether nothing of it was refused."""
        here, there = self._here, self._there
        there.load(known.keys())
        if there.unknown:
            number = counted(there.unknown, "event")
            complain(f"not in this agenda: {number} there; 'scale-tui refresh {here.agenda.name}' may help")
        mine, lost = here.ids(), here.lost
        theirs = there.ids() - lost
        steps = plan(mine, theirs, {key: word for key, word in known.items() if key not in lost})
        for step in sorted(steps, key=self._order):
            self._attempt(step.key, partial(self._carry_out, step))
        both = mine & theirs if self._is_dry_run else here.ids() & there.ids()
        for key in sorted(both):
            is_adopted = known.get(key) is not Known.BOTH and there.is_unmarked(key)
            self._attempt(key, partial(self._level, key, is_adopted=is_adopted))
        self._report.sum_up(place, alike=len(both | there.added & here.ids()), noun="session")
        return self._is_complete

    def add(self, key: str) -> None:
        """Keep what the calendar has, as it says."""
        since = self._there.marked_at(key)
        if key in self._here.sessions:
            self._here.keep(key, self._there.mark(key), since)
            return
        session = self._there.session(key, self._here.agenda.zone)
        if session is None:
            raise NotAccepted("has no time in the calendar")
        self._here.keep_own(session, since)

    def remove(self, key: str) -> None:
        """Keep it no more."""
        self._here.remove(key)

    def _attempt(self, key: str, do: Callable[[], object]) -> None:
        try:
            do()
        except NotAccepted as refusal:
            session = self._session(key)
            complain(f"{key if session is None else session.title}: {refusal}")
            self._is_complete = False

    def _carry_out(self, step: Step) -> None:
        session, mark = self._session(step.key), self._mark(step)
        if not self._is_dry_run:
            carry_out(step, self, self._there, self._here.remember)
        if step.action.is_change and (session := session or self._session(step.key)) is not None:
            self._report.tell(step.action, (session,), mark)

    def _mark(self, step: Step) -> Mark:
        """How it is kept, on the side that a step goes by or takes it off."""
        if step.action in {Action.ADD_THERE, Action.REMOVE_HERE}:
            return self._here.mark(step.key)
        is_new_entry = step.action is Action.ADD_HERE and step.key not in self._here.sessions
        return Mark.OWN if is_new_entry else self._there.mark(step.key)

    def _level(self, key: str, *, is_adopted: bool) -> None:
        """Bring level how a session that both sides have is kept, and what is said of it."""
        mark = self._there.later_mark(key)
        if mark in {Mark.STAR, Mark.BACKUP}:
            if not self._is_dry_run:
                self._here.keep(key, mark, self._there.marked_at(key))
            self._report.tell(Action.ADD_HERE, (self._here.sessions[key],), mark)
        elif self._there.is_updated(key, is_adopted=is_adopted, is_dry_run=self._is_dry_run):
            self._report.say(UPDATED, THERE, (self._here.sessions[key],))
        if self._here.mark(key) is Mark.OWN:
            self._level_own(key)

    def _level_own(self, key: str) -> None:
        """Follow what was changed of an entry of my own in the calendar, unless it was changed here since."""
        before = self._here.sessions[key]
        session = self._there.session(key, self._here.agenda.zone, before)
        if session is None or session == before:
            return
        if not self._is_dry_run:
            self._here.keep_own(session, self._there.marked_at(key))
        self._report.say(UPDATED, HERE, (self._here.sessions[key],))

    def _session(self, key: str) -> Session | None:
        """What is known of a session, here or else there."""
        return self._here.sessions.get(key) or self._there.session(key, self._here.agenda.zone)

    def _order(self, step: Step) -> tuple[bool, str, str]:
        session = self._session(step.key)
        return session is None, "" if session is None else session.start.isoformat(), step.key
