"""What the bench's terminal answers."""

import pytest

from bench.answers import Answers

QUESTIONS = {
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[>0c": b"\x1b[>1;4000;0c",
    b"\x1b[6n": b"\x1b[1;1R",
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",
    b"\x1b[?u": b"\x1b[?0u",
    b"\x1b[>q": b"\x1bP>|bench\x1b\\",
    b"\x1b[14t": b"\x1b[4;800;1200t",
    b"\x1b[18t": b"\x1b[8;40;120t",
    b"\x1b]11;?\x07": b"\x1b]11;rgb:0000/0000/0000\x1b\\",
    b"\x1b]10;?\x1b\\": b"\x1b]10;rgb:ffff/ffff/ffff\x1b\\",
    b"\x1bP+q544e\x1b\\": b"\x1bP0+r\x1b\\",
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_answered_once(question: bytes) -> None:
    terminal = Answers((120, 40))
    assert terminal.to(b"text" + question + b"more") == QUESTIONS[question]
    assert terminal.to(b"\x1b[m and more") == b""


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_that_comes_in_two_parts_is_answered(question: bytes) -> None:
    for cut in range(1, len(question)):
        terminal = Answers((120, 40))
        assert terminal.to(question[:cut]) + terminal.to(question[cut:]) == QUESTIONS[question], cut


def test_what_is_no_question_is_not_answered() -> None:
    assert Answers((80, 24)).to(b"\x1b[2J\x1b[1;31mtext\x1b[?1049h\x1b[>1u\x1b]0;[c\x07") == b""


def test_questions_are_answered_in_their_order() -> None:
    assert Answers((80, 24)).to(b"\x1b[5n\x1b[?u") == b"\x1b[0n\x1b[?0u"
