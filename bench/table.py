"""The table, for the terminal and for BENCHMARKS.md."""

from collections.abc import Mapping, Sequence

from bench.figures import Figure, shown

_START, _END = "<!-- what was measured -->", "<!-- end of what was measured -->"
_HEADS = ("", "goal", "figure", "", "of which")

Table = Mapping[str, Sequence[Figure]]
"""The figures under the heading of their line."""


def cells(figure: Figure) -> tuple[str, str, str, str, str]:
    """What stands in a row of the table."""
    unit = "ms" if figure.goal is None else figure.goal.unit
    value = "—" if figure.value is None else shown(figure.value, unit)
    return (figure.what, str(figure.goal or ""), value, figure.verdict, figure.detail)


def as_text(table: Table) -> str:
    """The table with its columns one below the other."""
    rows = [cells(figure) for figures in table.values() for figure in figures]
    widths = [max((len(row[column]) for row in (*rows, _HEADS)), default=0) for column in range(4)]
    lines = ["  " + _aligned(_HEADS, widths)]
    for heading, figures in table.items():
        lines += ["", heading, *("  " + _aligned(cells(figure), widths) for figure in figures)]
    return "\n".join(line.rstrip() for line in lines)


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    what, goal, value, verdict, detail = row
    return f"{what:{widths[0]}}  {goal:>{widths[1]}}  {value:>{widths[2]}}  {verdict:{widths[3]}}  {detail}"


def as_markdown(table: Table) -> str:
    """The table as it stands in BENCHMARKS.md."""
    lines = ["| " + " | ".join(_HEADS) + " |", "|---|---:|---:|---|---|"]
    for heading, figures in table.items():
        lines.append(f"| **{heading}** | | | | |")
        lines += ["| " + " | ".join(_escaped(cell) for cell in cells(figure)) + " |" for figure in figures]
    return "\n".join(lines)


def _escaped(cell: str) -> str:
    return cell.replace("|", "\\|")


def reached(table: Table) -> str:
    """How many of the goals are reached, in a sentence."""
    verdicts = [figure.verdict for figures in table.values() for figure in figures]
    told = f"{verdicts.count('reached')} reached, {verdicts.count('NOT reached')} not reached"
    missing = verdicts.count("not measured")
    return f"{told}, {missing} not measured" if missing else told


def put_into(page: str, told: str) -> str:
    """The page with this in the place that is kept for what was measured. Raises ValueError without one."""
    before, start, rest = page.partition(_START)
    _, end, after = rest.partition(_END)
    if not (start and end):
        raise ValueError(f"there is no {_START} and {_END} in it")
    return f"{before}{start}\n\n{told}\n\n{end}{after}"
