"""Times searches as the app makes them: ``python -m bench.inside.searching CONFERENCE INSTANT``."""

import json
import sys
from collections.abc import Iterator
from datetime import datetime
from random import Random
from time import perf_counter

from scale_tui.cli.conference import find_agenda
from scale_tui.domain.agenda import Agenda
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.ui.finding import Finder
from scale_tui.ui.glyphs import UNICODE
from scale_tui.ui.scene import Scene

_QUERIES = 40
_FEWEST_LETTERS = 4


def main() -> None:
    """Print the times in milliseconds: of each letter, of whole queries, of misspelt ones."""
    conference, instant = sys.argv[1:]
    agenda = find_agenda(conference)
    now = datetime.fromisoformat(instant).replace(tzinfo=agenda.zone)
    print(json.dumps(timed(agenda, now)))


def timed(agenda: Agenda, now: datetime) -> dict[str, object]:
    """The times of all searches, and of what the app makes ready in steps from the first slash on."""
    finder = Finder(agenda)
    scene = Scene.of(agenda, PersonalSchedule(), now, UNICODE)
    random = Random(7)
    queries = [_query(agenda, random, n) for n in range(_QUERIES)]
    ready = _prepared(finder)
    _time(finder, scene, "qqqqxzzz")
    letters = [_time(finder, scene, text) for query in queries for text in _typed(query)]
    # In an order in which none narrows the one before.
    whole = [_time(finder, scene, query) for query in sorted(queries, key=lambda text: text[::-1])]
    near = [_time(finder, scene, text) for text in _misspelt(agenda, finder, scene, random)]
    return {"ready": ready, "letters": letters, "whole": whole, "near": near}


def _prepared(finder: Finder) -> float:
    began = perf_counter()
    for _ in finder.preparing():
        pass
    return (perf_counter() - began) * 1000


def _time(finder: Finder, scene: Scene, text: str) -> float:
    began = perf_counter()
    finder.find(text, scene)
    return (perf_counter() - began) * 1000


def _typed(query: str) -> Iterator[str]:
    return (query[:end] for end in range(1, len(query) + 1))


def _query(agenda: Agenda, random: Random, number: int) -> str:
    """What somebody may look for: words of a title, a speaker, words of an abstract, a track, a room."""
    session = random.choice([each for each in agenda.sessions if each.speakers and each.abstract])
    title = _words(session.title) or ["talk"]
    abstract = _words(session.abstract or "") or title
    speaker = random.choice(session.speakers).name.lower()
    forms = (
        random.choice(title),
        " ".join(title[:2]),
        speaker,
        f"@{speaker.split()[0]}",
        " ".join(random.sample(abstract, k=min(2, len(abstract)))),
        f"{random.choice(abstract)} {random.choice(title)}",
        f"#{(session.track or 'main').lower().split()[0]} {random.choice(title)}",
        f"%{(session.room or 'hall').lower().split()[0]} {random.choice(abstract)}",
    )
    return forms[number % len(forms)]


def _words(text: str) -> list[str]:
    return [word.lower() for word in text.split() if word.isalpha() and len(word) >= _FEWEST_LETTERS]


def _misspelt(agenda: Agenda, finder: Finder, scene: Scene, random: Random) -> list[str]:
    """Names with two letters swapped, such that nothing is found."""
    found: list[str] = []
    people = [each.name for each in agenda.people if max(map(len, each.name.split())) > _FEWEST_LETTERS]
    for name in random.sample(people, k=min(len(people), 4 * _QUERIES)):
        word = max(name.lower().split(), key=len)
        at = random.randrange(1, len(word) - 1)
        wrong = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        answer = finder.find(wrong, scene)
        if answer is not None and not answer.sessions:
            found.append(wrong)
        if len(found) == _QUERIES:
            break
    return found


if __name__ == "__main__":
    main()
