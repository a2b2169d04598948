"""`make bench`: what each page costs beside a floor, both served by the same server in one run.

- floor.py       the floor: a session, a user and a five-line page; with floor_settings.py
- serving.py     the two servers, and the processor time of each
- base.py        an older commit, beside them where one is named
- furnishing.py  a person with 85 rated skills, and an editor's change
- asking.py      a browser's requests, and what is asked
- __main__.py    rounds of all of them in turn, and the table
"""
