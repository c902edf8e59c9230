"""What only schedules in XML have: dialects of elements, encodings, and documents that are none."""

import codecs
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scale_tui.domain.agenda import Role, Session, Speaker
from scale_tui.domain.errors import UnreadableAgenda
from scale_tui.sources.detect import read_agenda
from scale_tui.sources.frab_xml import read_frab_xml
from scale_tui.sources.reading import Reading
from schedules import event, in_xml

EVENT = (
    "<event id='7'><date>2024-05-04T10:00:00+02:00</date><start>10:00</start><duration>00:30</duration>"
    "<room>Hall</room><title>Café Übung</title></event>"
)
CONFERENCE = "<conference><title>Test</title><time_zone_name>Europe/Berlin</time_zone_name></conference>"


def document(inner: str = EVENT, conference: str = CONFERENCE) -> str:
    return f"<schedule>{conference}<day date='2024-05-04'><room name='Hall'>{inner}</room></day></schedule>"


def with_field(field: str) -> str:
    return document(EVENT.replace("</event>", f"{field}</event>"))


def read(text: str | bytes) -> Reading:
    return read_agenda(text.encode() if isinstance(text, str) else text, "test")


def only(text: str | bytes) -> Session:
    (session,) = read(text).agenda.sessions
    return session


def complaint(read: Callable[[bytes], Reading], data: bytes) -> str:
    """What the reader says of it; nothing where it reads it."""
    try:
        read(data)
    except UnreadableAgenda as error:
        return str(error)
    return ""


def is_one_short_line(text: str) -> bool:
    return len(text) <= 240 and "\n" not in text


def refusal(text: str | bytes) -> str:
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(UnreadableAgenda) as caught:
        read_agenda(data, "test")
    return str(caught.value)


def test_events_may_stand_right_below_their_day():
    assert only(f"<schedule>{CONFERENCE}<day date='2024-05-04'>{EVENT}</day></schedule>").room == "Hall"


def test_days_may_stand_inside_of_the_conference():
    inside = document("").replace("</conference>", f"<day date='2024-05-04'>{EVENT}</day></conference>")
    assert only(inside).id == "7"


def test_a_day_has_its_date_also_from_its_start():
    nowhere = EVENT.replace("<date>2024-05-04T10:00:00+02:00</date>", "")
    text = document(nowhere).replace("date='2024-05-04'", "start='2024-05-06T09:00:00+02:00'")
    assert only(text).day.isoformat() == "2024-05-06"


def test_of_a_repeated_element_the_first_that_is_not_empty_counts():
    assert (
        only(with_field("<abstract/><abstract>Text.</abstract><abstract>More.</abstract>")).abstract
        == "Text."
    )


@pytest.mark.parametrize(
    "persons",
    [
        "<person id='1'>Ada</person>",
        "<person id='1'>\n  Ada\n</person>",
        "<person id='1'><full_public_name>Ada</full_public_name><url>https://a.example</url></person>",
        "<person><name>Ada</name></person>",
        "<person name='Ada'/>",
        "<person>Ada</person><person/><person> </person><other>Eve</other>",
        "Ada",
        "among <person>Ada</person> words",
    ],
)
def test_people_are_text_or_children_or_attributes(persons):
    assert only(with_field(f"<persons>{persons}</persons>")).speakers == (Speaker("Ada"),)


def test_people_have_roles_and_may_be_in_two_lists():
    field = "<persons><person role='moderator'>Ada</person></persons><persons><person>Eve</person></persons>"
    assert only(with_field(field)).speakers == (Speaker("Ada", None, Role.MODERATOR), Speaker("Eve"))


def test_a_directory_of_people_beside_the_days_is_not_of_a_session():
    text = document().replace("<day ", "<persons><person id='1'>Ada</person></persons><day ")
    assert only(text).speakers == ()


