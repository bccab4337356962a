#!/usr/bin/python3
"""A million correlated draws of twelve inputs, priced for eight cohorts over
three years, vectorised in blocks of 50,000: draws_numpy.py [SHARE]. The inputs
are those of bench_draws.c. Prints processor seconds and the mean."""
import sys
import time

import numpy as np
from scipy.special import betaincinv, ndtr

DRAWS, BLOCK, RATE, PRICE = 1 << 20, 50000, 0.1, 360
SEATS = np.array([120, 80, 60, 60, 50, 50, 40, 40.])
START = np.array([0, 0, .25, .25, .5, .5, .75, 1])


def pert(u, low, mode, high):
    width = high - low
    return low + width * betaincinv(1 + 4 * (mode - low) / width,
                                    1 + 4 * (high - mode) / width, u)


def triangular(u, low, mode, high):
    width, turn = high - low, (mode - low) / (high - low)
    return np.where(u < turn, low + width * np.sqrt(u * turn),
                    high - width * np.sqrt((1 - u) * (1 - turn)))


def price(z, years, starts):
    u = ndtr(z)
    hour = 62 * np.exp(np.log(1.2) * z[6])
    lasting = ((30 + 12 * z[0]) * pert(u[1], .3, .6, 1)
               * (1 - betaincinv(2, 18, u[2])) * betaincinv(14, 6, u[3])
               * triangular(u[5], 42, 46, 48) / 60 * pert(u[7], .25, .5, .75))
    persistence = pert(u[4], .6, .85, 1)
    growth, uplift = .03 + .01 * z[8], triangular(u[9], 0, .05, .12)
    admin, training = 60000 * np.exp(np.log(1.4) * z[10]), pert(u[11], 1, 3, 8)
    fee, net = np.full(z.shape[1], float(PRICE)), np.zeros(z.shape[1])
    for year in range(3):
        net += (1 + RATE) ** -(year + 1) * (
            years[year] * (lasting * hour - fee)
            - starts[year] * training * hour - admin)
        hour *= 1 + growth
        fee *= 1 + uplift
        lasting *= persistence
    return net


def main():
    share = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    start = time.process_time()
    apart = np.abs(np.subtract.outer(np.arange(12), np.arange(12)))
    r = np.where(apart == 0, 1, 2 * np.sin(np.pi * .4 ** apart / 6))
    factor = np.linalg.cholesky(r)
    years = [(SEATS * np.clip(y + 1 - START, 0, 1)).sum() for y in range(3)]
    starts = [SEATS[(START >= y) & (START < y + 1)].sum() for y in range(3)]
    rng = np.random.default_rng(1)
    draws, total = DRAWS // share, 0.
    for first in range(0, draws, BLOCK):
        z = factor @ rng.standard_normal((12, min(BLOCK, draws - first)))
        total += price(z, years, starts).sum()
    print(time.process_time() - start, "mean", round(total / draws))


main()
