"""What health is computed from and what was computed: facts by SQL aggregates, models and snapshots."""