def test_a_link_may_have_its_address_as_its_text():
    links = "<links><link>https://a.example/</link><link href=''>https://b.example/</link></links>"
    assert [(link.url, link.title) for link in only(with_field(links)).links] == [
        ("https://a.example/", None),
        ("https://b.example/", None),
    ]


def test_elements_of_html_among_a_text_are_read_as_html():
    field = (
        "<description>One &lt;b&gt; &amp; two<br/>Three <a href='https://a.example/'>there</a></description>"
    )
    assert only(with_field(field)).abstract == "One <b> & two\nThree there (https://a.example/)"


def test_html_that_is_escaped_or_in_cdata_is_read_as_html():
    for text in (
        "&lt;p&gt;One&lt;/p&gt;&lt;p&gt;R&amp;amp;D&lt;/p&gt;",
        "<![CDATA[<p>One</p><p>R&amp;D</p>]]>",
    ):
        assert only(with_field(f"<abstract>{text}</abstract>")).abstract == "One\n\nR&D"


def test_the_address_of_the_conference_may_stand_beside_it():
    text = document().replace("<day ", "<base_url>https://conf.example/</base_url><day ", 1)
    assert read(text).agenda.url == "https://conf.example/"


def test_a_namespace_on_the_root_does_no_harm():
    assert only(document().replace("<schedule>", "<schedule xmlns='urn:x' xmlns:xsi='urn:y'>")).id == "7"


def test_a_conference_without_sessions_is_an_agenda_without_sessions():
    for text in (document(""), f"<schedule>{CONFERENCE}</schedule>"):
        reading = read(text)
        assert reading.agenda.sessions == ()
        assert reading.notes == ("the schedule has no sessions yet",)


@pytest.mark.parametrize(
    "data",
    [
        document().encode(),
        b"\n\n" + document().encode(),
        codecs.BOM_UTF8 + document().encode(),
        codecs.BOM_UTF8 + b"\n" + document().encode(),
        codecs.BOM_UTF16_LE + document().encode("utf-16-le"),
        codecs.BOM_UTF16_BE + document().encode("utf-16-be"),
        codecs.BOM_UTF32_LE + document().encode("utf-32-le"),
        document().encode("utf-16-le"),
        document().encode("utf-16-be"),
        b"<?xml version='1.0' encoding='ISO-8859-1'?>" + document().encode("latin-1"),
        b'<?xml version="1.0" encoding="windows-1252"?>' + document().encode("cp1252"),
        b"<?xml version='1.0' encoding='koi8-r'?>"
        + document().replace("Café Übung", "Cafe").encode("koi8-r"),
        b"<?xml version='1.0' encoding='UTF-16'?>" + document().replace("Café Übung", "Cafe").encode(),
        b"<?xml version='1.0'?><!-- <html> --><!DOCTYPE schedule><?pi <html>?>" + document().encode(),
        b"<!DOCTYPE schedule [<!ELEMENT schedule ANY>]>" + document().encode(),
        b"<!DOCTYPE schedule SYSTEM 'http://nowhere.invalid/x.dtd'>" + document().encode(),
    ],
)
def test_every_encoding_that_says_so_is_read_and_a_doctype_does_no_harm(data):
    reading = read(data)
    assert reading.agenda.sessions[0].title in ("Café Übung", "Cafe")
    assert reading.notes == ()


