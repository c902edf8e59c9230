"""What a schedule says of an event: the same in XML and in JSON."""

from datetime import UTC, date, datetime

import pytest

from scale_tui.domain.agenda import Kind, Link, Role, Session, Speaker
from scale_tui.sources import frab_event
from scale_tui.sources.addresses import address, web_address
from scale_tui.sources.detect import read_agenda
from scale_tui.sources.kinds import is_cancelled, kind_of
from scale_tui.sources.reading import Reading
from schedules import BOTH, CONFERENCE, event


@pytest.fixture(params=BOTH, ids=["xml", "json"])
def read(request):
    """Reads a schedule written in either dialect."""

    def reading(*events, title=None, **around) -> Reading:
        return read_agenda(request.param(*events, **around), "test", title=title)

    return reading


def only(reading: Reading) -> Session:
    (session,) = reading.agenda.sessions
    return session


def ids(reading: Reading) -> list[str]:
    return [session.id for session in reading.agenda.sessions]


def test_an_event_becomes_a_session_with_all_that_it_says(read):
    reading = read(
        event(
            id="7",
            guid="2d4e0d3c-0000-4000-8000-000000000001",
            title="Networks",
            subtitle="at scale",
            track="Net",
            language="en",
            abstract="Short.",
            description="Long.",
            persons=["Ada Lovelace", "Grace Hopper"],
            url="https://conf.example/7",
            links=[("https://a.example/", "Slides")],
            attachments=[("https://a.example/paper.pdf", "Paper")],
        )
    )
    assert only(reading) == Session(
        id="2d4e0d3c-0000-4000-8000-000000000001",
        title="Networks",
        start=datetime(2024, 5, 4, 8, tzinfo=UTC),
        end=datetime(2024, 5, 4, 8, 30, tzinfo=UTC),
        day=date(2024, 5, 4),
        speakers=(Speaker("Ada Lovelace"), Speaker("Grace Hopper")),
        abstract="Short.\n\nLong.",
        subtitle="at scale",
        room="Hall",
        track="Net",
        language="en",
        url="https://conf.example/7",
        links=(Link("https://a.example/", "Slides"), Link("https://a.example/paper.pdf", "Paper")),
        guid="2d4e0d3c-0000-4000-8000-000000000001",
    )
    assert reading.notes == ()


def test_what_is_empty_is_absent(read):
    empty = dict.fromkeys(("subtitle", "track", "language", "abstract", "description", "guid", "url"), " ")
    session = only(read(event(**empty, persons=[""], links=[("", "")])))
    assert (session.subtitle, session.track, session.language, session.abstract) == (None,) * 4
    assert (session.url, session.links, session.speakers, session.guid) == (None, (), (), None)


def test_a_conference_is_told_by_its_fields(read):
    about = CONFERENCE | {"venue": "ULB", "city": "Brussels", "base_url": "https://conf.example/"}
    agenda = read(event(), conference=about).agenda
    assert (agenda.name, agenda.title, agenda.acronym) == ("tc24", "Test Conf", "tc24")
    assert (agenda.venue, agenda.url) == ("ULB, Brussels", "https://conf.example/")


@pytest.mark.parametrize(
    ("conference", "name", "title"),
    [
        ({"title": "Café Conf"}, "cafe-conf", "Café Conf"),
        ({"acronym": "cc"}, "cc", "cc"),
        ({"title": "Conf", "acronym": "???"}, "conference", "Conf"),
        ({}, "schedule-of-2024-05-04", "Schedule of 2024-05-04"),
    ],
)
def test_a_conference_is_named_for_its_acronym_or_its_title(read, conference, name, title):
    agenda = read(event(), conference={"time_zone_name": "UTC"} | conference).agenda
    assert (agenda.name, agenda.title) == (name, title)


def test_the_title_that_was_asked_for_wins(read):
    agenda = read(event(), title="Mine").agenda
    assert (agenda.name, agenda.title, agenda.acronym) == ("mine", "Mine", "tc24")


