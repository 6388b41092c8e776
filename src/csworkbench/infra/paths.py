"""Where things lie: what ships with the program, and the user's own folders."""

from __future__ import annotations

import os
import stat
from functools import cache
from pathlib import Path

import csworkbench
from csworkbench.infra.errors import NotFound, WorkbenchError, file_fault

APP_NAME = "csworkbench"
BOOK_SUFFIX = ".cswb"


@cache
def _package_folder() -> Path:
    return Path(csworkbench.__file__).resolve().parent


def shipped(kind: str) -> Path:
    """Give the folder `resources` or `migrations`, in a checkout, an installed wheel or a frozen build.

    A checkout comes first, so that a stale packaged copy never shadows the files being worked on.

    Raises:
        FileNotFoundError: the folder is neither in a checkout nor packaged.
    """
    package = _package_folder()
    checkout = package.parent.parent
    candidates = [package / "_bundled" / kind]
    if (checkout / "pyproject.toml").is_file():
        candidates.insert(0, checkout / kind)
    for folder in candidates:
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"The program's folder '{kind}' is missing; install csworkbench again.")


def data_folder() -> Path:
    """Give the user's data folder (`CSWORKBENCH_DATA` overrides it); it may not exist yet."""
    chosen = os.environ.get("CSWORKBENCH_DATA")
    if chosen:
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))


def default_book() -> Path:
    """Give the path of the user's own book."""
    return data_folder() / f"book{BOOK_SUFFIX}"


def demo_book() -> Path:
    """Give the path of the demonstration book that the first-run page opens."""
    return data_folder() / f"demo{BOOK_SUFFIX}"


def backup_folder(book: Path) -> Path:
    """Give the folder that holds the backups of `book`, beside it."""
    return book.parent / f"{book.stem}-backups"


def past_folder() -> Path:
    """Give the folder of the copies that stand for past days while someone looks at them."""
    return data_folder() / "past"


def newest_backup(book: Path) -> Path | None:
    """Give the newest backup of the book, if there is one."""
    folder = backup_folder(book)
    return max(folder.glob(f"*{BOOK_SUFFIX}"), default=None) if folder.is_dir() else None


def log_folder() -> Path:
    """Give the folder of the log files."""
    return data_folder() / "logs"


def chart_folder(instead: Path) -> Path:
    """Give a folder where matplotlib may keep its list of fonts: in the user's data, or `instead` where that is shut.

    Set `MPLCONFIGDIR` to it before the first import: matplotlib complains on stderr about a home it can't write to.
    """
    folder = data_folder() / "charts"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return instead
    return folder if os.access(folder, os.W_OK) else instead


def settings_file() -> Path:
    """Give the file of window state, theme and other settings of this user."""
    return data_folder() / "settings.ini"


def check_is_file(path: Path) -> None:
    """Accept the path of a file.

    Raises:
        NotFound: nothing is there.
        WorkbenchError: it is a folder or a device, or its folder may not be entered.
    """
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise NotFound(
            f"There is no book at {path}.", "Check the path, or make one with: csworkbench demo PATH"
        ) from None
    except OSError as error:
        raise file_fault(error, path) from error
    if stat.S_ISDIR(mode):
        raise WorkbenchError(f"{path} is a folder, not a book.", "Name the file in it that ends in .cswb.")
    if not stat.S_ISREG(mode):
        raise WorkbenchError(f"{path} is a device or pipe, not a book.", "Name a file that ends in .cswb.")
