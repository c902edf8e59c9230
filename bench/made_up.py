"""A conference that nobody has held: as many sessions as wanted, with abstracts, the same each time."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from random import Random

FIRST_DAY = datetime(2025, 9, 10, 9, tzinfo=UTC)
DAYS = 5
DURING = "2025-09-11T12:20"
"""An instant on its second day, on its clock."""

_ROOMS = 125
_SLOT = timedelta(minutes=30)
_TRACKS = 40
_WORDS = 4_000
_CONSONANTS = ("b", "d", "k", "l", "m", "n", "r", "s", "t", "v", "pr", "tr", "gr", "st")
_VOWELS = ("a", "e", "i", "o", "u", "on", "er", "et", "ock", "ime")
_SYLLABLES = tuple(consonant + vowel for consonant in _CONSONANTS for vowel in _VOWELS)
_GIVEN = (
    "Ada",
    "Grace",
    "Linus",
    "Barbara",
    "Søren",
    "Zoë",
    "Łukasz",
    "Jürgen",
    "Chiara",
    "Noor",
    "Wei",
    "Inês",
)


class _Text:
    """Words as they occur: few often, most of them seldom."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._words = ["".join(random.choices(_SYLLABLES, k=random.randint(1, 4))) for _ in range(_WORDS)]
        self._weights = list(accumulate(1 / (place + 5) for place in range(_WORDS)))

    def words(self, fewest: int, most: int) -> str:
        """So many words."""
        number = self._random.randint(fewest, most)
        return " ".join(self._random.choices(self._words, cum_weights=self._weights, k=number))


def made_up_conference(sessions: int, seed: int = 5) -> bytes:
    """The conference in this program's own JSON."""
    random = Random(seed)
    text = _Text(random)
    people = [f"{random.choice(_GIVEN)} {text.words(1, 1).title()}" for _ in range(max(sessions // 2, 1))]
    starts = _starts(sessions)
    document = {
        "schema": 1,
        "conference": {
            "name": "made-up",
            "title": "Made-up Conference",
            "timezone": "UTC",
            "start": f"{FIRST_DAY:%Y-%m-%d}",
            "end": f"{FIRST_DAY + timedelta(days=DAYS - 1):%Y-%m-%d}",
        },
        "sessions": [
            _session(n, start, room, text, people, random) for n, (start, room) in enumerate(starts)
        ],
    }
    return json.dumps(document).encode()


def _starts(sessions: int) -> list[tuple[datetime, int]]:
    """When and in which room each is: every room is in use all day, as far as the sessions go."""
    slots = -(-sessions // (DAYS * _ROOMS))
    found = [
        (FIRST_DAY + timedelta(days=day) + slot * _SLOT, room)
        for day in range(DAYS)
        for slot in range(slots)
        for room in range(_ROOMS)
    ]
    return found[:sessions]


def _session(
    number: int, start: datetime, room: int, text: _Text, people: Sequence[str], random: Random
) -> dict[str, object]:
    speakers = random.sample(people, k=min(random.choice((1, 1, 1, 2, 3)), len(people)))
    return {
        "id": f"made-up-{number}",
        "title": text.words(3, 8).capitalize(),
        "kind": "talk",
        "start": start.isoformat(),
        "end": (start + _SLOT - timedelta(minutes=5)).isoformat(),
        "minutes": 25,
        "day": f"{start:%Y-%m-%d}",
        "room": f"Room {room + 1}",
        "track": f"{text.words(1, 1).capitalize()} {room % _TRACKS}",
        "abstract": ". ".join(text.words(8, 20).capitalize() for _ in range(random.randint(3, 9))) + ".",
        "speakers": [{"name": name, "affiliation": None, "role": "speaker"} for name in speakers],
    }
