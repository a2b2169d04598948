"""Paths taken out for other programs.

- sheets.py  as a table: a line for each skill of each level, or a level a column; CSV and xlsx
"""
