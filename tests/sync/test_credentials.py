"""Where secrets come from, and that they show up nowhere."""

import copy
import json
import logging
import pickle
import subprocess
import sys
import traceback
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from types import ModuleType

import pytest

from scale_tui.domain.errors import ScaleTuiError, Unreachable
from scale_tui.sync.credentials import NoSecret, Places, Secret, find_secret

HIDDEN = "hunter2-correct-horse"
PLACES = Places(
    what="password",
    variable="A_PASSWORD",
    command_variable="A_PASSWORD_COMMAND",
    command=None,
    command_name="password_command in [sync.caldav]",
    account="ada@example.org",
)


@pytest.fixture(autouse=True)
def _without_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)


def python(program: str) -> list[str]:
    return [sys.executable, "-c", program]


def test_nothing_that_shows_a_secret_shows_its_text(caplog: pytest.LogCaptureFixture) -> None:
    @dataclass
    class Holder:
        secret: Secret

    secret = Secret(HIDDEN)
    logging.getLogger("test").warning("with %s and %r", secret, Holder(secret))
    shown = [
        str(secret),
        repr(secret),
        f"{secret}",
        f"{secret:>40}",
        f"{secret!r}",
        str([secret]),
        caplog.text,
    ]
    shown += ["%s" % secret, str(Holder(secret)), "{}".format(secret)]  # noqa: UP031, UP032
    assert not any(HIDDEN in text for text in shown)
    assert secret.reveal() == HIDDEN


@pytest.mark.parametrize(
    "write", [pickle.dumps, copy.deepcopy, json.dumps, lambda secret: secret.__reduce_ex__(4)]
)
def test_a_secret_cannot_be_written_down(write: object) -> None:
    with pytest.raises(TypeError) as caught:
        write(Secret(HIDDEN))  # type: ignore[operator]
    assert HIDDEN not in str(caught.value)


def test_the_environment_comes_first_then_its_command_then_the_configured_one() -> None:
    places = replace(PLACES, command=("configured",))
    answers = {"typed": "from typed", "configured": "from configured"}

    def run(command: Sequence[str]) -> str:
        return answers[command[0]]

    environ = {"A_PASSWORD": "  given ", "A_PASSWORD_COMMAND": "typed 'with words'"}
    assert find_secret(places, environ, run).reveal() == "given"
    assert find_secret(places, environ | {"A_PASSWORD": " "}, run).reveal() == "from typed"
    assert find_secret(places, {}, run).reveal() == "from configured"


def test_a_command_is_split_as_a_shell_would_but_no_shell_runs_it() -> None:
    seen: list[Sequence[str]] = []

    def run(command: Sequence[str]) -> str:
        seen.append(command)
        return "x"

    find_secret(PLACES, {"A_PASSWORD_COMMAND": "pass show 'my calendar' $(whoami) | head ; rm -rf *"}, run)
    assert seen == [["pass", "show", "my calendar", "$(whoami)", "|", "head", ";", "rm", "-rf", "*"]]
    places = replace(PLACES, command=[*python("import sys; print(sys.argv[1:])"), "$HOME `id` *"])
    assert find_secret(places, {}).reveal() == "['$HOME `id` *']"


def test_the_first_line_counts_and_standard_error_goes_nowhere(capfd: pytest.CaptureFixture[str]) -> None:
    program = f"import sys; sys.stderr.write({HIDDEN!r}); print('the password '); print('a note')"
    assert find_secret(replace(PLACES, command=python(program)), {}).reveal() == "the password"
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("command", "kind", "words"),
    [
        (python(f"import sys; print({HIDDEN!r}); sys.exit({HIDDEN!r})"), NoSecret, "the command failed"),
        (python("print()"), NoSecret, "the command printed nothing"),
        (python(""), NoSecret, "the command printed nothing"),
        ([HIDDEN], Unreachable, "there is no such program"),
        ([f"nul\0{HIDDEN}"], NoSecret, "it cannot be run"),
        (["/"], NoSecret, "it cannot be run"),
    ],
)
def test_a_command_that_gives_nothing_says_which_and_not_what(
    command: list[str], kind: type[ScaleTuiError], words: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(kind) as caught:
        find_secret(replace(PLACES, command=command), {})
    assert str(caught.value) == f"password_command in [sync.caldav]: {words}"
    assert HIDDEN not in "".join(traceback.format_exception(caught.value)).replace("hunter2\n", "")
    assert capfd.readouterr() == ("", "")


def test_a_quote_that_is_never_closed_is_not_shown() -> None:
    with pytest.raises(NoSecret) as caught:
        find_secret(PLACES, {"A_PASSWORD_COMMAND": f"echo '{HIDDEN}"})
    assert HIDDEN not in "".join(traceback.format_exception(caught.value))


def test_a_command_that_never_ends_is_given_up() -> None:
    def run(command: Sequence[str]) -> str:
        raise subprocess.TimeoutExpired([HIDDEN], 60)

    with pytest.raises(NoSecret, match=r"^A_PASSWORD_COMMAND: nothing came after 60 seconds$") as caught:
        find_secret(PLACES, {"A_PASSWORD_COMMAND": "pass"}, run)
    assert HIDDEN not in "".join(traceback.format_exception(caught.value))


class FakeKeyring(ModuleType):
    def __init__(self, *, error: str = "", **kept: str) -> None:
        super().__init__("keyring")
        self.kept, self.error = kept, error
        self.errors = ModuleType("keyring.errors")
        self.errors.KeyringError = type("KeyringError", (Exception,), {})  # type: ignore[attr-defined]
        self.errors.NoKeyringError = type(  # type: ignore[attr-defined]
            "NoKeyringError", (self.errors.KeyringError,), {}
        )

    def get_password(self, service: str, account: str) -> str | None:
        if self.error:
            raise getattr(self.errors, self.error)(HIDDEN)
        return self.kept.get(service.replace("-", "_")) if account == PLACES.account else None


def install(monkeypatch: pytest.MonkeyPatch, keyring: FakeKeyring) -> None:
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    monkeypatch.setitem(sys.modules, "keyring.errors", keyring.errors)


def test_the_keyring_is_asked_last(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, FakeKeyring(scale_tui=HIDDEN))
    assert find_secret(PLACES, {}).reveal() == HIDDEN
    assert find_secret(PLACES, {"A_PASSWORD": "given"}).reveal() == "given"
    with pytest.raises(NoSecret, match="no password"):
        find_secret(replace(PLACES, account="bo"), {})


@pytest.mark.parametrize(
    ("error", "words"), [("KeyringError", "is it locked"), ("NoKeyringError", "no password: set A_PASSWORD")]
)
def test_a_keyring_that_cannot_be_asked(error: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, FakeKeyring(error=error))
    with pytest.raises(NoSecret, match=words) as caught:
        find_secret(PLACES, {})
    assert HIDDEN not in "".join(traceback.format_exception(caught.value))


def test_without_any_of_them_it_says_how_to_give_one() -> None:
    with pytest.raises(NoSecret) as caught:
        find_secret(PLACES, {})
    assert str(caught.value) == (
        "no password: set A_PASSWORD, or A_PASSWORD_COMMAND to a command that prints it, or password_command "
        "in [sync.caldav] of config.toml, or use 'keyring set scale-tui ada@example.org'"
    )


def test_a_secret_in_a_dataclass_is_not_copied_out_of_it() -> None:
    @dataclass
    class Holder:
        secret: Secret

    with pytest.raises(TypeError):
        asdict(Holder(Secret(HIDDEN)))
