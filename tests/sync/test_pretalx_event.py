"""Which event a conference is, found from addresses and from the pages of its sessions."""

import pytest

from builders import session
from scale_tui.domain.agenda import Session
from scale_tui.domain.errors import NotFound, UsageError
from scale_tui.sync.pretalx_event import EventAddress, event_at, find_event, talks_of

DEMOCON = EventAddress("https://pretalx.com", "democon")
EXPORT = "https://pretalx.com/democon/schedule/export/schedule.json"
PAGE = "https://pretalx.com/democon/talk/G9JGWY/"


def talk(url: str | None, title: str = "A talk") -> Session:
    return session("10:00", title=title, url=url)


@pytest.mark.parametrize(
    "address",
    [
        EXPORT,
        "https://pretalx.com/democon",
        "https://pretalx.com/democon/",
        "https://pretalx.com/democon/schedule",
        "https://pretalx.com/democon/schedule/v/0.3/",
        "https://pretalx.com/democon/schedule.ics",
        "https://pretalx.com/democon/talk/",
        PAGE + "?x#y",
        "https://pretalx.com/democon/speaker/ABCDEF/",
        "https://pretalx.com/api/events/democon/",
        "https://pretalx.com/api/events/democon/submissions/favourites/",
        "https://ada:hunter2@pretalx.com/democon/schedule/",
    ],
)
def test_the_pages_of_an_event(address: str) -> None:
    assert event_at(address) == DEMOCON


def test_where_an_event_is_kept_elsewhere() -> None:
    event = event_at("https://example.org:8443/talks/2026.1/schedule/export/schedule.xml")
    assert event == EventAddress("https://example.org:8443/talks", "2026.1")
    assert event is not None
    assert (str(event), event.host) == ("example.org:8443/talks/2026.1", "example.org:8443")
    assert event.url == "https://example.org:8443/talks/2026.1/"
    assert event.api("submissions/favourites/") == (
        "https://example.org:8443/talks/api/events/2026.1/submissions/favourites/"
    )


@pytest.mark.parametrize(
    "address",
    [
        "",
        "democon",
        "/home/ada/schedule.json",
        "https://pretalx.com/",
        "https://pretalx.com/schedule/",
        "https://example.org/a/b/c",
        "https://pretalx.com/api/events/",
        "https://pretalx.com/..%2f/schedule/",
        "https://[/democon/",
        "ftp://pretalx.com/democon/",
    ],
)
def test_what_is_no_page_of_an_event(address: str) -> None:
    event = event_at(address)
    assert event is None or not talks_of(event, [talk(PAGE)])


def test_the_code_of_a_talk_is_in_the_address_of_its_page() -> None:
    one, two = talk(PAGE, "One"), talk("https://talks.democon.example/democon/talk/abc123", "Two")
    again = talk(PAGE, "One again")
    strangers = [
        talk(None),
        talk("https://pretalx.com/othercon/talk/G9JGWY/"),
        talk("https://example.org/democon/talks/G9JGWY/"),
        talk("https://pretalx.com/democon/talk/../../x/"),
        talk("https://[/democon/talk/G9JGWY/"),
    ]
    assert talks_of(DEMOCON, [one, two, *strangers, again]) == {"G9JGWY": (one, again), "ABC123": (two,)}


def test_the_event_is_where_the_schedule_came_from() -> None:
    sessions = [talk(PAGE)]
    assert find_event("democon", sessions, None, (EXPORT, EXPORT)) == DEMOCON
    assert find_event("democon", sessions, None, ("https://pretalx.com/democon/", EXPORT)) == DEMOCON


def test_what_the_attendee_chose_wins_where_it_is_of_this_conference() -> None:
    own = "https://talks.example/democon/"
    assert str(find_event("democon", [talk(PAGE)], own, (EXPORT, EXPORT))) == "talks.example/democon"
    other = "https://pretalx.com/othercon/"
    assert find_event("democon", [talk(PAGE)], other, (EXPORT, EXPORT)) == DEMOCON


def test_a_page_elsewhere_may_lead_to_the_one_that_everybody_knows_and_to_no_other() -> None:
    sessions = [talk("https://talks.example/democon/talk/G9JGWY/")]
    led = "https://talks.example/democon/schedule/export/schedule.json"
    assert find_event("democon", sessions, None, ("https://democon.example/", EXPORT)) == DEMOCON
    with pytest.raises(UsageError, match=r"set SCALE_TUI_PRETALX_URL=https://talks.example/democon/"):
        find_event("democon", sessions, None, ("https://ada:hunter2@democon.example/", led))
    assert find_event("democon", sessions, led, ("https://democon.example/", led)).host == "talks.example"


def test_what_is_not_from_pretalx_is_said_to_be_so() -> None:
    fosdem = ("https://fosdem.org/2025/schedule/xml", "https://fosdem.org/2025/schedule/xml")
    sessions = [talk("https://fosdem.org/2025/schedule/event/fosdem-2025-1234-talk/")]
    for chosen in (None, "https://pretalx.com/democon/"):
        with pytest.raises(NotFound, match="fosdem is not from pretalx"):
            find_event("fosdem", sessions, chosen, fosdem)
    with pytest.raises(UsageError, match="give the event's address"):
        find_event("democon", [talk(PAGE)], None, ())
    with pytest.raises(UsageError, match="expected one like"):
        find_event("democon", [talk(PAGE)], "democon", ())
