"""The limits that a child process puts on itself before it reads a hostile byte."""

import resource

MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 20


def close_in() -> None:
    """No file, socket or pipe can be opened any more, nothing written to disk, no dump left, no more memory than allowed.

    The highest descriptor is that of the error stream: any `open`, `socket` or `pipe` fails with EMFILE from here on.
    """
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))


def begin_file() -> None:
    """Gives the next file its own seconds of processor; past them the system ends the process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (spent + CPU_SECONDS, resource.RLIM_INFINITY))
