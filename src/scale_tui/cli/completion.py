"""``completion``: the script that makes a shell complete commands, options, conferences and sessions.

shtab writes the script from the parsers. What is not known before it is asked, the script asks this command
for: ``--candidates``. Names and ids come from other people's files, so the scripts below never let a shell
take one for anything but text: bash would expand the words of ``compgen -W``, which is why it is not used.
"""

import argparse
import shlex
from itertools import pairwise
from typing import TypeVar

from scale_tui.cli.arguments import Arguments
from scale_tui.cli.command_tree import PROGRAM, command_tree
from scale_tui.cli.completion_options import CONFERENCES, FILTERS, QUERIES
from scale_tui.cli.conference import conferences
from scale_tui.cli.exit_codes import ExitCode
from scale_tui.cli.output import Output
from scale_tui.sources.clean import clean_line

_A = TypeVar("_A", bound=argparse.Action)
_CONFERENCE_OPTIONS = ("-c", "--conference")

# What bash completes as a file it quotes itself, but leaves "$" as it is: there only names that need no
# quotes are offered. shtab has it do so where "_file" is in what the function is called.
_BASH = f"""\
_scale_tui_candidates() {{
  {PROGRAM} completion bash --candidates "$1" --line="$COMP_LINE" 2>/dev/null
}}
_scale_tui_quoted() {{
  # Where a colon ends a word for bash, what stands before it is not to be typed again.
  local word quoted kept= typed=${{2#[\\"\\']}} before=${{COMP_LINE:0:COMP_POINT}}
  before=${{before##*[[:space:]]}}
  if [[ $before == *[:@]* && $COMP_WORDBREAKS == *[:@]* ]]; then
    typed=$before kept=${{before%"${{before##*[:@]}}"}}
  fi
  while IFS= read -r word; do
    printf -v quoted %q "$word"
    if [[ $word == "$typed"* || $quoted == "$typed"* ]]; then printf '%s\\n' "${{quoted#"$kept"}}"; fi
  done < <(_scale_tui_candidates "$1")
}}
_scale_tui_sessions() {{
  _scale_tui_quoted sessions "$1"
}}
_scale_tui_conferences() {{
  _scale_tui_quoted conferences "$1"
}}
_scale_tui_filters() {{
  _scale_tui_quoted filters "$1"
}}
_scale_tui_queries() {{
  _scale_tui_quoted queries "$1"
}}
_scale_tui_conferences_and_files() {{
  local word quoted
  while IFS= read -r word; do
    printf -v quoted %q "$word"
    if [[ $word == "$1"* && $word == "$quoted" ]]; then printf '%s\\n' "$word"; fi
  done < <(_scale_tui_candidates conferences)
  compgen -f -- "$1"
}}
"""
_ZSH = f"""\
_scale_tui_candidates() {{
  local -a found
  found=("${{(@f)$({PROGRAM} completion zsh --candidates $1 --line="$BUFFER" 2>/dev/null)}}")
  _describe -t $1 $1 found
}}
_scale_tui_sessions() {{
  _scale_tui_candidates sessions
}}
_scale_tui_conferences() {{
  _scale_tui_candidates conferences
}}
_scale_tui_filters() {{
  _scale_tui_candidates filters
}}
_scale_tui_queries() {{
  _scale_tui_candidates queries
}}
_scale_tui_conferences_and_files() {{
  _scale_tui_candidates conferences
  _files
}}
"""
_FISH = f"""\
function _scale_tui_candidates
  {PROGRAM} completion fish --candidates $argv[1] --line=(commandline -p) 2>/dev/null
end
"""


def run_completion(arguments: Arguments, out: Output) -> ExitCode:
    """Print the script; or what can stand at the end of a line, for a script."""
    if arguments.candidates is not None:
        for word, told in _candidates(arguments.candidates, arguments.line):
            out.as_it_is(_shown(arguments.shell, word, told))
        return ExitCode.OK
    from shtab import complete

    script = complete(command_tree(_CompletingParser), arguments.shell)
    # Of several sessions shtab 1.13 has zsh complete the first alone: "(*)" says that nothing follows it.
    out.as_it_is(script.replace('"(*):', '"*:') if arguments.shell == "zsh" else script)
    return ExitCode.OK


