"""App: rating oneself. What a person said, when, and on what evidence."""