def test_only_an_address_of_the_web_is_where_a_conference_is(read):
    about = CONFERENCE | {"base_url": "javascript:alert(1)", "url": "https://conf.example/"}
    assert read(event(), conference=about).agenda.url == "https://conf.example/"
    assert read(event(), conference=CONFERENCE | {"base_url": "mailto:a@b.example"}).agenda.url is None


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"guid": "g", "code": "C", "slug": "s", "id": "7"}, "g"),
        ({"code": "C", "slug": "s", "id": "7"}, "C"),
        ({"slug": "keynotes_welcome", "id": "7"}, "keynotes_welcome"),
        # Put together from what may change, as frab's slugs are.
        ({"slug": "tc24_-_4711_-_en_-_hall_-_201412271100_-_talk", "id": "4711"}, "4711"),
        ({"slug": "s" * 61, "id": "7"}, "7"),
        ({"id": "7"}, "7"),
        ({}, "20240504-1000-a-talk"),
        ({"guid": "../../x <y>"}, "..-..-x-y"),
    ],
)
def test_an_event_is_known_by_its_guid_else_its_code_or_slug_else_its_id_else_its_start_and_title(
    read, given, expected
):
    assert ids(read(event(**given))) == [expected]


def test_events_that_share_an_id_are_numbered_in_time_order_wherever_they_stand(read):
    late, early = (
        event(guid="g", title="Late", date="2024-05-04T15:00:00+02:00"),
        event(guid="g", title="Early"),
    )
    for events in ((late, early), (early, late)):
        sessions = read(*events).agenda.sessions
        assert [(s.id, s.title) for s in sessions] == [("g", "Early"), ("g-2", "Late")]


def test_a_session_without_a_title_gets_one_and_a_note(read):
    reading = read(event(title=" ", id="7"))
    assert only(reading).title == "Untitled session"
    assert reading.notes == ("event 7 has no title, so it is called “Untitled session”",)


def test_everything_is_cleaned(read):
    reading = read(
        event(
            title="A\u202e talk\u0085", abstract="x\u200by", persons=["Ada\u00a0 L\u2066"], room="R\u00ad1"
        ),
        conference=CONFERENCE | {"title": "Conf\u202e", "venue": "V\u200b"},
    )
    session = only(reading)
    assert (session.title, session.abstract, session.room) == ("A talk", "xy", "R1")
    assert session.speakers == (Speaker("Ada L"),)
    assert (reading.agenda.title, reading.agenda.venue) == ("Conf", "V")


def test_what_is_escaped_twice_is_read(read):
    session = only(
        read(event(title="R&amp;D isn&#x27;t &lt;b&gt;", persons=["O&#39;Brien"], room="A &amp; B"))
    )
    assert (session.title, session.room) == ("R&D isn't <b>", "A & B")
    assert session.speakers == (Speaker("O'Brien"),)


def test_a_person_who_is_named_twice_is_one(read):
    assert only(read(event(persons=["Ada", " Ada ", "Grace"]))).speakers == (Speaker("Ada"), Speaker("Grace"))


@pytest.mark.parametrize(
    ("abstract", "description", "expected"),
    [
        ("Short.", "", "Short."),
        ("", "Long.", "Long."),
        ("Same text.", "Same\n text.", "Same\ntext."),
        ("Begins.", "Begins. And goes on.", "Begins. And goes on."),
        ("All of it, and more.", "All of it", "All of it, and more."),
        ("One.", "Two.", "One.\n\nTwo."),
    ],
)
def test_abstract_and_description_are_joined_without_repeating(read, abstract, description, expected):
    assert only(read(event(abstract=abstract, description=description))).abstract == expected


def test_links_that_are_not_safe_to_open_are_left_out_with_a_note(read):
    links = [("javascript:alert(1)", "x"), ("https://a.example/", ""), ("file:///etc/passwd", "y")]
    reading = read(event(links=links, url="ftp://a.example/"))
    assert only(reading).links == (Link("https://a.example/"),)
    assert only(reading).url is None
    assert reading.notes == (
        "2 of the links of “A talk” are left out, no address of the web or of mail",
        "the address of “A talk” is left out, no address of the web or of mail",
    )


