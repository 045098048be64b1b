"""The window: Qt and nothing else.

Only this package imports Qt, and no rule stands here: a page asks an action in a lane and shows
what comes back, so that the same action serves window, command and import. Lanes for writing,
reading, long work and the net, one door back (``jobs``); what changed travels on one bus
(``changes``). The main thread never touches disk or network, so every key is answered within a
frame. One ``carrier`` a desk sends by itself; nobody at the desk ever waits for a line.

Nothing is global: a page is given its ``UiContext``. Colours and measures are tokens of one table
(``theme``), put on by palette and one style sheet; icons are painted in roles of the palette. The
log-in stands before the store is imported; the machinery is loaded while the password is typed.
"""
