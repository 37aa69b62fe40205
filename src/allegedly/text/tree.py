"""Changing the tree of one sentence in place: hang a word elsewhere, cut it off, give the sentence one root."""

from __future__ import annotations

from allegedly.records import Token


def hang(token: Token, head: Token, dep: str) -> None:
    """Hang `token` on `head`; a head that hangs on the token is cut off first."""
    if token is head:
        return
    if head in token.subtree():  # turn the branch round: the new head leaves what hangs on it
        cut(head)
    cut(token)
    token.head, token.dep = head, dep
    head.children.append(token)
    head.children.sort(key=_position)


def cut(token: Token) -> None:
    """Take `token` off its head: it is a root of its own until it is hung elsewhere."""
    if token.head is not token:
        token.head.children.remove(token)
        token.head = token


def make_root(tokens: list[Token], root: Token) -> None:
    """Leave one root: whatever else lost its head hangs on it."""
    cut(root)
    root.dep = "ROOT"
    for token in tokens:
        if token.head is token and token is not root:
            hang(token, root, "punct" if token.pos == "PUNCT" else "dep")


def _position(token: Token) -> int:
    return token.i
