"""Between screen and services: task runner, operations, change hub, id-table model."""
