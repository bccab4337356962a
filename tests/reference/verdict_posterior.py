"""What a few answers say, and what nobody measured: distributions by quadrature.

Section 4.2.3 (few answers), 4.2.4 (few teams), 4.3 (the default factor and the
bias prior) and 4.4 (the silent). Every distribution is a `Points`: values with
weights, so that means, quantiles and draws need no second formula.
"""

import numpy as np
from scipy import integrate, stats

CAP = 120.0        # minutes a day that one answer may count
LOG_M = (-2.0, 5.0)
SIGMA_MEDIAN, SIGMA_GSD = 0.9, 1.5
NU0, ICC0 = 3, 0.2
FACTOR = {"mixture": [[.05, {"uniform": [-1, 0]}], [.10, 0],
                      [.85, {"pert": [.3, .6, 1]}]]}
KAPPA = {"pert": [0, .6, 1.2]}
R_TREATED, R_CONTROL = (.1, .1), (0.0, .1)
BIAS = {5: (0, 0), 4: (0, .25), 3: (0, .25), 2: (-.3, .4), 1: (-.3, .4)}
EFFECT_SCALE = 30.0


class Points:
    def __init__(self, values, weights):
        order = np.argsort(values, kind="stable")
        self.values = np.asarray(values, float)[order]
        self.weights = np.asarray(weights, float)[order]
        self.weights = self.weights / self.weights.sum()

    def mean(self):
        return float(self.values @ self.weights)

    def sd(self):
        return float(np.sqrt(self.weights @ (self.values - self.mean())**2))

    def quantile(self, p):
        middle = np.cumsum(self.weights) - self.weights / 2
        return np.interp(p, middle, self.values)

    def draw(self, rng, n):
        return self.quantile(rng.random(n))


# ------------------------------------------------- Distributions of pilot.json

def pert(low, mode, high):
    width = high - low
    return stats.beta(1 + 4 * (mode - low) / width,
                      1 + 4 * (high - mode) / width, low, width)


def frozen(spec):
    """A scipy distribution, or None for a plain number."""
    if not isinstance(spec, dict):
        return None
    (kind, p), = spec.items()
    return {"pert": lambda: pert(*p),
            "uniform": lambda: stats.uniform(p[0], p[1] - p[0]),
            "normal": lambda: stats.norm(*p),
            "beta": lambda: stats.beta(*p)}[kind]()


def parts(spec):
    if isinstance(spec, dict) and "mixture" in spec:
        return spec["mixture"]
    return [[1.0, spec]]


def mean_of(spec):
    return sum(w * (s if frozen(s) is None else frozen(s).mean())
               for w, s in parts(spec))


def cdf_of(spec, x):
    return sum(w * (float(x >= s) if frozen(s) is None else frozen(s).cdf(x))
               for w, s in parts(spec))


def quantile_of(spec, p):
    """The least x with F(x) >= p, by bisection."""
    low, high = -10.0, 10.0
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (low, middle) if cdf_of(spec, middle) >= p else (middle, high)
    return high


def draw_of(spec, rng, n):
    rows = parts(spec)
    if len(rows) == 1 and frozen(spec) is None:
        return np.full(n, float(spec))
    which = rng.choice(len(rows), n, p=[w for w, _ in rows])
    out = np.empty(n)
    for i, (_, s) in enumerate(rows):
        k = int((which == i).sum())
        d = frozen(s)
        out[which == i] = s if d is None else d.rvs(k, random_state=rng)
    return out


# --------------------------------------------------- Few answers (4.2.3)

def log_likelihood(answers, mu, sigma):
    """Of lognormal minutes; an answer is (low, high) or a point (y, y)."""
    total = np.zeros(np.broadcast(mu, sigma).shape)
    for low, high in answers:
        if low == high:
            total += stats.norm.logpdf(np.log(low), mu, sigma)
            continue
        above = stats.norm.sf((np.log(low) - mu) / sigma) if low > 0 else 1.0
        beyond = stats.norm.sf((np.log(high) - mu) / sigma) \
            if high is not None else 0.0
        total += np.log(np.maximum(above - beyond, 1e-300))
    return total


def capped_mean(m, mu, sigma):
    """E[min(Y, CAP)] of the lognormal with mean m."""
    c = np.log(CAP)
    return m * stats.norm.cdf((c - mu - sigma**2) / sigma) + \
        CAP * stats.norm.sf((c - mu) / sigma)


def trapezium(n):
    w = np.ones(n)
    w[[0, -1]] = .5
    return w


def few_answers(answers, none, n_m=281, n_sigma=121, n_share=160):
    """Minutes a working day: E[min(Y, CAP)] x Beta(1/2 + k, 1/2 + none)."""
    log_m = np.linspace(*LOG_M, n_m)[:, None]
    z = np.linspace(-5, 5, n_sigma)[None, :]
    sigma = SIGMA_MEDIAN * SIGMA_GSD**z
    mu = log_m - sigma**2 / 2
    log_w = log_likelihood(answers, mu, sigma) - z**2 / 2
    w = np.exp(log_w - log_w.max()) * trapezium(n_m)[:, None] * trapezium(n_sigma)
    level = capped_mean(np.exp(log_m), mu, sigma)
    share = stats.beta(.5 + len(answers), .5 + none).ppf(
        (np.arange(n_share) + .5) / n_share)
    keep = w > w.max() * 1e-9
    values = np.multiply.outer(level[keep], share)
    weights = np.repeat(w[keep][:, None], n_share, 1)
    return Points(values.ravel(), weights.ravel())


def few_answers_mean(answers, none):
    """The same mean by adaptive integration: a check of the grid."""
    def at(power):
        def f(log_m, z):
            sigma = SIGMA_MEDIAN * SIGMA_GSD**z
            mu = log_m - sigma**2 / 2
            d = np.exp(log_likelihood(answers, mu, sigma) - z**2 / 2)
            return float(d * capped_mean(np.exp(log_m), mu, sigma)**power)
        return integrate.dblquad(f, -6, 6, *LOG_M, epsabs=0, epsrel=1e-6)[0]
    k = len(answers)
    return at(1) / at(0) * (.5 + k) / (1 + k + none)


# ------------------------------------------------------- Few teams (4.2.4)

def shrunken(se, df, prior_variance):
    """Standard error and degrees of freedom after the scaled inverse chi-square."""
    return float(np.sqrt((df * se**2 + NU0 * prior_variance) / (df + NU0))), df + NU0


def design_variance(spread, sizes_by_arm, icc=ICC0):
    """Variance of a difference of means with whole teams on either side."""
    total = 0.0
    for sizes in sizes_by_arm:
        n = np.asarray(sizes, float)
        total += icc * (n @ n) / n.sum()**2 + (1 - icc) / n.sum()
    return spread**2 * total


# ---------------------------------------------------- Bias and the silent

def bias_prior(level, effect, scale=EFFECT_SCALE):
    mean, sd = BIAS[level]
    return mean * max(effect, 0.0), sd * max(abs(effect), scale)


def silent_ratio(f, kappa):
    return f + (1 - f) * kappa


def silent_scale(sd, f):
    """What one unit of r moves an arm's mean (4.4); None: not estimable."""
    return None if f <= 0 else float(sd * np.sqrt((1 - f) / f))
