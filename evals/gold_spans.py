"""Words of an article → their offsets: how the gold labels point at text without counting characters."""

from __future__ import annotations

from dataclasses import dataclass

Extent = tuple[int, int]


class SpanError(ValueError):
    """Words that the article does not hold, or holds more than once."""


@dataclass(frozen=True)
class Article:
    """The text of one article and the ways of finding words in it."""

    text: str

    def span(self, extent: Extent) -> dict[str, object]:
        """Give the record's form of a span."""
        start, end = extent
        return {"start": start, "end": end, "exact": self.text[start:end]}

    def whole(self) -> Extent:
        """Give the extent of everything."""
        return 0, len(self.text)

    def paragraph(self, extent: Extent) -> Extent:
        """Give the lines that an extent touches."""
        start = self.text.rfind("\n", 0, extent[0]) + 1
        end = self.text.find("\n", extent[1])
        return start, len(self.text) if end < 0 else end

    def occurrences(self, words: str, scope: Extent) -> list[Extent]:
        """Every place in the scope where these whole words stand; `A ~ B` is from A to the next B."""
        first, elided, last = words.partition(" ~ ")
        starts = self._exact(first, scope)
        if not elided:
            return starts
        found = []
        for start, end in starts:
            if ends := self._exact(last, (end, scope[1])):
                found.append((start, ends[0][1]))
        return found

    def _exact(self, words: str, scope: Extent) -> list[Extent]:
        found = []
        at = self.text.find(words, *scope)
        while at >= 0:
            end = at + len(words)
            if not self._cuts_word(at) and not self._cuts_word(end):
                found.append((at, end))
            at = self.text.find(words, at + 1, scope[1])
        return found

    def _cuts_word(self, at: int) -> bool:
        """Tell whether a boundary here would cut a word or a number ("3|,000") in two."""
        before, after = self.text[at - 1 : at], self.text[at : at + 1]
        if before.isalnum() and after.isalnum():
            return True
        return (before in {",", "."} and after.isdigit() and self.text[at - 2 : at - 1].isdigit()) or (
            after in {",", "."} and before.isdigit() and self.text[at + 1 : at + 2].isdigit()
        )

    def find(self, words: str, *scopes: Extent) -> Extent:
        """
        Find the one place where the words stand, in the narrowest scope that holds them.

        `words#2` is the second occurrence in that scope; `words @ context` looks inside the context, which is
        itself found in the scopes.
        """
        if not words.strip():
            raise SpanError("no words are given")
        inner, at, context = words.partition(" @ ")
        if at:
            return self.find(inner, self.find(context, *scopes))
        words, number = _numbered(words)
        for scope in scopes:
            found = self.occurrences(words, scope)
            if number and len(found) >= number:
                return found[number - 1]
            if found and not number:
                if len(found) > 1:
                    raise SpanError(f"{words!r} stands {len(found)} times in {self._brief(scope)}; add #1, #2 … or @ context")
                return found[0]
        raise SpanError(f"{words!r} is not in {self._brief(scopes[-1])}" if not number else f"{words!r} has no occurrence {number}")

    def nearest(self, words: str, anchors: list[Extent], avoid: list[Extent], *scopes: Extent) -> Extent:
        """Find the occurrence that is nearest to an anchor and overlaps nothing in `avoid`."""
        bare, number = _numbered(words)
        if number or " @ " in words:
            return self.find(words, *scopes)
        for scope in scopes:
            everywhere = self.occurrences(bare, scope)
            found = [one for one in everywhere if not any(_overlap(one, other) for other in avoid)] or everywhere
            ranked = sorted((min(_gap(one, anchor) for anchor in anchors), one) for one in found)
            if len(ranked) > 1 and ranked[1][0] - ranked[0][0] <= 2:
                raise SpanError(f"{bare!r} stands as near on both sides; add #1, #2 … or @ context")
            if ranked:
                return ranked[0][1]
        raise SpanError(f"{bare!r} is not in {self._brief(scopes[-1])}")

    def _brief(self, scope: Extent) -> str:
        words = self.text[scope[0] : scope[1]].strip()
        return repr(words if len(words) <= 60 else f"{words[:30]}…{words[-25:]}")


def _numbered(words: str) -> tuple[str, int]:
    bare, mark, number = words.rpartition("#")
    return (bare, int(number)) if mark and number.isdigit() else (words, 0)


def _overlap(one: Extent, other: Extent) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _gap(one: Extent, other: Extent) -> int:
    return max(one[0] - other[1], other[0] - one[1], 0)
