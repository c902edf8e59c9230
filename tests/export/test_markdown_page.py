"""Markdown: what it shows once rendered, and that nothing of strangers is markup there."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from builders import NEXT_DAY, agenda, session, speaker
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.export.markdown_page import markdown_page, plain, quoted

BO = speaker("Bo Berg", "Acme")
FIRST = session("09:00", 60, "First talk", room="Hall 1", url="https://example.org/1", speakers=(BO,))
SECOND = session("09:30", 60, "Second talk", subtitle="Even better")
THIRD = session("10:00", 30, "Third talk", day=NEXT_DAY)
CONF = agenda(FIRST, SECOND, THIRD, venue="Santa Clara", title="Test Conf 2024")
# GitHub's: tables, struck-through text and bare addresses too.
RENDERER = MarkdownIt("gfm-like")
MARKUP = (
    "# heading", "heading #", "heading ##", "=====", "-----", "- item", "+ item", "* item", "1. item",
    "12) item", "> quote", "    code", "```", "~~~", "`code`", "**bold**", "__bold__", "*a*", "_a_",
    "~~gone~~", "a\\", "[text](https://evil.example)", "![image](https://evil.example/x.png)",
    "<https://evil.example>", "https://evil.example/a", "www.evil.example", "HTTP://evil.example",
    "<script>alert(1)</script>", "<!-- x", "</b>", "&amp; &lt;b&gt; &#35; &", "a | b | c", "|---|---|",
    "[ref]: https://evil.example", "[^1]", "***", "$x$", "\\*a\\*", "line\nbreak\n\n# heading",
    "tab\tand\r\nline", "- [ ] task", "C#", "C ##", "Q&A", "snake_case_name", "!", "\\",
)  # fmt: skip


def page(schedule: PersonalSchedule) -> str:
    return markdown_page(CONF, schedule, CONF.sessions)


def test_my_schedule_by_day_with_clashes_named() -> None:
    schedule = PersonalSchedule(
        stars=frozenset({"first-talk", "second-talk"}),
        backups=frozenset({"third-talk"}),
        notes={"second-talk": "Was *great*\n\nAsk for slides"},
    )
    assert (
        page(schedule)
        == """\
# Test Conf 2024

Santa Clara · 11–12 Sep 2024 · times in PDT

My schedule: 2 talks, 2 h, 1 clash, 1 second choice

## Wed 11 Sep 2024

### 09:00–10:00 First talk

With Bo Berg · Acme{br}
Room: Hall 1{br}
<https://example.org/1>{br}
Clashes 30 min with Second talk

### 09:30–10:30 Second talk

Even better{br}
Clashes 30 min with First talk

> Was *great*
>
> Ask for slides

## Thu 12 Sep 2024

### 10:00–10:30 Third talk

Second choice
""".format(br="  ")
    )


def test_in_the_whole_agenda_my_stars_are_told() -> None:
    text = page(PersonalSchedule(stars=frozenset({"second-talk"})))
    assert text.count("Starred") == 1
    assert "Starred  \nEven better" in text


def test_an_empty_schedule_says_so() -> None:
    assert markdown_page(CONF, PersonalSchedule(), ()) == (
        "# Test Conf 2024\n\nSanta Clara · 11–12 Sep 2024\n\nNothing in my schedule yet.\n"
    )


def test_what_is_off_gone_or_my_own_is_told() -> None:
    off = replace(THIRD, is_cancelled=True)
    lunch = session("12:30", 30, "Lunch with Ada", id="own-1")
    schedule = PersonalSchedule(stars=frozenset({"third-talk", "gone"}), own=(lunch,), gone=(SECOND,))
    text = markdown_page(agenda(off), schedule, (SECOND, lunch, off))
    assert "### 09:30–10:30 Second talk\n\n**No longer in the agenda**  \nEven better" in text
    assert "### 12:30–13:00 Lunch with Ada\n\nMy own\n" in text
    assert "### 10:00–10:30 Third talk\n\n**Cancelled**\n" in text


def inline(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield from token.children or ()


def shown(text: str) -> tuple[str, set[str]]:
    """What a page with this text as its only paragraph shows, and what is markup in it."""
    tokens = RENDERER.parse(text)
    children = list(inline(tokens))
    kinds = {token.type for token in (*tokens, *children)}
    return "".join(token.content for token in children), kinds - {
        "paragraph_open",
        "paragraph_close",
        "inline",
    }


@pytest.mark.parametrize("text", MARKUP)
def test_nothing_of_strangers_is_markup(text: str) -> None:
    line = " ".join(text.split())
    for where in (plain(text), f"{plain(text)}  \n{plain(text)}", f"Room: {plain(text)}"):
        told, kinds = shown(where)
        assert kinds <= {"text", "hardbreak", "text_special"}, where
        assert told in {line, line * 2, f"Room: {line}"}
    heading = RENDERER.parse(f"### 09:00–10:00 {plain(text)}\n")
    assert [token.type for token in heading] == ["heading_open", "inline", "heading_close"]
    assert "".join(token.content for token in inline(heading)) == f"09:00–10:00 {line}"
    assert {token.type for token in inline(heading)} <= {"text", "text_special"}


@settings(deadline=None)
@given(st.text(st.sampled_from("#*_-+=[]()<>&;|~`!\\ .:/0123abwAW$^\"'{}\n\t@"), max_size=25))
def test_any_text_shows_as_it_is(text: str) -> None:
    line = " ".join(text.split())
    told, kinds = shown(f"Room: {plain(text)}")
    assert told == f"Room: {line}".strip()
    # A mail address alone may be one: it is nobody's markup.
    assert kinds <= ({"text", "text_special"} | ({"link_open", "link_close"} if "@" in text else set()))
    told, kinds = shown(plain(text))
    assert told == line
    assert "@" in text or kinds <= {"text", "text_special"}


@settings(deadline=None)
@given(st.text(max_size=80))
def test_a_note_stays_inside_of_its_quote(note: str) -> None:
    tokens = RENDERER.parse(f"before\n\n{quoted(note)}\n\n## after\n")
    outer = [token.type for token in tokens if token.level == 0 and token.type != "inline"]
    quote = ["blockquote_open", "blockquote_close"]
    assert outer == ["paragraph_open", "paragraph_close", *quote, "heading_open", "heading_close"]
    assert "\x1b" not in quoted(note)


def test_an_address_is_one_whatever_is_in_it() -> None:
    bad = session("09:00", url="https://example.org/a> **b**\n# c `d`")
    text = markdown_page(agenda(bad), PersonalSchedule(), (bad,))
    assert "<https://example.org/a%3E%20**b**#%20c%20%60d%60>" in text
    assert sum(token.type == "link_open" for token in inline(RENDERER.parse(text))) == 1


def test_only_web_and_mail_addresses_are_written() -> None:
    bad = session("09:00", url="javascript:alert(1)")
    assert "javascript" not in markdown_page(agenda(bad), PersonalSchedule(), (bad,))
