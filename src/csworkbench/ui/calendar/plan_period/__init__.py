"""The dialog that plans a period: what to plan left, the plan right, changed by hand, written as one change."""
