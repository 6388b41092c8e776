"""The plain keys of the account page: of its timeline, of the next check-in, of its tables."""

from __future__ import annotations

from csworkbench.ui.account.next_card import NEXT_KEYS
from csworkbench.ui.account.records_tab import RECORD_KEYS
from csworkbench.ui.account.timeline_list import TIMELINE_KEYS

ACCOUNT_KEYS = (*TIMELINE_KEYS, *NEXT_KEYS, *RECORD_KEYS)
