"""Why a statement has its chain, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_FOUND_BY = {
    "both": "tagger and grammar both saw it",
    "tagger": "the tagger saw it, the grammar did not",
    "grammar": "the grammar saw it, the tagger did not",
}
_LONGEST = 70


def write_explanation(explanation: dict[str, Any]) -> str:
    """An explanation (a mapping: number, content, hops) as text: one paragraph a hop, from the reader's side to the root."""
    words = " … ".join(span["exact"] for span in explanation["content"])
    lines = [f"Statement {explanation['number']}: “{_short(words, 200)}”"]
    for k, hop in enumerate(explanation["hops"]):
        cue = f" by “{hop['cue']}”" if hop["cue"] else ""
        lines.append(f"{'→ ' if k else '  '}{hop['name'] or '[unknown]'}: {hop['act']}{cue}")
        lines += [f"     {line}" for line in _lines(hop)]
    return "\n".join(lines) + "\n"


def _lines(hop: dict[str, Any]) -> Iterator[str]:
    yield f"rule     {hop['rule']}"
    if hop["found_by"]:
        edges = "; the words said are the tagger's" if hop["words_by"] == "tagger" else ""
        yield f"found    {_FOUND_BY[hop['found_by']]}{edges}"
    for span in hop["spans"]:
        yield f"tagger   {span['role']:<8}{span['score']:.2f}  “{_short(span['words'], _LONGEST)}”"
    if hop["spans"]:
        yield f"linker   cue to source {hop['source_link']:.2f}, content to cue {hop['content_link']:.2f}"


def _short(words: str, longest: int) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= longest else flat[: longest - 1].rstrip() + "…"
