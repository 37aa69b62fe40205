"""Classes of governing words that the climb from a predicate outwards tells apart."""

from __future__ import annotations

ASSERTED_MARKS = frozenset(
    {"after", "as", "because", "since", "while", "when", "although", "though", "before", "until", "once", "whereas", "where"}
)
OBJECTS = frozenset({"dobj", "obj", "nsubjpass", "attr", "oprd", "dative"})
HAPPEN = frozenset(
    {
        "occur",
        "happen",
        "begin",
        "start",
        "take",
        "erupt",
        "be",
        "follow",
        "continue",
        "come",
        "ensue",
        "report",
        "record",
        "hear",
        "loom",
    }
)
TRANSPARENT = frozenset(
    [
        "launch",
        "carry",
        "conduct",
        "stage",
        "hear",
        "see",
        "report",
        "cause",
        "mount",
        "make",
        "suffer",
        "have",
        "record",
        "inflict",
        "begin",
        "perform",
        "execute",
        "commit",
        "wage",
        "do",
        "take",
        "open",
        "undertake",
        "deliver",
        "confirm",
        "observe",
        "register",
        "sustain",
        "face",
        "experience",
        "lead",
        "be",
    ]
)
# "Cannot confirm", "did not say": nothing is known of what follows.
VOUCHING = frozenset({"confirm", "verify", "know", "say", "tell", "corroborate", "substantiate", "establish", "see"})
CONFIRMING = frozenset({"confirm", "verify", "know", "corroborate", "substantiate", "establish"})
# Adjectives that look ahead with the infinitive: "is likely to rise".
FORESEEING = frozenset({"likely", "unlikely", "apt", "prone"})
# Verbs that say that their complement still is so.
STAYING = frozenset({"remain", "stay", "keep", "lie", "stand"})
# Verbs whose bare infinitive tells a fact: what one makes happen, or sees happen.
CAUSATIVE = frozenset({"make", "let", "have", "help", "see", "hear", "watch", "feel", "witness", "notice", "observe"})
# Prepositions that take the gerund under them for granted: "suspended after breaking the law".
GRANTING = frozenset({"after", "since", "despite", "upon", "following"})
# Verbs of change, and the verbs that say in an infinitive how the change ended: "rose to close at nine".
CHANGING = frozenset(
    {
        "advance", "climb", "decline", "decrease", "dip", "drop", "fall", "gain", "grow", "increase",
        "jump", "lose", "plunge", "rally", "rebound", "recover", "rise", "shrink", "sink", "slide",
        "slip", "slump", "soar", "surge", "tumble",
    }
)  # fmt: skip
ENDING = frozenset({"become", "close", "end", "finish", "hit", "reach", "settle", "slip", "stand", "total"})
# What is not noticed may yet be there, when "the" takes it for granted.
NOTICING = frozenset({"hear", "see", "report", "record", "observe", "register"})