def test_paths_are_below_the_address_of_the_conference(read):
    about = CONFERENCE | {"base_url": "https://conf.example/2024/"}
    session = only(
        read(
            event(url="/talks/7", attachments=[("files/a.pdf", "A"), ("/b.pdf", "B")]),
            conference=about,
        )
    )
    assert session.url == "https://conf.example/talks/7"
    assert [link.url for link in session.links] == [
        "https://conf.example/2024/files/a.pdf",
        "https://conf.example/b.pdf",
    ]


def test_wafer_has_other_fields_for_the_address(read):
    fields = {"conf_url": "/talks/7/", "full_conf_url": "https://conf.example/talks/7/"}
    assert only(read(event(**fields))).url == "https://conf.example/talks/7/"
    about = CONFERENCE | {"base_url": "https://conf.example/"}
    assert only(read(event(conf_url="/talks/8/"), conference=about)).url == "https://conf.example/talks/8/"


def test_a_recording_is_a_link(read):
    session = only(read(event(video_download_url="https://media.example/7.mp4")))
    assert session.links == (Link("https://media.example/7.mp4", "Recording"),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://a.example/x?y=1#z", "https://a.example/x?y=1#z"),
        ("HTTP://a.example", "HTTP://a.example"),
        ("  https://a.example/a b ", "https://a.example/a%20b"),
        ("//a.example/x", "https://a.example/x"),
        ("www.a.example/x", "https://www.a.example/x"),
        ("mailto:ada@a.example", "mailto:ada@a.example"),
        ("https://a.example/é?ü=ö", "https://a.example/%C3%A9?%C3%BC=%C3%B6"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        # No bidi controls, no characters that look like others.
        ("https://a.example/\u202eexe.x", "https://a.example/exe.x"),
    ],
)
def test_an_address_of_the_web_or_of_mail_is_kept_in_ascii(text, expected):
    assert address(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "javascript:alert(1)",
        "JaVaScRiPt://a.example/%0aalert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "vbscript:x",
        "ftp://a.example",
        "https://",
        "https:///x",
        'https://a.example/"onclick=',
        "https://a.example/<b>",
        "mailto:",
        "mailto:ada",
        "https://" + "a" * 2000,
        "https://é" + "a" * 70 + ".example",
        "/only/a/path",
        "ada@a.example",
    ],
)
def test_any_other_address_is_none(text):
    assert address(text) is None


def test_below_an_address_only_paths_are_completed():
    base = "https://conf.example/2024/"
    assert address("a/b.pdf", base) == "https://conf.example/2024/a/b.pdf"
    assert address("/a/b", base) == "https://conf.example/a/b"
    assert address("javascript:x/y", base) is None
    assert address("no address at all", base) is None
    assert address("a/b", "https://[") is None
    assert web_address("mailto:ada@a.example") is None


@pytest.mark.parametrize(
    "title",
    [
        "CANCELLED",
        "Cancelled",
        "CANCELLED: Cockpit: Discoverable Linux Servers",
        "Canceled: why",
        "[CANCELLED] Up up and away!",
        "(Canceled) X",
        "*** CANCELLED *** X",
        "CANCELLED gopy: extend CPython with Go",
        "CANCELLED - Pizzas",
        "Cancelled – Pizzas",
        "Cancelled! Pizzas",
        "Chinas social credit system ! CANCELLED !",
        "Pizzas (cancelled)",
        "Pizzas [CANCELED due to illness]",
        "Pizzas (sorry, cancelled)",
        "Pizzas - cancelled",
        "Pizzas — CANCELLED due to illness",
        "Pizzas CANCELLED",
        "Talk cancelled: Pizzas",
        "FÄLLT AUS",
        "Fällt leider aus: Pizza",
        "Abgesagt: Pizza",
        "Pizza (abgesagt)",
        "Leider abgesagt: Pizza",
        "Entfällt – Pizza",
        "[Annulé] Pizza",
        "CANCELADO: Pizza",
    ],
)
def test_a_title_that_says_so_is_of_a_cancelled_session(title, read):
    assert is_cancelled(title)
    assert only(read(event(title=title))).is_cancelled


