"""App: mail on its way. A request only writes down what is to be sent; sending is done outside it.

- models.py    a row a mail that waits, is being sent, or was given up
- outbox.py    what the app sends mail with: it adds a row and wakes the sender
- packing.py  a mail as text of a row, and back
- smtp.py      handing one mail over to the mail server, within a time
- sending.py   which mail is due, whose turn it is to send it, and what came of it
- sender.py    the thread of a serving process that does it
"""
