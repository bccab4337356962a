#!/usr/bin/python3
"""The large statistics by hand in numpy: peer_numpy.py bootstrap|cluster FILE
[SHARE]. Prints processor seconds of the job alone, and the result."""
import sys
import time

import numpy as np

PERSONS, RESAMPLES, COLUMNS, GROUPS = 25000, 10000, 20, 5000


def bootstrap(data, share):
    from scipy.special import ndtr, ndtri
    x, y = data[:PERSONS], data[PERSONS:]
    start = time.process_time()
    rng = np.random.default_rng(1)
    count, block = RESAMPLES // share, 100
    t = np.empty(count)
    for i in range(0, count, block):
        shape = (min(block, count - i), PERSONS)
        t[i:i + block] = (x[rng.integers(0, PERSONS, shape)].mean(axis=1)
                          - y[rng.integers(0, PERSONS, shape)].mean(axis=1))
    z0 = ndtri((t < x.mean() - y.mean()).mean())
    influence = np.concatenate([x - x.mean(), y.mean() - y])
    a = (influence ** 3).sum() / (6 * (influence ** 2).sum() ** 1.5)
    z = z0 + ndtri(np.array([.025, .975]))
    low, high = np.quantile(t, ndtr(z0 + z / (1 - a * z)))
    print(time.process_time() - start, low, high)


def cluster(data):
    row = data.reshape(-1, COLUMNS + 1)
    n, p = len(row), COLUMNS + 1
    x, y = np.column_stack([np.ones(n), row[:, :COLUMNS]]), row[:, COLUMNS].copy()
    group = np.arange(n) % GROUPS
    start = time.process_time()
    gram = x.T @ x
    b = np.linalg.solve(gram, x.T @ y)
    residual = y - x @ b
    scores = np.column_stack([
        np.bincount(group, x[:, j] * residual, GROUPS) for j in range(p)])
    bread = np.linalg.inv(gram)
    factor = GROUPS / (GROUPS - 1) * (n - 1) / (n - p)
    v = factor * bread @ (scores.T @ scores) @ bread
    print(time.process_time() - start, b[1], np.sqrt(v[1, 1]))


if sys.argv[1] == "bootstrap":
    bootstrap(np.fromfile(sys.argv[2]), int((sys.argv + ["1"])[3]))
else:
    cluster(np.fromfile(sys.argv[2]))
