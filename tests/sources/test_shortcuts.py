"""Where a reader looks first whether there is anything to do: what it finds is what the long way finds."""

import gc
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import ModuleType

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scale_tui.domain.agenda import Kind
from scale_tui.domain.errors import UnreadableAgenda
from scale_tui.sources import addresses, identity, kinds, xml_tree
from scale_tui.sources.clean import clean_line, clean_words
from scale_tui.sources.detect import read_agenda
from scale_tui.sources.reading import Notes
from scale_tui.sources.xml_tree import read_xml, text_of
from schedules import event, in_xml

NEVER, ALWAYS = re.compile("(?!)"), re.compile("")
anything = st.text(st.characters(exclude_categories=()), max_size=20)

TITLES = (
    "lunch break coffee q a q&a qa questions and answers & + / - – : ( ) opening closing welcome to remarks"
    " introduction final kick-off kickoff wrap up registration check in check-in sign badge pickup doors open"
    " arrival happy hour meet greet after party networking social the of kernel SQL quick live panel day 1"
    " not cancelled CANCELLED [cancelled] abgesagt cancelling 取消 (entfällt)"
)
titles = st.lists(st.sampled_from(TITLES.split(" ")) | anything, max_size=6).flatmap(
    lambda words: st.sampled_from(["", " "]).map(lambda gap: gap.join(words))
)
addresses_written = st.lists(
    st.sampled_from(
        ["http", "https", "mailto", "://", ":", "//", "www.", "a.example", "@", "/", "?", "#", " ", "%20"]
    )
    | st.sampled_from(["<", '"', "\\", "é", "日", "\x7f", "\u200b", "\x1b[31m"])
    | anything,
    max_size=8,
).map("".join)
ids = st.lists(st.sampled_from([*"aZ09_.:@+-é日/ \x1b\u200b", "x" * 99]), max_size=8).map("".join)


@contextmanager
def replaced(module: ModuleType, **values: object) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in values.items():
            patch.setattr(module, name, value)
        yield


KINDS = """Lunch|Coffee break|Mittagspause|Networking|Meet & greet|Meet and Greet|Happy hour|After-party|Q&A
Q & A|Live Q and A|QnA|Questions and answers|Opening|Closing remarks|Welcome|Welcoming words|Introductions
Introductory remarks|Concluding remarks|Final words|Kick-off|Kickoff|Wrap up|Wrap-up notes|Event opening
Remarks|Registration|Check-in|Check in|Checkin|Sign in|Sign-in|Badge pick-up|Doors open|Arrival|Arrivals"""


@pytest.mark.parametrize("title", re.split("[|\n]", KINDS))
def test_a_title_that_is_not_just_a_talk_has_a_hint(title: str) -> None:
    assert kinds.kind_of(title, has_speakers=False, has_abstract=False) is not Kind.TALK


@given(titles.map(clean_line), st.booleans(), st.booleans())
def test_a_title_without_a_hint_is_of_the_kind_that_all_rules_make_it(
    title: str, has_speakers: bool, has_abstract: bool
) -> None:
    with replaced(kinds, _HINT=ALWAYS, _STEM=ALWAYS):
        kind = kinds.kind_of(title, has_speakers=has_speakers, has_abstract=has_abstract)
        is_cancelled = kinds.is_cancelled(title)
    assert kinds.kind_of(title, has_speakers=has_speakers, has_abstract=has_abstract) is kind
    assert kinds.is_cancelled(title) == is_cancelled


@given(
    anything
    | st.text(st.sampled_from("a \n"))
    | st.text(st.sampled_from("a é\n\t\r\u2028\u00a0\u200b\x1b[m"))
)
def test_words_are_cleaned_as_a_line_of_them_is(text: str) -> None:
    assert clean_words(text) == clean_line(" ".join(text.split()))


