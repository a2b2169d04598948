"""App: what follows from an assessment. Level, reasons, shortest way, projects."""
