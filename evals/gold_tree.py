"""The gold label files' lines as a tree: which line belongs below which, and what its parts are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

CLAIM_PARTS = ("in", "actor", "target", "instr", "q", "time", "place", "like", "hedge")
PARENTS = {
    "Z": "",
    **dict.fromkeys(("voice", "S"), "Z"),
    **dict.fromkeys(("H", "C", "ref", "basis", "tech"), "S"),
    "said": "H",
    **dict.fromkeys(CLAIM_PARTS, "C"),
}
LEVELS = {
    "": -1,
    "Z": 0,
    **dict.fromkeys(("voice", "S"), 1),
    **dict.fromkeys(("H", "C", "ref", "basis", "tech"), 2),
    **dict.fromkeys(("said", *CLAIM_PARTS), 3),
}
WORDS_ONLY = {"S", "in", "hedge"}
META = ("outlet", "published", "tz", "conflict", "style", "url", "authors", "language", "title")


class LineError(ValueError):
    """What is wrong with one line of a label file."""

    def __init__(self, number: int, message: str) -> None:
        super().__init__(message)
        self.number = number


@dataclass
class Node:
    """One label line with the lines below it."""

    number: int
    key: str
    head: list[str]
    words: str
    children: list[Node] = field(default_factory=list)

    def of(self, *keys: str) -> list[Node]:
        """Give the children with one of these keys."""
        return [child for child in self.children if child.key in keys]

    def one(self, key: str) -> Node | None:
        """Give the only child with this key, if any."""
        found = self.of(key)
        if len(found) > 1:
            raise LineError(found[1].number, f"a second {key!r}")
        return found[0] if found else None

    def label(self) -> str | None:
        """Give the `#label` in the head, if any."""
        return next((part[1:] for part in self.head if part.startswith("#")), None)

    def option(self, name: str) -> str | None:
        """Give the value of `name=value` in the head, underscores as spaces."""
        return next((part.partition("=")[2].replace("_", " ") for part in self.head if part.startswith(f"{name}=")), None)

    def plain(self) -> list[str]:
        """Give the head without labels and options."""
        return [part for part in self.head if not part.startswith("#") and "=" not in part.lstrip("<>=")]

    def first(self) -> str:
        """Give the first word of the head."""
        if not self.plain():
            raise LineError(self.number, f"{self.key!r} lacks its first word")
        return self.plain()[0]


@dataclass
class Labels:
    """A label file, read but not yet resolved."""

    meta: dict[str, str] = field(default_factory=dict)
    tables: dict[str, dict[str, list[str]]] = field(default_factory=lambda: {"who": {}, "alias": {}, "place": {}, "time": {}})
    zones: list[Node] = field(default_factory=list)


@contextmanager
def blame(node: Node) -> Iterator[None]:
    """Errors inside belong to this line, unless they already belong to one."""
    try:
        yield
    except LineError:
        raise
    except ValueError as error:
        raise LineError(node.number, str(error)) from error


def read_labels(source: str) -> Labels:
    """Read the lines of a label file as a tree; raises LineError."""
    labels, path = Labels(), [Node(0, "", [], "")]
    for number, raw in enumerate(source.splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        key, _, rest = line.partition(" ")
        if key.startswith("@"):
            _read_table_row(labels, number, line)
        elif key.endswith(":") and key[:-1] in META:
            labels.meta[key[:-1]] = rest.strip()
        elif key.rstrip(":") in PARENTS:
            bare = key.rstrip(":")
            _attach(path, _read_node(number, bare, line[len(bare) :].strip()))
        else:
            raise LineError(number, f"{key!r} is no keyword")
    labels.zones = path[0].children
    return labels


def _read_node(number: int, key: str, rest: str) -> Node:
    if key in WORDS_ONLY:
        label, _, words = rest.partition(" ") if rest.startswith("#") else ("", "", rest)
        return Node(number, key, [label] if label else [], words.strip())
    head, _, words = f"{rest} ".partition(": ")
    return Node(number, key, head.split(), words.strip())


def _attach(path: list[Node], node: Node) -> None:
    """Hang a line below the nearest line above that may hold it."""
    while LEVELS[path[-1].key] >= LEVELS[node.key]:
        path.pop()
    if path[-1].key != PARENTS[node.key]:
        raise LineError(node.number, f"{node.key!r} belongs below {PARENTS[node.key]!r}, not below {path[-1].key!r}")
    path[-1].children.append(node)
    path.append(node)


def _read_table_row(labels: Labels, number: int, line: str) -> None:
    table, _, rest = line[1:].partition(" ")
    name, equals, cells = rest.partition(" = ")
    name = name.strip()
    if table not in labels.tables or not equals:
        raise LineError(number, "a table row is '@who|@alias|@place|@time KEY = …'")
    if name in labels.tables[table]:
        raise LineError(number, f"{name!r} is defined twice")
    labels.tables[table][name] = [cell.strip() for cell in cells.split("|")]
