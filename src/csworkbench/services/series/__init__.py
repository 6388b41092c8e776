"""Series of check-ins: planned by a rule; one, later ones or all are moved, edited and cancelled."""
