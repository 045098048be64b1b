"""The line to the hub: what waits goes out, what is new comes in.

Everything that goes out is stored before it is sent for the first time, kept until its receipt and
sent again byte for byte; so a lost reply, a cut line or a killed program costs a repetition and
never a registration. What comes back is believed where the hub's certified key signed it, and
otherwise not at all: a log-in page of a hotel says nothing about anybody. No transaction is open
while the line is waited for. Order is the log's; clocks are compared and never decide. The order
within an exchange is always the same: what was sent before, what is new, pictures, keys, the feed.
The desk comes in as a small protocol, because who may send is decided above.
"""
