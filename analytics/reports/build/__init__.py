"""The build: execute, check, publish, keep and schedule reports."""
