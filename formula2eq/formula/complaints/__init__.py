"""What there is to say about a text: every sentence of this room, one file per kind of slip.

``syntax`` looks a slip up in tables: tokens that are wrong anywhere, tokens that are wrong where a
term must stand, tokens that are wrong where an operator must stand. Each sentence says what was
met, where, and, where it is plausible, the text mended by one edit; ``parse`` keeps that repair
only if it can be read. ``calls`` speaks of what stands beside the formula in a whole call.
"""