@given(
    addresses_written
    | st.text(st.sampled_from('a/.?#<"\\ é\x7f\u200b\x1b'), max_size=5).map("https://a".__add__),
    st.sampled_from([None, "https://b.example/c/"]),
)
@example("https://aé", None)
@example("https://a\x7f", None)
@example("https://a/é", None)
def test_an_address_that_looks_usual_is_what_it_is_made_of(text: str, base: str | None) -> None:
    with replaced(addresses, _PLAIN=NEVER):
        found = addresses.address(text, base)
    assert addresses.address(text, base) == found


@given(ids | st.text(st.sampled_from("a-"), max_size=4), ids)
def test_an_id_that_looks_usual_is_the_key_it_is_made_into(guid: str, code: str) -> None:
    start = datetime(2024, 5, 4, 10, tzinfo=UTC)
    with replaced(identity, _SAFE=NEVER):
        key = identity.session_key(start=start, title="A", guid=guid, code=code)
    assert identity.session_key(start=start, title="A", guid=guid, code=code) == key


# XML

XML_PIECES = [
    "<a>",
    "</a>",
    "<b x='1'>",
    "</b>",
    "<c/>",
    "text",
    "&amp;",
    "é",
    " ",
    "<!-- - -->",
    "<![CDATA[<&]]>",
    "<?p?>",
]
inner = st.lists(st.sampled_from(XML_PIECES), max_size=12).map("".join)


@given(inner)
def test_a_tree_is_the_one_that_elementtree_makes(text: str) -> None:
    document = f"<r>{text}</r>".encode()
    try:
        expected = ET.fromstring(document)
    except ET.ParseError:
        with pytest.raises(UnreadableAgenda, match="not well-formed"):
            read_xml(document, source="test", notes=Notes())
        return
    found = read_xml(document, source="test", notes=Notes())
    assert ET.tostring(found) == ET.tostring(expected)
    assert text_of(found) == (found.text or "") + "".join(child.tail or "" for child in found)


@given(
    inner, st.sampled_from(["", "<a>" * 63 + "</a>" * 63, "<a>" * 64 + "</a>" * 64, "<!DOCTYPE r>", "<a>"])
)
def test_counting_before_and_after_refuses_what_watching_does(text: str, more: str) -> None:
    document = f"<r>{text}{more}</r>".encode()

    def told() -> str:
        try:
            return ET.tostring(read_xml(document, source="test", notes=Notes()), "unicode")
        except UnreadableAgenda as error:
            return str(error)

    with replaced(xml_tree, _has_few_elements=lambda _: False):
        watched = told()
    # Of a document with two faults, it is the other one that is told.
    assert told() == watched or ("not well-formed" in told() and "64 deep" in watched)


def test_brackets_that_are_no_elements_do_not_hide_elements() -> None:
    hidden = b"<r><![CDATA[" + b"</" * 300_000 + b"]]>" + b"<a/>" * 250_000 + b"</r>"
    with pytest.raises(UnreadableAgenda, match="at most 250,000 elements"):
        read_xml(hidden, source="test", notes=Notes())
    fewer = b"<r><![CDATA[" + b"<" * 300_000 + b"]]></r>"
    assert len(text_of(read_xml(fewer, source="test", notes=Notes()))) == 300_000


@given(
    st.binary(min_size=1, max_size=4),
    st.sampled_from(["{}", "<!--{}-->", "<![CDATA[{}]]>", "<?p {}?>", "<a x='{}'/>"]),
)
def test_bytes_that_are_no_utf_8_are_refused_wherever_they_are(some: bytes, place: str) -> None:
    document = f"<r>{place}</r>".encode().replace(b"{}", some)
    try:
        document.decode()
    except UnicodeDecodeError:
        with pytest.raises(UnreadableAgenda, match="is not the UTF-8"):
            read_xml(document, source="test", notes=Notes())


# Garbage


@pytest.mark.parametrize("was_enabled", [True, False])
def test_reading_leaves_the_search_for_garbage_as_it_was(was_enabled: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if was_enabled else gc.disable)()
        read_agenda(in_xml(event()), "test")
        assert gc.isenabled() is was_enabled
        with pytest.raises(UnreadableAgenda):
            read_agenda(b"<schedule>", "test")
        assert gc.isenabled() is was_enabled
    finally:
        (gc.enable if before else gc.disable)()
