"""The window: Qt and nothing else.

Only this package imports Qt, and no rule stands here: a page asks an action in a lane and shows
what comes back, so that the same action serves window, command and import. One writer lane, one
reader lane, one lane for long work, one door back (``jobs``); what changed travels on one bus
(``changes``). The main thread never touches disk, so every key is answered within a frame.

Nothing is global: a page is given its ``UiContext``. Colours and measures are tokens of one table
(``theme``), put on by palette and one style sheet; icons are painted in roles of the palette. The
log-in stands before the store is imported; the machinery is loaded while the password is typed.
"""
