#!/usr/bin/python3
"""Runs a command several times; prints medians of time and peak memory.

usage: measure.py RUNS LABEL COMMAND...
"""
import os
import statistics
import sys
import time


def run(command):
    """Wall seconds, processor seconds and peak MiB of one run."""
    start = time.perf_counter()
    child = os.fork()
    if child == 0:
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, 1)
        os.dup2(sink, 2)
        os.execvp(command[0], command)
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - start
    if status != 0:
        sys.exit(f"{' '.join(command)}: status {status}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    runs, label, command = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
    results = [run(command) for _ in range(runs)]
    wall, processor, memory = zip(*results)
    print(f"| {label} | {statistics.median(wall):.3f} | {min(wall):.3f} | "
          f"{max(wall):.3f} | {statistics.median(processor):.3f} | "
          f"{statistics.median(memory):.0f} |")


main()
