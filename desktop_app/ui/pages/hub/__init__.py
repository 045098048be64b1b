"""The tab *Ke kabupaten*: joining the regency office, sending, and what came back.

What is shown is read whole in the reader lane (``reading``) and arrives as plain text, so that
the widgets know neither store nor line. Sending itself is the carrier's, for the whole desk: the
tab only shows it, and a person may start and stop it here. A line that is away is not an error:
what waits is safe and goes by itself. What came back leads to the very field it is about.
"""
