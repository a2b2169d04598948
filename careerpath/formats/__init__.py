"""How dates and times are written, a module per language; what is not said here is Django's."""
