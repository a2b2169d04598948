"""App: who a person is to the app. An address, a password, and what they prefer; no more."""
