"""What an editor hands in, read as a Source: structure only, no meaning.

- bounds.py   how much is read at once
- texts.py    bytes to text: what they are encoded in, what does not belong in a text
- markup.py   Markdown and HTML to an outline and tables
- cells.py    one HTML table to its cells
- sheets.py   CSV and workbooks to tables
- arrivals.py what came, by its content, and what is said of what can't be read
- files.py    one file, several, or an archive of them
"""

from .bounds import MOST_BYTES
from .files import read_source

__all__ = ["MOST_BYTES", "read_source"]
