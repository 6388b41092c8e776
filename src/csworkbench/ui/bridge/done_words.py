"""A change's name said as done: "Log a touch with Acme" -> "Logged a touch with Acme"."""

from __future__ import annotations

_IRREGULAR = {
    "choose": "Chose", "drop": "Dropped", "find": "Found", "give": "Gave", "hold": "Held", "keep": "Kept",
    "leave": "Left", "log": "Logged", "make": "Made", "plan": "Planned", "put": "Put", "redo": "Redid", "send": "Sent",
    "set": "Set", "split": "Split", "tag": "Tagged", "take": "Took", "tell": "Told", "undo": "Undid",
    "cancel": "Cancelled", "override": "Overrode", "write": "Wrote",
}  # fmt: skip
_REGULAR = frozenset({
    "accept", "acknowledge", "add", "advance", "archive", "assign", "change", "clear", "close", "complete", "correct",
    "create", "deliver", "delete", "dismiss", "edit", "end", "erase", "finish", "fix", "hide", "import", "link", "mark",
    "merge", "miss", "move", "open", "pause", "prepare", "prune", "promise", "record", "release",
    "remove", "rename", "reopen", "reply", "reschedule", "resolve", "restore", "resume", "retire", "save", "schedule",
    "snooze", "start", "store", "switch", "update",
})  # fmt: skip


def said_as_done(name: str) -> str:
    """Give the name with its first word in the past; a name that begins with no known verb comes back as it is."""
    verb, space, rest = name.partition(" ")
    known = verb.lower()
    if known in _IRREGULAR:
        return f"{_IRREGULAR[known]}{space}{rest}"
    if known in _REGULAR:
        return f"{verb}{'d' if verb.endswith('e') else 'ed'}{space}{rest}"
    return name
