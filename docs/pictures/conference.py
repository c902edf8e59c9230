"""The conference in the pictures: nobody has held it. Its schedule is the same each time it is made."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import count
from random import Random
from xml.sax.saxutils import escape, quoteattr
from zoneinfo import ZoneInfo

from docs.pictures.subjects import FORMS, PEOPLE, ROOMS, SENTENCES, TRACKS

NAME = "quays-2026"
DAYS = (date(2026, 5, 9), date(2026, 5, 10))
DURING = "2026-05-09T14:20"
"""An instant on its first day, on its clock."""

_ZONE = ZoneInfo("Europe/Brussels")
_SITE = "https://quays.example/2026/talk/"
_HEAD = f"""\
<conference><acronym>{NAME}</acronym><title>Open Quays 2026</title><venue>Old Harbour, Ghent</venue>\
<start>{DAYS[0]}</start><end>{DAYS[1]}</end><days>{len(DAYS)}</days>\
<time_zone_name>{_ZONE.key}</time_zone_name><base_url>https://quays.example/2026/</base_url></conference>"""
_LENGTHS = (25, 50, 25, 20, 40)
_PAUSES = (5, 10, 5, 0, 20)
_OTHER_ROOM = 7


def schedule() -> str:
    """Its ``schedule.xml``: two days, twenty rooms, some four hundred talks."""
    random = Random(2026)
    days = "".join(
        f"<day index={quoteattr(str(number))} date={quoteattr(str(day))}>{_rooms(day, random)}</day>"
        for number, day in enumerate(DAYS, 1)
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<schedule>{_HEAD}{days}</schedule>\n'


def _rooms(day: date, random: Random) -> str:
    tracks = list(TRACKS)
    if day != DAYS[0]:
        random.shuffle(tracks)
    # Another track in the afternoon, as where rooms are few.
    after = tracks[_OTHER_ROOM:] + tracks[:_OTHER_ROOM]
    rooms = []
    for room, halves in zip(ROOMS, zip(tracks, after, strict=True), strict=True):
        begin = datetime.combine(day, time(10), _ZONE) + timedelta(minutes=5 * random.randint(0, 6))
        events: list[str] = []
        for track, hours in zip(halves, (3.5, 4), strict=True):
            end = begin + timedelta(hours=hours)
            events += _events(begin, end, room, track, random)
            begin = end + timedelta(minutes=5 * random.randint(0, 3))
        rooms.append(f"<room name={quoteattr(room)}>{''.join(events)}</room>")
    return "".join(rooms)


def _events(begin: datetime, end: datetime, room: str, track: str, random: Random) -> Iterator[str]:
    forms = random.sample(FORMS, k=len(FORMS))
    subjects = random.sample(TRACKS[track], k=len(TRACKS[track]))
    for number in count():
        minutes = random.choice(_LENGTHS)
        if begin + timedelta(minutes=minutes) > end:
            return
        form, subject = forms[number % len(forms)], subjects[number % len(subjects)]
        yield _event(begin, minutes, room, track, form.format(subject), subject, random)
        begin += timedelta(minutes=minutes + random.choice(_PAUSES))


def _event(
    start: datetime, minutes: int, room: str, track: str, title: str, subject: str, random: Random
) -> str:
    number = f"{DAYS.index(start.date()) + 1}{ROOMS.index(room):02}{start:%H%M}"
    people = random.sample(PEOPLE, k=random.choice((1, 1, 1, 2)))
    abstract = " ".join(sentence.format(subject) for sentence in random.sample(SENTENCES, k=4))
    fields = {
        "date": start.isoformat(),
        "start": f"{start:%H:%M}",
        "duration": f"{minutes // 60:02}:{minutes % 60:02}",
        "room": room,
        "title": title[0].upper() + title[1:],
        "type": "Talk",
        "track": track,
        "language": "en",
        "abstract": abstract[0].upper() + abstract[1:],
        "url": f"{_SITE}{number}/",
    }
    told = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in fields.items())
    names = "".join(f"<person>{escape(name)}</person>" for name in people)
    return f'<event id="{number}">{told}<persons>{names}</persons></event>'
