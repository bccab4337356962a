"""Reference for the lognormal excess: integrals of the density in 30 digits.

    python3 tests/reference/lognormal_excess.py > tests/reference/lognormal_excess.h

Needs mpmath. Nothing here knows the closed form: bills are integrated as they
are defined, piece by piece.
"""
from mpmath import exp, inf, linspace, log, mp, mpf, npdf, quad, sqrt

mp.dps = 30
FAR = 24  # standard deviations beyond which nothing is left


def integral(mean, cv, f, corners, low=None):
    """E f(X), f smooth between the corners; only X > low counts."""
    sigma = sqrt(log(1 + cv**2))
    mu = log(mean) - sigma**2 / 2

    def z_of(x):
        return (log(x) - mu) / sigma if x > 0 else -inf
    start = max(mpf(-FAR), z_of(low) if low is not None else mpf(-FAR))
    end = max(mpf(FAR) + sigma, start + FAR)
    inner = sorted(z for z in map(z_of, corners) if start < z < end)
    points = [start]
    for z in inner + [end]:
        parts = max(2, int(z - points[-1]) * 2)
        points += linspace(points[-1], z, parts + 1)[1:]
    return quad(lambda z: f(exp(mu + sigma * z)) * npdf(z), points)


def excess(mean, cv, k):
    return integral(mean, cv, lambda x: x - k, [k], k)


def share_above(mean, cv, k):
    return integral(mean, cv, lambda x: mpf(1), [k], k)


def bill(mean, cv, pool, price, commit, cap):
    def of(x):
        return min(max(commit, cap), max(commit, price * max(0, x - pool)))
    corners = [pool, pool + commit / price]
    if cap < inf:
        corners.append(pool + cap / price)
    return integral(mean, cv, of, corners)


def n(v):
    return 'INFINITY' if v == inf else mp.nstr(mpf(v), 17)


def put(*values):
    print('    {' + ', '.join(n(v) for v in values) + '},')


print('/* Made by tests/reference/lognormal_excess.py; not edited by hand. */')
print('static const double EXCESS[][5] = {')
print('    /* mean, cv, k, E(X - k)+, P(X > k) */')
for mean in (mpf(1), mpf(2000), mpf('7.5e9')):
    for cv in ('0.001', '0.05', '0.4472135954999579', '1', '4'):
        for k in ('0.001', '0.5', '0.95', '1', '1.002', '1.3', '3', '40'):
            k = mean * mpf(k)
            cv_ = mpf(cv)
            e = excess(mean, cv_, k)
            if e > mean * mpf(10)**-60:
                put(mean, cv_, k, e, share_above(mean, cv_, k))
print('};')
print('static const double BILL[][8] = {')
print('    /* mean, cv, pool, price, commit, cap, bill, blocked share */')
for mean, cv, pool, price, commit, cap in (
        (2000, '0.4472135954999579', 2000, 1, 0, inf),
        (2000, '0.4472135954999579', 0, 1, 2500, inf),
        (2000, '0.3', 500, '0.02', 20, inf),
        (2000, '0.3', 500, '0.02', 20, 35),
        (2000, '0.3', 500, '0.02', 20, 10),
        (2000, '1.5', 0, '0.02', 0, 40),
        (1.5e9, '0.25', 1e9, '0.00002', 5000, 20000)):
    mean, cv, pool, price = mpf(mean), mpf(cv), mpf(pool), mpf(price)
    commit, cap = mpf(commit), mpf(cap)
    blocked = 0 if cap == inf else excess(mean, cv, pool + cap / price) / mean
    put(mean, cv, pool, price, commit, cap,
        bill(mean, cv, pool, price, commit, cap), blocked)
print('};')