@pytest.mark.parametrize(
    "title",
    [
        "Cancelling POSIX syscalls in Managarm",
        "Cancelled dreams",
        "Cancelled-context propagation",
        "How I got cancelled",
        "Is your project cancelled?",
        "Cancel culture: a talk",
        "Noise cancellation",
        "Not cancelled: the conference goes on",
        "Pizzas (not cancelled)",
        "Wer fällt aus dem Rahmen?",
        "When a session is cancelled in OpenID Connect",
        "A talk",
        "",
        "CANCELLED: " + "x" * 400,
    ],
)
def test_a_title_that_is_about_it_is_of_a_session_as_any(title):
    assert not is_cancelled(title)


def test_a_status_may_say_so_too(read):
    assert only(read(event(status="canceled"))).is_cancelled
    assert not only(read(event(status="confirmed"))).is_cancelled


@pytest.mark.parametrize(
    ("title", "type_", "expected"),
    [
        ("Lunch", "talk", Kind.MEAL),
        ("Mittagspause", "other", Kind.MEAL),
        ("Kaffeepause", "", Kind.BREAK),
        ("Pause", "", Kind.BREAK),
        ("Frühstück", "", Kind.MEAL),
        ("Hallway time", "break", Kind.BREAK),
        ("At the lake", "social_event", Kind.TALK),
        ("At the lake", "Dinner", Kind.MEAL),
        ("Opening", "talk", Kind.REMARKS),
        ("Networks", "lecture", Kind.TALK),
        ("Networks", "workshop", Kind.TALK),
    ],
)
def test_a_title_tells_the_kind_and_a_type_may_make_a_pause_of_it(read, title, type_, expected):
    assert only(read(event(title=title, type=type_))).kind is expected


def test_a_pause_that_means_something_else_is_none():
    assert kind_of("Why systems pause", has_speakers=False, has_abstract=False) is Kind.TALK


def test_people_are_read_in_every_shape_that_json_has():
    def speakers(persons):
        return [(s.name, s.role) for s in frab_event.speakers({"persons": persons})]

    ada = ("Ada", Role.SPEAKER)
    assert speakers(["Ada"]) == [ada]
    assert speakers("Ada") == [ada]
    for key in ("public_name", "full_public_name", "name", "display_name"):
        assert speakers([{"id": 1, key: "Ada"}]) == [ada]
        assert speakers({key: "Ada"}) == [ada]
    assert speakers([{"public_name": "", "name": "Ada"}]) == [ada]
    assert speakers({"1": {"name": "Ada"}, "2": "Grace"}) == [ada, ("Grace", Role.SPEAKER)]
    assert speakers([{"name": "Ada", "role": "Moderator"}]) == [("Ada", Role.MODERATOR)]
    for nothing in (None, [], {}, [None, 5.5, [], {}, {"id": 3}, True], 7.0, ""):
        assert [name for name, _ in speakers(nothing) if not name.replace(".", "").isdigit()] == []


def test_links_are_read_in_every_shape_that_json_has():
    def links(*given):
        return frab_event.links({"links": list(given)}, None)[0]

    url = "https://a.example/"
    assert links(url) == links({"url": url}) == links({"href": url}) == links({"link": url}) == (Link(url),)
    assert links({"url": url, "title": url}, {"url": url, "title": "Later"}) == (Link(url),)
    assert links({"title": url}) == (Link(url),)
    assert links(None, 5, [], {}) == ()
    assert frab_event.links({"links": {"url": url}}, None) == ((), 0)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("x", "x"),
        (5, "5"),
        (None, ""),
        (True, ""),
        (float("inf"), ""),
        (float("nan"), ""),
        ([], ""),
        ({"de": "Eins", "en": "One"}, "One"),
        ({"de": "Eins"}, "Eins"),
        ({"name": "Saal", "slug": "saal", "en": "Hall"}, "Saal"),
        ({"slug": "saal"}, "saal"),
        ({"name": None, "x": 5}, ""),
    ],
)
def test_a_field_of_any_shape_has_some_text(value, expected):
    assert frab_event.text(value) == expected
