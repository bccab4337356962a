"""Reference for the sources of metered units: a walk through the days.

    python3 tests/reference/meter_schedule.py > tests/reference/meter_schedule.h

Needs mpmath. Every day knows which packs and commitments are there; days of
one calendar month that know the same are one piece. Written from the rules,
with nothing of the program.
"""
import calendar
from datetime import date, timedelta

from mpmath import inf, log, mp, mpf, ncdf, sqrt

mp.dps = 30
DAY = timedelta(days=1)
EPOCH = date(1970, 1, 1)


def days_in(d):
    return calendar.monthrange(d.year, d.month)[1]


def add(d, months):
    """The last day of a month stays the last, any other is clamped."""
    y, m = divmod(d.year * 12 + d.month - 1 + months, 12)
    length = calendar.monthrange(y, m + 1)[1]
    last = d.day == days_in(d)
    return date(y, m + 1, length if last else min(d.day, length))


def excess(mean, cv, k):
    if k == inf:
        return mpf(0)
    if k <= 0 or cv == 0:
        return max(mpf(0), mean - k)
    sigma = sqrt(log(1 + cv * cv))
    d = log(mean / k) / sigma + sigma / 2
    return mean * ncdf(d) - k * ncdf(d - sigma)


def turn(source, day):
    """Which turn of the source a day is in; None outside all of them."""
    if day < source['from']:
        return None
    k = 0
    while day > add(source['from'] - DAY, (k + 1) * source['months']):
        k += 1
    return k if k == 0 or source['renew'] else None


def pieces(sources, first, last):
    out, day = [], first
    while day <= last:
        state = (day.year, day.month) + tuple(turn(s, day) for s in sources)
        if out and out[-1]['state'] == state:
            out[-1]['to'] = day
        else:
            out.append({'from': day, 'to': day, 'state': state,
                        'turns': state[2:]})
        day += DAY
    for p in out:
        p['share'] = mpf((p['to'] - p['from']).days + 1) / days_in(p['from'])
    return out


def simulate(case):
    sources = case['sources']
    run = pieces(sources, case['first'], case['last'])
    balance = [mpf(0)] * len(sources)
    bought = [None] * len(sources)
    for i, p in enumerate(run):
        month = (p['from'].year - case['first'].year) * 12 + \
            p['from'].month - case['first'].month
        mean = mpf(case['mean']) * mpf(case['growth'])**month
        pool, price = mpf(case['pool']), mpf(case['price'])
        commit, cap = mpf(case['commit']), mpf(case['cap'])
        share, cv = p['share'], mpf(case['cv'])
        at_hand = []  # units of the piece, by source
        paid = commit * share
        for k, s in enumerate(sources):
            if p['turns'][k] is None:
                at_hand.append(mpf(0))
            elif s['kind'] == 'COMMIT':
                at_hand.append(mpf(s['units']) * share)
                paid += mpf(s['units']) * mpf(s['price']) * share
            else:
                if bought[k] != p['turns'][k]:
                    bought[k], balance[k] = p['turns'][k], mpf(s['units'])
                at_hand.append(balance[k])
        own = commit / price
        threshold = pool + own + sum(at_hand) / share
        stop = inf if cap == inf else max(
            mpf(0), threshold + (cap - paid / share) / price)
        beyond = share * max(mpf(0), excess(mean, cv, threshold) -
                             excess(mean, cv, stop))
        need = share * max(mpf(0), min(mean, stop) - pool)
        drawn = [min(need, own * share)]
        need -= drawn[0]
        rows = []
        for k, s in enumerate(sources):
            take = min(need, at_hand[k])
            need -= take
            rest = at_hand[k] - take
            following = turn(s, p['to'] + DAY)
            ends = s['kind'] == 'COMMIT' or (
                p['turns'][k] is not None and following != p['turns'][k])
            lost = rest if ends else mpf(0)
            balance[k] = rest - lost
            rows.append((at_hand[k], take, lost))
        p.update(mean=mean, threshold=threshold, stop=stop, committed=paid,
                 from_commit=drawn[0], beyond=beyond * price,
                 blocked=excess(mean, cv, stop) / mean, rows=rows)
    return run


