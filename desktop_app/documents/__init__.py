"""Paper: plain frozen values in, PDF bytes out.

Why it is so: reportlab writes, because it is the fastest of those measured and streams; every
text is measured and placed before anything is drawn, so that what does not fit is refused and
never clipped. The fixed part of a paper is one form XObject per document; a QR code is one inline
1-bit mask made by zint with a fixed mask pattern (any reader takes any of the eight). Words and
colours are data in ``resources/templates``. Equal values give equal bytes. A paper says only what
the values say: ``confirmed`` alone makes it a participant's paper, and the papers are a design of
our own, never an imitation of BPJS Ketenagakerjaan's. Geometry is in millimetres from the top
left corner; only :mod:`desktop_app.documents.page` knows points.
"""