def _completed(name: str, fish: str) -> dict[str, str | dict[str, str]]:
    """What a script calls for an argument, as shtab takes it."""
    preamble = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH}
    return {"bash": f"_scale_tui_{name}", "zsh": f"_scale_tui_{name}", "fish": fish, "preamble": preamble}


_SESSIONS_TO_GIVE = _completed("sessions", "(_scale_tui_candidates sessions)")
_CONFERENCES_TO_GIVE = _completed("conferences", "(_scale_tui_candidates conferences)")
_FILTERS_TO_GIVE = _completed("filters", "(_scale_tui_candidates filters)")
_QUERIES_TO_GIVE = _completed("queries", "(_scale_tui_candidates queries)")
_SOURCES_TO_GIVE = _completed(
    "conferences_and_files",
    "(_scale_tui_candidates conferences; __fish_complete_path (commandline -ct))",
)


_TO_GIVE = {
    "ids": _SESSIONS_TO_GIVE,
    "like": _SESSIONS_TO_GIVE,
    "filter_name": _FILTERS_TO_GIVE,
    "query": _QUERIES_TO_GIVE,
}
"""What is completed the same wherever it can be typed, by where the arguments are kept."""


class _CompletingParser(argparse.ArgumentParser):
    """A parser that tells shtab of each argument how it is completed."""

    def _add_action(self, action: _A) -> _A:
        # Every way to add an argument ends here, also that of a group.
        from shtab import FILE

        if to_give := _TO_GIVE.get(action.dest):
            action.complete = to_give  # type: ignore[attr-defined]
        elif action.dest == "conference":
            to_give = _SOURCES_TO_GIVE if action.option_strings else _CONFERENCES_TO_GIVE
            action.complete = to_give  # type: ignore[attr-defined]
        elif action.dest in {"source", "file"}:
            action.complete = _SOURCES_TO_GIVE if action.nargs == "?" else FILE  # type: ignore[attr-defined]
        return super()._add_action(action)


def _candidates(kind: str, line: str) -> list[tuple[str, str]]:
    """Words that can stand at the end of a line, each with what it is; none that would be an option.

    Raises ScaleTuiError.
    """
    if kind in (FILTERS, QUERIES):
        return _saved_filters(kind)
    known = conferences()
    if kind == CONFERENCES:
        return [(each.name, each.title) for each in known.all()]
    choice = conference_on(line)
    # No file is read for this: it may be a pipe, which can be read once.
    name = known.last_used() if choice is None else known.name_of(choice) or known.name_like(choice)
    agenda = None if name is None else known.agenda(name)
    sessions = () if agenda is None else agenda.sessions
    return [(each.id, each.title) for each in sessions if not each.id.startswith("-")]


def _saved_filters(kind: str) -> list[tuple[str, str]]:
    """Saved filters with what they look for, by their names or as they are typed in a query."""
    from scale_tui.cli.filters import saved
    from scale_tui.domain.saved_filters import in_order, term_for

    filters = saved()
    words = [(term_for(name) if kind == QUERIES else name, filters[name]) for name in in_order(filters)]
    return [(word, told) for word, told in words if not word.startswith("-")]


def conference_on(line: str) -> str | None:
    """The conference that a line names which is still being typed."""
    try:
        words = shlex.split(line)
    except ValueError:  # a quote that is still open
        words = line.split()
    starts = [at for at, word in enumerate(words) if word.rpartition("/")[2] == PROGRAM]
    words = words[starts[-1] :] if starts else words
    found = None
    for option, value in pairwise([*words, ""]):
        if option in _CONFERENCE_OPTIONS:
            found = value or found
        elif option.startswith("--conference="):
            found = option.partition("=")[2]
    return found


def _shown(shell: str, word: str, told: str) -> str:
    """A word as a script of that shell reads it, with what it is where that shell tells it."""
    word, told = clean_line(word), clean_line(told)
    if shell == "bash":
        return word
    if shell == "fish":
        return f"{word}\t{told}"
    escaped = word.replace("\\", "\\\\").replace(":", "\\:")
    return f"{escaped}:{told}"
