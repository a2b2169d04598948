"""What each section of a document says.

- levels.py    a level with its parts
- skills.py    groups and skills, and their marks
- projects.py  projects and the skills they exercise
- advice.py    phases, interviews, networking, tips, transitions
"""
