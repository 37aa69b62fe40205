"""No layer reads the clock, the locale or the network: with all three failing or strange, the records are the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

# Read in a process of its own, so that whatever is read at import counts too. `sys.argv` are the files.
READING = """
import hashlib, sys
import msgspec
from allegedly.desk import Overrides, Reader, render

guard_modules()
reader = Reader()
TOLD = "The ministry said on Tuesday, two days ago and last month that about 1.500 soldiers had fled İzmir. It denied it overnight."
documents = [reader.read(path, published="2024-09-16") for path in sys.argv[1:]]
documents.append(reader.read_bytes(TOLD.encode(), "undated.txt", Overrides()))
for form in ("jsonl", "html", "table"):
    print(hashlib.sha256(render(documents, form, colour=False, width=80).encode()).hexdigest())
print(sum(len(d.statements) for d in documents))
"""

# Every door to the clock, the locale and the network fails when a layer of ours goes through it. What a library
# does for itself (a random seed from the time at its import) is its own affair and goes by.
GUARDED = """
import datetime, locale, os, socket, sys, time

def refusing(name, real):
    def guarded(*given, **named):
        caller = sys._getframe(1).f_globals.get("__name__", "")
        if caller == "allegedly" or caller.startswith("allegedly."):
            raise AssertionError(f"{caller} read {name}")
        return real(*given, **named)
    return guarded

for module, names in (
    (time, ("time", "time_ns", "localtime", "gmtime", "ctime", "strftime", "monotonic", "perf_counter", "tzset")),
    (locale, ("getlocale", "setlocale", "localeconv", "getpreferredencoding", "strcoll", "strxfrm")),
    (os, ("getenv", "urandom")),
):
    for name in names:
        setattr(module, name, refusing(f"{module.__name__}.{name}", getattr(module, name)))

class Instance(type):
    def __instancecheck__(cls, value):
        return isinstance(value, cls.__mro__[1])

class Clockless(datetime.datetime, metaclass=Instance):
    now = utcnow = today = staticmethod(refusing("datetime.now", datetime.datetime.now))

class Dayless(datetime.date, metaclass=Instance):
    today = staticmethod(refusing("date.today", datetime.date.today))

def guard_modules():
    # Classes of C code cannot be patched, so our modules are given guarded ones.
    for name in [name for name in sys.modules if name == "allegedly" or name.startswith("allegedly.")]:
        module = sys.modules[name]
        for key, value in list(vars(module).items()):
            if value is datetime.datetime:
                setattr(module, key, Clockless)
            elif value is datetime.date:
                setattr(module, key, Dayless)
"""

# Nobody at all, library or not, may open a connection or look up a name.
UNPLUGGED = """
import socket
def unplugged(*given, **named):
    raise AssertionError(f"the network was used: {given}")
socket.socket.connect = socket.socket.connect_ex = unplugged
socket.create_connection = socket.getaddrinfo = socket.gethostbyname = unplugged
"""

# A clock that stands in another century for whoever asks.
OTHER_DAY = """
import time
for name, value in (("time", 4102444800.0), ("time_ns", 4102444800 * 10**9)):
    setattr(time, name, lambda value=value: value)
"""

UNGUARDED = "guard_modules = lambda: None\n"

PLACES = [
    {"TZ": "UTC", "LC_ALL": "C"},
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"},
    {"TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "LANGUAGE": "tr:ar"},
    {"TZ": "Asia/Kathmandu", "LC_ALL": "de_DE.ISO-8859-1", "LC_NUMERIC": "de_DE.UTF-8"},
]


def read_in(place: dict[str, str], before: str, files: list[Path]) -> list[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "TZ"))}
    command = [sys.executable, "-c", before + READING, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=kept | place)  # noqa: S603  our own words
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.splitlines()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    from allegedly.desk import write_samples  # noqa: PLC0415  only this fixture needs it here

    return write_samples(tmp_path_factory.mktemp("clock"))


@pytest.fixture(scope="module")
def plain(files: list[Path]) -> list[str]:
    lines = read_in(PLACES[0], UNGUARDED, files)
    assert int(lines[-1]) > len(files)
    return lines


@pytest.mark.parametrize("place", PLACES[1:], ids=lambda place: place["TZ"])
def test_same_records_in_any_zone_and_locale(plain: list[str], files: list[Path], place: dict[str, str]) -> None:
    assert read_in(place, UNGUARDED, files) == plain


def test_same_records_with_clock_locale_and_network_failing(plain: list[str], files: list[Path]) -> None:
    assert read_in(PLACES[2], GUARDED + UNPLUGGED, files) == plain


def test_same_records_on_another_day(plain: list[str], files: list[Path]) -> None:
    assert read_in(PLACES[1], UNGUARDED + OTHER_DAY, files) == plain


@pytest.mark.parametrize(
    "read",
    [
        "time.time()",
        "time.strftime('%Y')",
        "datetime.now()",
        "datetime.now().strftime('%b')",
        "date.today()",
        "locale.getlocale()",
        "os.getenv('TZ')",
    ],
)
def test_the_guard_can_fail(read: str) -> None:
    """A layer that did read the clock or the locale would be caught."""
    layer = (
        "import types\nlayer = sys.modules['allegedly.text.layer'] = types.ModuleType('allegedly.text.layer')\n"
        "exec('import locale, os, time; from datetime import date, datetime', vars(layer))\nguard_modules()\n"
        f"exec({read!r}, vars(layer))"
    )
    done = subprocess.run([sys.executable, "-c", GUARDED + layer], capture_output=True, text=True, check=False)  # noqa: S603  our own words
    assert "allegedly.text.layer read" in done.stderr
    assert done.returncode != 0


def test_the_network_is_really_off() -> None:
    code = UNPLUGGED + "socket.create_connection(('127.0.0.1', 9))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)  # noqa: S603  our own words
    assert "the network was used" in done.stderr


def test_the_hashes_are_of_three_forms(plain: list[str]) -> None:
    """The hashes stand for records, not for an empty output."""
    assert len(set(plain[:3])) == 3
    assert all(len(line) == 64 for line in plain[:3])
