"""My schedule: the stars in order, the free time between them, and where they overlap."""

from itertools import groupby

from scale_tui.domain.agenda import Session
from scale_tui.domain.schedule import Gap, clash_groups, gaps_between
from scale_tui.domain.wording import counted, day_name, length
from scale_tui.ui.rows import ClashHeading, ClashRow, GapRow, Heading, Row, StarRow
from scale_tui.ui.scene import Scene
from scale_tui.ui.views.notes import notes


def my_rows(scene: Scene, width: int) -> tuple[Row, ...]:
    """My schedule with its summary; in words which key to press while it is empty."""
    stars = scene.starred
    if not stars:
        return (
            *notes("Nothing starred yet.", width, is_strong=True),
            *notes("Press space on a talk, or / to search.", width),
        )
    groups = clash_groups(stars)
    clashes = sum(1 for group in groups if len(group) > 1)
    minutes = sum(session.minutes for session in stars)
    rows: list[Row] = [
        Heading(
            f"{scene.glyphs.star} {counted(len(stars), 'talk')} {scene.glyphs.dot} {length(minutes)}",
            aside="" if clashes else "no clashes",
            ink="star",
            warning=f"{scene.glyphs.clash} {counted(clashes, 'clash')}" if clashes else "",
        )
    ]
    gaps = {gap.end: gap for gap in gaps_between(stars, scene.agenda.sessions)}
    for day, of_day in groupby(groups, key=lambda group: group[0].day):
        if len(scene.agenda.days) > 1:
            rows.append(Heading(day_name(day)))
        for group in of_day:
            rows.extend(_group_rows(group, gaps.get(group[0].start)))
    return tuple(rows)


def _group_rows(group: tuple[Session, ...], gap: Gap | None) -> list[Row]:
    rows: list[Row] = [GapRow(gap)] if gap else []
    if len(group) == 1:
        return [*rows, StarRow(group[0])]
    start, end = group[0].start, max(session.end for session in group)
    rows.append(ClashHeading(start, end, len(group)))
    rows.extend(ClashRow(session, start, end) for session in group)
    return rows
