"""One thread for small linear algebra.

Matrices of a few hundred columns gain nothing from a second thread, and on a machine with other work
they lose: threads of OpenBLAS that wait for a busy core made fits up to 25 times slower. Needs
threadpoolctl; without it the number of threads stays as it is.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from functools import cache
from importlib import import_module
from typing import Any

from formula2eq.design.design import Design

#: Dense systems with more columns, and cross-products with more operations, use all threads.
COLUMNS = 3000
OPERATIONS = 1e8


@cache
def _controller() -> Any:
    try:
        return import_module("threadpoolctl").ThreadpoolController()
    except ImportError:
        return None


def suitable_threads(design: Design) -> AbstractContextManager[object]:
    """A context in which a fit of this design runs on as many threads as do it good."""
    n, p = design.X.shape
    sizes = [len(block.categories) * len(block.names) for block in design.random]
    large = sum(sizes) - max(sizes, default=0) > COLUMNS or n * (p + 1.0) ** 2 > OPERATIONS
    controller = None if large else _controller()
    if controller is None:
        return nullcontext()
    limit: AbstractContextManager[object] = controller.limit(limits=1, user_api="blas")
    return limit
