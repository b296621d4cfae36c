"""A session of ONNX Runtime on one thread, and doing many runs side by side."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # before the import: it reports from then on
import onnxruntime

MOST_WORKERS = 8


def session(model: bytes) -> onnxruntime.InferenceSession:
    """A session that leaves the CPU alone while it waits."""
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    # Waiting threads must not burn the CPU that the terminal needs.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.add_session_config_entry("session.inter_op.allow_spinning", "0")
    options.enable_mem_pattern = False  # it keeps a plan for every length of text
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def side_by_side(
    count: int,
    work: Callable[[int], None],
    workers: int,
    check: Callable[[], None] | None = None,
) -> None:
    """Do ``work`` for each number below ``count``, in this thread and ``workers`` - 1 more.

    ``check`` is called in the calling thread before each number that it takes and once at the
    end; what it or ``work`` raises stops the other threads and is raised here.
    """
    waiting = deque(range(count))

    def run(check: Callable[[], None] | None) -> None:
        try:
            while True:
                if check is not None:
                    check()
                try:
                    number = waiting.popleft()
                except IndexError:  # none left
                    return
                work(number)
        except BaseException:
            waiting.clear()
            raise

    helpers = min(workers, count) - 1
    if helpers < 1:
        run(check)
        return
    with ThreadPoolExecutor(helpers, thread_name_prefix="onnx") as pool:
        helping = [pool.submit(run, None) for _ in range(helpers)]
        run(check)
    for helper in helping:
        helper.result()


def usual_workers() -> int:
    """As many as there are CPUs for this process, eight at most."""
    if hasattr(os, "sched_getaffinity"):
        return min(len(os.sched_getaffinity(0)), MOST_WORKERS)
    return min(os.cpu_count() or 1, MOST_WORKERS)
