"""The calendar page: month, week and agenda, the overdue tray, moving by mouse and keys, planning a period."""
