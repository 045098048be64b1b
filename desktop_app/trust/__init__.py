"""Keys, the passwords that open them, and signatures on paper.

The database is encrypted with one random key; nobody's password is that key. Each account, and
the printed recovery code, has a slot: Argon2id opens an age identity, and the key is sealed to
that identity's public half. So a new key can be sealed to everybody without anybody's password,
which is what removing an account needs, and a password change touches one slot only.

Papers carry a COSE_Sign1 with Ed25519 in base45: standards that other programs can check, in the
characters a QR symbol packs tightest. Only published formats and their libraries are used here;
they are imported when first needed, because the window starts before anybody logs in.
"""
