"""What each section of a document says.

- levels.py       where a level begins and ends, and its heading (headings.py)
- level_parts.py  the parts of a level
- skills.py       groups and skills, and their marks
- projects.py     projects and the skills they exercise
- pay.py          a section that says what every level pays
- overview.py     what the path is about
- phases.py, interview.py, networking.py, advice.py, texts.py  the sections of those names
- which.py        which level a few words mean
"""
