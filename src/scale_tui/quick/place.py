"""Where books lie, and how it is told that they still say what the disk does."""

import os
import sys

from scale_tui import __version__
from scale_tui.quick.book import MARKED, Book, Marks, Pages, Unfit, head_of

HOME_VARIABLE = "SCALE_TUI_HOME"
FOLDER = "quick"
BUNDLED = "networking-scale-2024"
_LIBRARY, _ENTRY, _LAST_USED = "conferences", "conference.json", ".last-used"
_DATABASE = "schedule.sqlite3"
_NAME = "scale-tui"
_CONFIG = "config.toml"
_HABITS = "habits"
DATA = f"{os.path.dirname(os.path.dirname(__file__))}/data"
BUNDLED_BOOK = f"{DATA}/{BUNDLED}.book"
NO_MARKS = NO_CONFIG = "none"
_COUNTER_START, _COUNTER_END = 24, 28
_FORMAT_START, _FORMAT_END = 18, 20
_ROLLBACK_JOURNAL = b"\x01\x01"
_OTHERS = 0o077
_LONGEST_NAME = 1000
_LARGEST_SHIPPED = 1 << 20
_REGULAR, _KIND = 0o100000, 0o170000


def opened(choice: str | None) -> tuple[Book, Marks]:
    """The book of the conference with this name, or of the one used last, and what is marked in it.

    Raises OSError, Unfit where they are not there, or not as the disk is now.
    """
    folder = home()
    name = last_used(folder) if choice is None else choice
    marked = marks_key(folder)
    book = book_of_disk(folder, name)
    if marked == NO_MARKS:
        return book, Marks(dict.fromkeys(MARKED, ""))
    head = head_of(read_own(marks_path(folder, name)))
    if head["key"] != f"{book.checksum} {marked}":
        raise Unfit("of other marks")
    return book, Marks(head)


def book_of_disk(folder: str, name: str) -> Book:
    """The book of a conference as the disk has that now; of the bundled one there always is one.

    Raises OSError, Unfit where there is none, or one of another agenda.
    """
    try:
        book = Book(read_own(book_path(folder, name)))
        if (book.head["name"], book.head["key"]) == (name, agenda_key(folder, name)):
            return book
    except (OSError, Unfit):
        if name != BUNDLED:
            raise
    if name != BUNDLED:
        raise Unfit("of another agenda")
    return Book(read(BUNDLED_BOOK))


def opened_mine(choice: str | None) -> dict[str, str]:
    """What was written down of my schedule in the conference, as ``opened``."""
    folder = home()
    name = last_used(folder) if choice is None else choice
    key = mine_key(folder, name)
    head = head_of(read_own(mine_path(folder, name)))
    if head["key"] != key:
        raise Unfit("of another agenda, or other marks")
    return head


def opened_pages(book: Book) -> Pages:
    """The pages of a book, as ``opened``."""
    folder, name = home(), book.head["name"]
    pages = Pages(read_own(pages_path(folder, name)))
    if pages.head["key"] != agenda_key(folder, name):
        raise Unfit("of another agenda")
    return pages


def book_path(folder: str, name: str) -> str:
    """Where the book of a conference is. Raises Unfit for what is no name."""
    return _path(folder, name, "book")


def marks_path(folder: str, name: str) -> str:
    """Where what is marked of a conference is. Raises Unfit for what is no name."""
    return _path(folder, name, "marks")


def mine_path(folder: str, name: str) -> str:
    """Where my schedule in a conference is written down. Raises Unfit for what is no name."""
    return _path(folder, name, "mine")


def pages_path(folder: str, name: str) -> str:
    """Where the pages of a book are. Raises Unfit for what is no name."""
    return _path(folder, name, "pages")


def _path(folder: str, name: str, kind: str) -> str:
    if not name or "/" in name or name[0] == "." or name != name.casefold():
        raise Unfit("no name of a conference")
    return f"{folder}/{FOLDER}/{name}.{kind}"


def look_path(folder: str) -> str:
    """Where it is kept what the app looks like in a terminal."""
    return f"{folder}/{FOLDER}/look"


def home() -> str:
    """The folder of all that is kept, where that is plain to see (see ``storage.paths``). Raises Unfit."""
    if sys.platform == "win32":
        raise Unfit("rights are told in another way there")
    environ = os.environ
    if chosen := environ.get(HOME_VARIABLE):
        return chosen
    data = environ.get("XDG_DATA_HOME") or f"{environ['HOME']}/.local/share"
    if sys.platform != "linux" or "ANDROID_ROOT" in environ or data[0] != "/" or data != data.strip():
        raise Unfit("no home folder, an odd one, or one with a rule of its own")
    return f"{data}/{_NAME}"


