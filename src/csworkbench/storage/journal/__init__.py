"""The journal: triggers that note every write, undo and redo over what they noted, and the history."""
