"""Bringing foreign files into the book: prepare (detect and map), plan (dry run), apply (one change), rejects.

One file per import kind says how its rows are matched and what they write; `running` drives them.
"""

from csworkbench.services.imports.preparing import ImportStopped, Prepared, prepare_import
from csworkbench.services.imports.rejects import write_rejects
from csworkbench.services.imports.running import apply_import, plan_import

__all__ = ["ImportStopped", "Prepared", "apply_import", "plan_import", "prepare_import", "write_rejects"]