def test_utf_8_that_says_to_be_something_else_is_read_as_utf_8_with_a_note():
    reading = read(b"<?xml version='1.0' encoding='ISO-8859-1'?>" + document().encode())
    assert reading.agenda.sessions[0].title == "Café Übung"
    assert reading.notes == ("it says that it is iso-8859-1, but is UTF-8",)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            document().encode("latin-1"),
            "test, line 1: is not the UTF-8 that it should be; save it anew as UTF-8",
        ),
        (
            b"<?xml version='1.0' encoding='x-klingon'?>" + document().encode(),
            "test, line 1: is in an encoding that is not known here; expected UTF-8",
        ),
        (
            b"<?xml version='1.0' encoding='unicode_escape'?>" + document().encode(),
            "test, line 1: is in an encoding that is not known here; expected UTF-8",
        ),
        (b"<?xml version='1.0' encoding='zlib'?>" + document().encode(), "test, line 1: is in an encoding"),
        (document()[:-20].encode(), "test, line 1: is not well-formed XML: unclosed token"),
        (document()[:-1].encode(), "test, line 1: is not well-formed XML: unclosed token"),
        (
            document().replace("</title>", "", 1).encode(),
            "test, line 1: is not well-formed XML: mismatched tag",
        ),
        (document().encode() + b"\nx", "test, line 2: is not well-formed XML: junk after document element"),
        (b"\n\n\n" + document().encode() + b"x", "test, line 4: is not well-formed XML: junk"),
        (document("&nbsp;").encode(), "test, line 1: is not well-formed XML: undefined entity"),
        (b"<rss><channel/></rss>", "test: is XML but no schedule; expected the root element <schedule>"),
        (b"<schedule/>", "test: expected <conference> and <day> in <schedule>, found neither"),
        (
            b"<schedule><day date='2014-07-21'><entry id='1'/></day></schedule>",
            "test: is of another kind: its days hold no <room> and no <event>",
        ),
        (b"<html><body>Not found<br></body></html>", "test: is an HTML page"),
        (b"<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC 'x'><html xmlns='y'/>", "test: is an HTML page"),
        (b"<", "test, line 1: is not well-formed XML: unclosed token"),
    ],
)
def test_what_is_no_schedule_is_refused_with_what_it_is(data, expected):
    assert refusal(data).startswith(expected)


@pytest.mark.parametrize(
    "declaration",
    [
        "<!ENTITY a 'x'>",
        "<!ENTITY % a 'x'>",
        "<!ENTITY a SYSTEM 'file:///etc/passwd'>",
        "<!ENTITY a PUBLIC 'x' 'http://nowhere.invalid/'>",
        "<!ENTITY % a SYSTEM 'http://nowhere.invalid/'> %a;",
    ],
)
def test_a_declared_entity_is_refused_whether_used_or_not(declaration):
    text = f"<!DOCTYPE schedule [\n{declaration}]>{document()}"
    assert refusal(text) == "test, line 2: declares an entity, which no schedule needs and which can do harm"


def test_words_of_an_entity_are_no_entity():
    title = "<![CDATA[What <!ENTITY x SYSTEM 'file:///etc/passwd'> does]]>"
    assert only(with_field(f"<subtitle>{title}</subtitle>")).subtitle.startswith("What <!ENTITY")


def test_nesting_and_number_of_elements_are_bounded():
    deep = with_field("<description>" + "<i>" * 59 + "x" + "</i>" * 59 + "</description>")
    assert only(deep).abstract == "x"
    deeper = with_field("<description>" + "<i>" * 60 + "x" + "</i>" * 60 + "</description>")
    assert refusal(deeper) == "test, line 1: expected elements nested at most 64 deep"
    assert refusal(document("<a/>" * 250_001)).endswith("expected at most 250,000 elements")
    assert refusal(document("<event/>" * 50_001)) == "test: expected at most 50,000 sessions"


@given(st.binary(max_size=200))
def test_whatever_the_bytes_are_they_are_read_or_refused(data):
    for whole in (data, b"<schedule>" + data, b"<?xml" + data, in_xml(event()).replace(b"A talk", data)):
        assert is_one_short_line(complaint(read_frab_xml, whole))


@given(st.data())
def test_a_schedule_with_any_damage_is_read_or_refused(data):
    whole = bytearray(in_xml(event(persons=["Ada"], abstract="<p>x</p>", links=[("https://a.example", "x")])))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(whole) - 1))
        whole[place : place + data.draw(st.integers(0, 12))] = data.draw(st.binary(max_size=6))
    assert is_one_short_line(complaint(read, bytes(whole)))
