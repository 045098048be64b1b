"""The forms on the line, shared by office and hub, the same on a stick.

Everything that carries people's data is one envelope: a COSE_Sign1 over a small manifest, then a
payload that only its receiver can open. What the hub says unsigned (a key list before it is
checked, an error word) is never believed further than a sentence on the screen. Everything here is
pure: bytes in, frozen values out; nothing knows a database or a socket. Forms only grow: unknown
keys of a line are carried along, unknown manifest keys are passed over, and what an older program
would misread gets another schema number.
"""
