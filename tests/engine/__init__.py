"""The rules, tested without Django: pytest tests/engine --confcutdir=tests/engine -p no:django."""