def pack(kind, units, price, start, months, renew=False):
    return {'kind': kind, 'units': units, 'price': price, 'from': start,
            'months': months, 'renew': renew}


BASE = {'mean': 1000, 'growth': 1, 'cv': '0.3', 'pool': 0, 'price': '0.02',
        'commit': 0, 'cap': inf, 'first': date(2024, 7, 1),
        'last': date(2025, 6, 30), 'sources': []}


def case(name, **more):
    return dict(BASE, name=name, **more)


CASES = [
    case('as it is used'),
    case('a window that cuts months', first=date(2024, 7, 12),
         last=date(2025, 3, 9), pool=300, commit=8),
    case('a pack that lasts half a year', pool=100, sources=[
        pack('PREPAID', 5000, '0.015', date(2024, 7, 1), 12)]),
    case('a pack too large', sources=[
        pack('PREPAID', 20000, '0.012', date(2024, 7, 1), 6)]),
    case('packs that renew in the middle of a month', growth='1.04', sources=[
        pack('PREPAID', 2500, '0.015', date(2024, 7, 17), 3, True)]),
    case('from the end of a month', sources=[
        pack('PREPAID', 2500, '0.015', date(2024, 8, 31), 1, True),
        pack('COMMIT', 100, '0.018', date(2024, 10, 30), 4)]),
    case('a commitment, then a pack', cv='0.6', pool=50, sources=[
        pack('COMMIT', 400, '0.016', date(2024, 7, 1), 12),
        pack('PREPAID', 3000, '0.017', date(2024, 9, 15), 6)]),
    case('two packs, the second first to expire', sources=[
        pack('PREPAID', 4000, '0.017', date(2024, 7, 1), 12),
        pack('PREPAID', 1500, '0.011', date(2024, 7, 1), 3, True)]),
    case('a cap on what is left', cap=12, cv='0.8', growth='1.1', pool=200,
         sources=[pack('PREPAID', 2000, '0.015', date(2024, 7, 1), 12)]),
    case('a cap below the commitment', cap=5, commit=9, pool=100),
    case('a cap, a commitment and no spread', cv=0, cap=15, commit=6,
         growth='1.2', pool=100),
    case('shorthand and source', commit=4, growth='0.9', sources=[
        pack('COMMIT', 300, '0.016', date(2024, 7, 1), 6, True)]),
]


def n(v):
    return 'INFINITY' if v == inf else mp.nstr(mpf(v), 17)


def d(day):
    return str((day - EPOCH).days)


print('/* Made by tests/reference/meter_schedule.py; not edited by hand. */')
print('enum { MOST_SOURCES = 2, MOST_PIECES = 40 };')
print('static const struct {')
print('    const char *name;')
print('    double cv, pool, price, commit, cap;')
print('    sw_day first, last;')
print('    size_t n_sources;')
print('    sw_meter_source sources[MOST_SOURCES];')
print('    size_t n;')
print('    struct {')
print('        sw_day from, to;')
print('        double mean, threshold, stop, committed, from_commit, beyond,')
print('            blocked;')
print('        sw_meter_draw draw[MOST_SOURCES];')
print('    } piece[MOST_PIECES];')
print('} SCHEDULE[] = {')
for c in CASES:
    run = simulate(c)
    print('    {"%s", %s,' % (c['name'], ', '.join(
        n(c[f]) for f in ('cv', 'pool', 'price', 'commit', 'cap'))))
    print('     %s, %s, %d,' % (d(c['first']), d(c['last']),
                                len(c['sources'])))
    print('     {' + (', '.join('{SW_METER_%s, %s, %s, %s, %d, %s}' % (
        s['kind'], n(s['units']), n(s['price']), d(s['from']), s['months'],
        'true' if s['renew'] else 'false') for s in c['sources']) or '{0}') + '},')
    print('     %d, {' % len(run))
    for p in run:
        print('      {%s, %s, %s, {%s}},' % (
            d(p['from']), d(p['to']),
            ', '.join(n(p[f]) for f in ('mean', 'threshold', 'stop',
                                        'committed', 'from_commit', 'beyond',
                                        'blocked')),
            ', '.join('{%s}' % ', '.join(map(n, row))
                      for row in p['rows']) or '{0}'))
    print('     }},')
print('};')
