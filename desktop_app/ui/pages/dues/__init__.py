"""*Iuran*: who is covered until when and by whom, payments, sponsors, cash at the counter.

Each tab reads in a lane and asks the page for another tab; what is covered is always reckoned
from recorded payments as of a day, never remembered.
"""
