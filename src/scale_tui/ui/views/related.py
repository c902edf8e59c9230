"""Sessions that have to do with one: most like it, or of the same speakers."""

from collections.abc import Iterable, Sequence

from scale_tui.domain.agenda import Session
from scale_tui.domain.likeness import Alike
from scale_tui.domain.other_talks import OthersOf
from scale_tui.ui.rows import Heading, Row, SessionRow
from scale_tui.ui.scene import Scene
from scale_tui.ui.views.agenda import found_rows


def alike_rows(scene: Scene, found: Sequence[Alike], width: int) -> tuple[Row, ...]:
    """Sessions, the most alike first, each with what it has in common with the one asked about."""
    rows = found_rows(scene, (alike.session for alike in found), width)
    return tuple(
        row._replace(height=2, remark=why_alike(scene, alike)) for row, alike in zip(rows, found, strict=True)
    )


def why_alike(scene: Scene, alike: Alike) -> str:
    """What it has in common: ``shares LLVM, compiler · same track · Ada Lovelace``."""
    parts = [
        f"shares {', '.join(alike.words)}" if alike.words else "",
        "same track" if alike.is_same_track else "",
        *alike.speakers,
    ]
    return scene.glyphs.between.join(part for part in parts if part)


def others_rows(scene: Scene, found: Iterable[OthersOf], width: int) -> tuple[Row, ...]:
    """What else each speaks in, under their names where they are several."""
    shown = [each for each in found if each.sessions]
    rows: list[Row] = []
    for each in shown:
        if len(shown) > 1:
            group = scene.groups.get(each.person.affiliation or "")
            rows.append(Heading(each.person.name, aside=str(len(each.sessions)), group=group))
        rows.extend(_with_second_line(row) for row in found_rows(scene, each.sessions, width))
    return tuple(rows)


def _with_second_line(row: SessionRow) -> SessionRow:
    remark = _subject(row.session)
    has_more = row.day or remark or (row.session.room and not row.room_width)
    return row._replace(height=2 if has_more else 1, remark=remark)


def _subject(session: Session) -> str:
    return session.track or session.subtitle or ""