def last_used(folder: str) -> str:
    """The name of the conference used last; that of the bundled one where none ever was. Raises Unfit."""
    try:
        return read(f"{folder}/{_LIBRARY}/{_LAST_USED}", _LONGEST_NAME).decode().strip()
    except FileNotFoundError:
        return BUNDLED


def read_own(path: str) -> bytes:
    """The bytes of a file that only this user can write. Raises OSError, Unfit."""
    status = os.stat(path)
    if status.st_mode & _OTHERS or status.st_uid != os.geteuid():
        raise Unfit("it may be anybody's")
    return read(path, status.st_size)


def agenda_key(folder: str, name: str) -> str:
    """What changes with every change of a conference's agenda. Raises OSError where there is none."""
    if name == BUNDLED:
        return f"{__version__} {stamp(f'{DATA}/{BUNDLED}.txt')} {stamp(f'{DATA}/{BUNDLED}.json')}"
    return f"{__version__} {stamp(f'{folder}/{_LIBRARY}/{name}/{_ENTRY}')}"


def marks_key(folder: str) -> str:
    """What changes with every change of what is marked; NO_MARKS where nothing ever was.

    Raises Unfit where all is not as usual, OSError.

    SQLite counts the changes of a file in its first bytes (https://www.sqlite.org/fileformat.html, 1.3.7):
    two within one tick of the file's clock would else look alike. No connection of this process may be in a
    transaction meanwhile, for closing the file lets go of all locks on it.
    """
    path = f"{folder}/{_DATABASE}"
    if not os.path.lexists(folder) and _may(_nearest_above(folder), os.W_OK | os.X_OK):
        return NO_MARKS
    if not _may(folder, os.R_OK | os.W_OK | os.X_OK) or not _is_private(os.stat(folder), folder):
        raise Unfit("there may be something to say of it, or to do")
    try:
        status = os.lstat(path)
    except FileNotFoundError:
        return NO_MARKS
    is_usual = status.st_mode & _KIND == _REGULAR and not status.st_mode & _OTHERS
    if not is_usual or not _may(path, os.R_OK | os.W_OK):
        raise Unfit("there may be something to say of it, or to do")
    if any(map(os.path.lexists, (f"{path}-journal", f"{path}-wal"))):
        raise Unfit("it is being written")
    start = read(path, _COUNTER_END)
    if start[_FORMAT_START:_FORMAT_END] != _ROLLBACK_JOURNAL:
        raise Unfit("another form of it")
    counter = int.from_bytes(start[_COUNTER_START:_COUNTER_END], "big")
    return f"{_stamped(status)} {status.st_mode} {status.st_uid} {counter}"


def mine_key(folder: str, name: str) -> str:
    """What changes with an agenda, with what is marked, and with how long changing rooms takes."""
    return f"{agenda_key(folder, name)} {marks_key(folder)} {config_key(folder)}"


def config_key(folder: str) -> str:
    """What changes with every change of the configuration; NO_CONFIG where there is none.

    Raises OSError where that cannot be told.
    """
    environ = os.environ
    config = folder
    if not environ.get(HOME_VARIABLE):
        config = environ.get("XDG_CONFIG_HOME") or f"{environ['HOME']}/.config"
        config = f"{config}/{_NAME}"
    try:
        return stamp(f"{config}/{_CONFIG}")
    except FileNotFoundError:
        return NO_CONFIG


def habits(folder: str, largest: int) -> bytes:
    """How the app was left, as it was written down, in so many bytes at most; nothing where it was not."""
    try:
        return read(f"{folder}/{_HABITS}", largest)
    except OSError:
        return b""


def _nearest_above(folder: str) -> str:
    """The folder that is there of those which this one is to be made in."""
    above = os.path.dirname(folder)
    while above and not os.path.lexists(above):
        above = os.path.dirname(above)
    return above or "."


def _may(path: str, mode: int) -> bool:
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)


def read(path: str, length: int = _LARGEST_SHIPPED) -> bytes:
    """So many bytes of a file. Raises OSError."""
    # A pipe in the place of a file has nobody wait.
    kind = getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(path, os.O_RDONLY | kind)
    try:
        return os.read(descriptor, length)
    finally:
        os.close(descriptor)


def _is_private(status: os.stat_result, folder: str) -> bool:
    """Whether a folder of the program's own is the attendee's alone; one that they chose may be shared."""
    return not (status.st_mode & _OTHERS and os.path.basename(folder.rstrip("/")) == _NAME)


def stamp(path: str) -> str:
    """What changes with every change of a file. Raises OSError."""
    return _stamped(os.stat(path))


def _stamped(status: os.stat_result) -> str:
    return f"{status.st_dev} {status.st_ino} {status.st_size} {status.st_mtime_ns}"
