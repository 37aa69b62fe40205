"""Plain text: all of it is kept as it stands; a first short line without a final stop is the headline."""

from __future__ import annotations

import re

from allegedly.intake.drafts import Draft, one_line
from allegedly.records import Zone

LONGEST_HEADLINE = 180
FEWEST_WORDS = 2
_NOT_A_HEADLINE = re.compile(
    r"(?i:by|from)\s+[A-Z]|[-–—•*\[>]|\((?![^)]{1,12}\)\s+\w)|[^—]{0,40}(?:—|--)\s|[^:]{0,60}\(\w[\w ]*\)\s*[-–—]"
)
_FINAL = (".", ",", ";", ":", "…", "-", "–", "—", '."', ".”", ".'", ".’")
_STOPPED = re.compile(r"[.!?…][\"'”’»)\]]*\s*$")


def read_plain(text: str) -> Draft:
    """`text` itself, with its headline (if it has one) as title and headline zone."""
    found = _headline(text)
    if found is None:
        return Draft(text)
    start, end, after = found
    return Draft(text, (Zone(start, after, "headline", None),), title=one_line(text[start:end]))


def _headline(text: str) -> tuple[int, int, int] | None:
    """Offsets of the headline (start, end) and of the line after it, or None."""
    first = re.search(r"\S[^\n]*", text)
    if first is None or len(first[0].rstrip()) > LONGEST_HEADLINE:
        return None
    line = first[0].rstrip()
    following = re.compile(r"\n([ \t]*\n)*[ \t]*(?P<next>\S[^\n]*)").match(text, first.end())
    if following is None or line.endswith(_FINAL) or _NOT_A_HEADLINE.match(line) or len(line.split()) < FEWEST_WORDS:
        return None
    start = text.rfind("\n", 0, first.start()) + 1
    if start != first.start() and len(text[start : first.start()]) > 1:
        return None  # an indented first line opens a paragraph
    blank_between = following[0].count("\n") > 1
    if not blank_between and not _reads_on_as_body(line, following["next"], text, following.end()):
        return None
    return start, first.start() + len(line), following.start("next")


def _reads_on_as_body(line: str, following: str, text: str, end: int) -> bool:
    """Whether `following` opens the article, rather than going on with a sentence that was broken to fit a line."""
    if following[0].islower():
        return False
    if _STOPPED.search(following):
        return True
    # Lines broken at one width are of about one length; the second line of an article is a paragraph.
    return len(following) > 1.5 * len(line) and (len(following) > LONGEST_HEADLINE or text.find("\n", end) < 0)
