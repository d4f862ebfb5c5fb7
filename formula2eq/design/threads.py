"""One thread for small linear algebra.

Matrices of a few hundred columns gain nothing from a second thread, and on a machine with other work
they lose: threads of OpenBLAS that wait for a busy core made fits up to 25 times slower, and they go
on waiting for a while after the work is done, so one call with many threads slows the next ones.
"""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from functools import cache

from threadpoolctl import ThreadpoolController

#: Work with more operations in one call uses all threads.
OPERATIONS = 1e8


@cache
def _controller(_: bool) -> ThreadpoolController:
    return ThreadpoolController()


def suitable_threads(operations: float) -> AbstractContextManager[object]:
    """A context in which linear algebra runs on as many threads as do it good.

    ``operations`` says how many a single call takes, ``inf`` for what is known to be large.
    """
    if operations > OPERATIONS:
        return nullcontext()
    # scipy brings an OpenBLAS of its own; it is there only once scipy.linalg is loaded.
    limit: AbstractContextManager[object] = _controller("scipy.linalg" in sys.modules).limit(
        limits=1, user_api="blas"
    )
    return limit
