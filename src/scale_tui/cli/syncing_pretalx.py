"""``sync pretalx``: the stars of a conference and its favourites at the pretalx that it is from."""

import hashlib
import os
import time
from collections.abc import Mapping
from datetime import datetime

from scale_tui.cli.arguments import Arguments
from scale_tui.cli.clock import now_at_conference
from scale_tui.cli.complaints import complain
from scale_tui.cli.conference import Found, conferences, find_conference
from scale_tui.cli.exit_codes import ExitCode
from scale_tui.cli.output import Output
from scale_tui.cli.settings import settings
from scale_tui.cli.situation import personal_store
from scale_tui.cli.sync_report import SyncReport
from scale_tui.domain.agenda import Session
from scale_tui.domain.marks import Mark, put, take_off
from scale_tui.domain.wording import counted
from scale_tui.sources.fetch_connection import unwatched
from scale_tui.sources.fetch_failures import failure
from scale_tui.storage.config import Config
from scale_tui.storage.personal import PersonalStore
from scale_tui.sync.credentials import Places, Secret, find_secret
from scale_tui.sync.merging import Action, Known, NotAccepted, carry_out, plan
from scale_tui.sync.pretalx import Favourites
from scale_tui.sync.pretalx_event import EventAddress, find_event, talks_of
from scale_tui.sync.web import check_address
from scale_tui.values import dataclass

URL_VARIABLE = "SCALE_TUI_PRETALX_URL"
TOKEN_VARIABLE = "SCALE_TUI_PRETALX_TOKEN"  # noqa: S105 - the name of it
COMMAND_VARIABLE = "SCALE_TUI_PRETALX_TOKEN_COMMAND"
# Among the codes, which have no small letters.
_ACCOUNT = "account"

Talks = Mapping[str, tuple[Session, ...]]


def sync_pretalx(arguments: Arguments, out: Output) -> ExitCode:
    """Bring stars and favourites level; ``UNKNOWN`` where a talk is refused there."""
    config = settings()
    found = find_conference(arguments.conference)
    now = now_at_conference(arguments.at, os.environ, found.agenda.zone)
    event = _event(found, config)
    check_address(event.url, what=str(event))
    token = find_secret(_places(event, config), os.environ)
    talks = talks_of(event, found.agenda.sessions)
    report = SyncReport(out, found.agenda, is_dry_run=arguments.is_dry_run)
    with (
        Favourites(event, token, failure=failure, pause=time.sleep, connect=unwatched) as there,
        personal_store(now, for_marking=not arguments.is_dry_run) as store,
    ):
        here = _Stars(store, found.agenda.name, f"pretalx {event.url}", talks, now)
        is_complete = _sync(here, there, _fingerprint(token), report, is_dry_run=arguments.is_dry_run)
    return ExitCode.OK if is_complete else ExitCode.UNKNOWN


def _event(found: Found, config: Config) -> EventAddress:
    chosen = os.environ.get(URL_VARIABLE, "").strip() or config.pretalx.url
    kept = () if found.kept_as is None else conferences().addresses(found.kept_as)
    return find_event(found.agenda.name, found.agenda.sessions, chosen, kept)


def _places(event: EventAddress, config: Config) -> Places:
    return Places(
        what=f"token for {event.host}",
        variable=TOKEN_VARIABLE,
        command_variable=COMMAND_VARIABLE,
        command=config.pretalx.token_command,
        command_name="token_command in [sync.pretalx]",
        account=f"pretalx@{event.host}",
    )


def _fingerprint(token: Secret) -> str:
    """What tells a token from another, and too little to make it from."""
    return hashlib.sha256(token.reveal().encode()).hexdigest()[:8]


def _sync(here: "_Stars", there: Favourites, account: str, report: SyncReport, *, is_dry_run: bool) -> bool:
    """Do what there is to do, or only tell of it; whether nothing of it was refused."""
    favourites = there.all()
    if unknown := favourites - here.talks.keys():
        number = counted(len(unknown), "favourite")
        complain(f"not in this agenda: {number} there; 'scale-tui refresh {here.conference}' may bring them")
    # Not before the token was accepted: a wrong one must not make what is remembered forgotten.
    known = here.known(account, is_kept=not is_dry_run)
    stars = here.all()
    favourites &= here.talks.keys()
    alike = len(stars & favourites)
    is_complete = True
    steps = plan(stars, favourites, known)
    for step in sorted(steps, key=lambda step: (here.talks[step.key][0].start, step.key)):
        sessions = here.talks[step.key]
        try:
            if step.action is Action.REMOVE_HERE and not there.has_talk(step.key):
                raise NotAccepted("is not in the programme any more, so its star stays")
            if not is_dry_run:
                carry_out(step, here, there, here.remember)
        except NotAccepted as refusal:
            complain(f"{sessions[0].title}: {refusal}")
            is_complete = False
            continue
        if step.action.is_change:
            report.tell(step.action, sessions)
            alike += not is_dry_run and step.action in {Action.ADD_HERE, Action.ADD_THERE}
    report.sum_up(there.name, alike=alike)
    return is_complete


@dataclass(frozen=True, slots=True)
class _Stars:
    """The stars here of one conference, by the codes of its talks, and what is remembered of them."""

    store: PersonalStore
    conference: str
    topic: str
    talks: Talks
    now: datetime

    def all(self) -> frozenset[str]:
        """The talks of which any session has a star."""
        stars = self.store.load(self.conference).stars
        return frozenset(
            code for code, sessions in self.talks.items() if any(session.id in stars for session in sessions)
        )

    def add(self, key: str) -> None:
        """Star every session of the talk."""
        settings = [setting for session in self.talks[key] for setting in put(Mark.STAR, session.id)]
        self.store.keep(self.conference, settings, at=self.now, is_undoable=False)

    def remove(self, key: str) -> None:
        """Take the star off every session of the talk."""
        settings = [setting for session in self.talks[key] for setting in take_off(Mark.STAR, session.id)]
        self.store.keep(self.conference, settings, at=self.now, is_undoable=False)

    def known(self, account: str, *, is_kept: bool) -> dict[str, Known]:
        """What is remembered of the talks; nothing, where that was of another account.

        Otherwise a token of somebody without favourites would take off every star.
        """
        remembered = self.store.remembered(self.conference, self.topic)
        before = remembered.pop(_ACCOUNT, None)
        if before not in {None, account}:
            complain("this is not the token of the last time, so nothing is taken off on either side")
        if before == account:
            words = {word.value: word for word in Known}
            kept = {code: said for code, said in remembered.items() if code in self.talks and said in words}
            return {code: words[said] for code, said in kept.items()}
        if is_kept:
            entries: dict[str, str | None] = dict.fromkeys(remembered)
            self.store.remember(self.conference, self.topic, entries | {_ACCOUNT: account}, at=self.now)
        return {}

    def remember(self, key: str, known: Known | None) -> None:
        """Remember this of a talk, or nothing any more."""
        value = None if known is None else known.value
        self.store.remember(self.conference, self.topic, {key: value}, at=self.now)
