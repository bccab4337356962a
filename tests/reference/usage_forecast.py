"""Reference for the forecast of use, in 40 digits and with whole matrices.

    python3 tests/reference/usage_forecast.py > tests/reference/usage_forecast.h

Needs mpmath. The regression is (X'X)^-1 X'y with Newey and West's middle
matrix; nothing is centred, unlike in the program.
"""
from mpmath import betainc, exp, findroot, log, matrix, mp, mpf, sqrt

mp.dps = 40
NAN = mpf('nan')


def t_quantile(p, df):
    def cdf(t):
        x = df / (df + t * t)
        return 1 - betainc(mpf(df) / 2, mpf(1) / 2, 0, x, regularized=True) / 2
    return findroot(lambda t: cdf(t) - p, (mpf(1), mpf(3)), tol=mpf(10)**-30)


def regression(month, units):
    n = len(month)
    x = matrix([[1, m] for m in month])
    y = matrix([log(u) for u in units])
    inverse = (x.T * x)**-1
    b = inverse * (x.T * y)
    rest = y - x * b
    middle = matrix(2, 2)
    for i in range(n):
        for j in range(n):
            weight = {0: mpf(1), 1: mpf(1) / 2}.get(abs(month[i] - month[j]), 0)
            for r in range(2):
                for c in range(2):
                    middle[r, c] += weight * x[i, r] * x[j, c] * rest[i] * rest[j]
    robust = inverse * middle * inverse
    s2 = sum(e * e for e in rest) / (n - 2)
    return b, sqrt(robust[1, 1]), s2, inverse


def damped(h):
    return sum(mpf('0.9')**i for i in range(1, h + 1))


def forecast(month, units, growth):
    month = [mpf(m) for m in month]
    units = [mpf(u) for u in units]
    n, last = len(units), month[-1]
    mean = sum(units) / n
    out = dict(slope=NAN, se=NAN, t=NAN, fitted=0)
    b = None
    if n > 3 and min(units) > 0 and len(set(units)) > 1:
        b, se, s2, inverse = regression(month, units)
        out.update(slope=b[1], se=se, t=b[1] / se)
    stands_out = b is not None and abs(out['t']) >= 2
    out['fitted'] = int(stands_out and growth != 0)
    if out['fitted']:
        out['level'] = exp(b[0] + b[1] * last)
        line = [exp(b[0] + b[1] * m) for m in month]
        out['cv'] = sqrt(sum((u / v - 1)**2 for u, v in zip(units, line)) /
                         (n - 2))
        end = matrix([1, last])
        out['level_se'] = out['level'] * sqrt(s2 * (end.T * inverse * end)[0])
    else:
        out['level'] = mean
        sd = sqrt(sum((u - mean)**2 for u in units) / (n - 1)) if n > 1 else NAN
        out['cv'] = sd / mean if mean > 0 else mpf(0)
        out['level_se'] = sd / sqrt(n)
    g = mpf(growth) if growth is not None else b[1] if stands_out else mpf(0)
    out['growth'] = g

    def at(h):
        if growth is not None:
            return out['level'] * exp(g * h)
        return out['level'] * exp(g * damped(h))

    def row(h):  # of the design, on the fitted line
        return matrix([1, last + (damped(h) if growth is None else 0)])

    ahead = [at(h) for h in range(1, 13)]
    out['at1'], out['at12'], out['at30'] = ahead[0], ahead[11], at(30)
    if n < 2:
        out.update(low5=NAN, high5=NAN, low_year=NAN, high_year=NAN)
        return out
    t = t_quantile(mpf('0.95'), n - (2 if out['fitted'] else 1))
    total = sum(ahead)
    if out['fitted']:
        half = t * sqrt(s2 * (1 + (row(5).T * inverse * row(5))[0]))
        out['low5'], out['high5'] = at(5) * exp(-half), at(5) * exp(half)
        gradient = matrix([0, 0])
        for h in range(1, 13):
            gradient += row(h) * ahead[h - 1]
        v = sum(a * a for a in ahead) + (gradient.T * inverse * gradient)[0]
        half = t * sqrt(s2 * v) / total
        out['low_year'], out['high_year'] = total * exp(-half), total * exp(half)
        return out
    half = t * out['cv'] * at(5) * sqrt(1 + mpf(1) / n)
    out['low5'], out['high5'] = max(mpf(0), at(5) - half), at(5) + half
    half = t * out['cv'] * sqrt(sum(a * a for a in ahead) + total**2 / n)
    out['low_year'] = max(mpf(0), total - half)
    out['high_year'] = total + half
    return out


CASES = [
    ('case 10, own slope', range(1, 7), [1000, 2000, 3000] * 2, None),
    ('case 10, no growth', range(1, 7), [1000, 2000, 3000] * 2, 0),
    ('case 11', range(1, 7), [1000, 1200, 1400, 1600, 1800, 2000], None),
    ('case 11, 3 % a month', range(1, 7), [1000, 1200, 1400, 1600, 1800, 2000],
     '0.03'),
    ('falling', range(24289, 24299),
     [910, 905, 850, 799, 812, 760, 731, 690, 702, 655], None),
    ('no slope', range(3, 13), [90, 110, 95, 105, 99, 108, 91, 103, 97, 101],
     None),
    ('no slope, growth given', range(3, 13),
     [90, 110, 95, 105, 99, 108, 91, 103, 97, 101], '-0.04'),
    ('a gap', [1, 2, 3, 7, 8, 9, 10], [50, 55, 61, 88, 97, 105, 118], None),
    ('three months', range(1, 4), [10, 20, 40], None),
    ('two months and growth', range(1, 3), [10, 20], '0.1'),
    ('one month', [5], [70], None),
    ('a month of nothing', range(1, 6), [0, 10, 20, 40, 80], None),
    ('nothing at all', range(1, 6), [0, 0, 0, 0, 0], None),
    ('constant', range(1, 6), [7, 7, 7, 7, 7], None),
    ('wide', range(1, 9), [5, 900, 14, 30, 2100, 8, 77, 5000], None),
    ('two years', range(1, 25),
     [round(1e8 * 1.017**i * (1 + ((i * 7919) % 13 - 6) / 90))
      for i in range(24)], None),
]
FIELDS = ['level', 'level_se', 'growth', 'slope', 'se', 't', 'cv', 'at1', 'at12', 'at30',
          'low5', 'high5', 'low_year', 'high_year']


def number(v):
    text = mp.nstr(v, 17)
    return 'NAN' if text == 'nan' else text


print('/* Made by tests/reference/usage_forecast.py; not edited by hand. */')
print('static const struct {')
print('    const char *name;')
print('    size_t n;')
print('    int month[24];')
print('    double units[24], given;')
print('    bool fitted;')
print('    double ' + ', '.join(FIELDS) + ';')
print('} USAGE[] = {')
for name, month, units, growth in CASES:
    month = list(month)
    out = forecast(month, units, mpf(growth) if growth is not None else None)
    print('    {"%s", %d,' % (name, len(month)))
    print('     {' + ', '.join(map(str, month)) + '},')
    print('     {' + ', '.join(map(str, units)) + '},')
    print('     %s, %s,' % ('NAN' if growth is None else growth,
                            'true' if out['fitted'] else 'false'))
    print('     ' + ',\n     '.join(number(out[f]) for f in FIELDS) + '},')
print('};')
