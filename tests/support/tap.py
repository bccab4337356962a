"""Lines of TAP for tests in Python: ok() for each, done() at the end."""
import sys

DETAILS = 20  # lines that a failure may say
tests = failures = 0


def ok(passed, name, *details):
    global tests, failures
    tests += 1
    failures += not passed
    print(f"{'ok' if passed else 'not ok'} {tests} - {name}", flush=True)
    lines = [line for d in details for line in str(d).splitlines()]
    for line in lines[:DETAILS] if not passed else []:
        print(f"# {line}")


def done():
    print(f"1..{tests}")
    sys.exit(failures > 0)
