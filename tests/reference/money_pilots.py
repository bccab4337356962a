"""Random pilots over every key that moves money, for two programs to agree on.

`make(seed, folder)` writes pilot.json and its files. A pilot has a plain
contract and a handful of features drawn from FEATURES, so that a disagreement
shows which clause it comes from. All numbers are plain, nothing is surveyed.
"""

import json
import os
import random
from datetime import date

from money_dates import add, day, last_of_month, text_of


class Draw:
    """One pilot in the making."""

    def __init__(self, seed):
        self.r = random.Random("money %s" % seed)
        self.files = {}
        self.as_of = self.some_day(date(2023, 1, 1), date(2025, 12, 31))
        self.count = self.r.choice([1, 7, 40, 100, 253])
        self.pilot = {
            "seatworth": 1, "name": "Pilot %s" % seed, "currency": "USD",
            "pilot": {"start": text_of(add(self.as_of, -6)), "end": text_of(self.as_of)},
            "as_of": text_of(self.as_of), "seats": {"count": self.count},
            "assumptions": {"hourly_cost": self.money(20, 90), "realisation": self.share(0.2, 0.9),
                            "discount_rate": self.r.choice([0, 0.05, 0.1, 0.123])},
            "policy": {"allow_assumption_only": True},
            "simulation": {"draws": 64, "seed": 1},
        }
        self.contract = self.new_contract()
        self.contracts = [self.contract]

    # Values

    def chance(self, p):
        return self.r.random() < p

    def money(self, low, high):
        return round(self.r.uniform(low, high), 2)

    def share(self, low, high):
        return round(self.r.uniform(low, high), 3)

    def some_day(self, first, last):
        """Any day, month-ends and starts, mid-months and leap days more often."""
        d = self.r.randint(first.toordinal(), last.toordinal())
        kind = self.r.randrange(6)
        if kind == 0:
            return last_of_month(d)
        if kind == 1:
            return last_of_month(d) + 1
        if kind == 2:
            return date.fromordinal(d).replace(day=15).toordinal()
        if kind == 3 and self.chance(0.3):
            return date(2024, 2, self.r.choice([28, 29])).toordinal()
        return d

    def later(self, low, high):
        return self.some_day(date.fromordinal(self.as_of + low),
                             date.fromordinal(self.as_of + high))

    # A contract

    def new_contract(self):
        r = self.r
        c = {"price": self.money(5, 60),
             "term_months": r.choice([1, 3, 6, 12, 12, 12, 13, 18, 24, 36, r.randint(1, 40)]),
             "billing": r.choice(["annual-upfront", "annual-upfront", "monthly", "annual-monthly"]),
             "seats_purchased": self.count + r.choice([0, 0, 5, 30]),
             "notice_days": r.choice([0, 0, 10, 30, 60, 90])}
        if self.chance(0.75):
            c["auto_renew"] = self.chance(0.75)
        self.date_terms(c)
        return c

    def date_terms(self, c):
        """A term that holds as_of, now and then one that is over, or none."""
        kind = self.r.random()
        if kind < 0.06:
            return
        months = c["term_months"]
        if kind < 0.14:  # over before as_of
            end = self.as_of - self.r.randint(1, 500)
        else:
            left = self.r.randint(0, min(months, 14))
            end = self.some_day(date.fromordinal(add(self.as_of, left)),
                                date.fromordinal(add(self.as_of, left) + 27))
        span = months if self.chance(0.6) else self.r.choice([1, 6, 12, 24, 36])
        start = add(end, -span) + 1
        while start > self.as_of:
            span += 12
            start = add(end, -span) + 1
        if self.chance(0.15):
            start -= self.r.randint(1, 20)
        c["term_end"] = text_of(end)
        if span != months or self.chance(0.6):
            c["term_start"] = text_of(start)
        if "term_start" in c and start == add(end, -span) + 1 and self.chance(0.1):
            del c["term_months"]

    def term_start(self, c):
        return day(c["term_start"]) if "term_start" in c else self.as_of - 400

    def exit_window(self, action):
        anchor = self.r.choice(["term-end", "renewal", "purchase", "anniversary", "month-end"])
        to = self.r.choice([0, 0, -30, -60, 7, 14, -1])
        low = self.r.choice([None, None, to - self.r.randint(0, 60), min(to, 0)])
        return {"action": action, "anchor": anchor, "from_days": low, "to_days": to,
                "refund": self.r.choice(["none", "prorata"])}

    def exits(self):
        found = [self.exit_window("cancel") for _ in range(self.r.choice([1, 1, 2]))]
        if self.chance(0.15):
            found = []
        if self.chance(0.4) or not found:
            found.append(self.exit_window("reduce"))
        return found

    # Features: each adds one clause

    def f_exits(self, c):
        c["exits"] = self.exits()

    def f_end_of_term(self, c):
        c.pop("auto_renew", None)
        e = {"action": self.r.choice(["renew", "lapse", "extended-service"])}
        if e["action"] == "extended-service":
            if self.chance(0.6):
                e["uplift"] = self.share(0, 0.3)
        c["end_of_term"] = e

    def f_uplift(self, c):
        c["renewal_uplift"] = self.share(-0.05, 0.2)
        if self.chance(0.4):
            c["renewal_cap"] = self.share(0, 0.1)
        if self.chance(0.3):
            c["price_lock_until"] = text_of(self.later(0, 900))

    def f_seat_year(self, c):
        c["per"], c["price"] = "seat-year", round(c["price"] * 12, 2)

    def f_price_schedule(self, c):
        near = lambda: round(c["price"] * self.r.uniform(0.7, 1.4), 2)
        c["price_schedule"] = [{"from": text_of(d), "price": near()} for d in self.days(1, 3)]

    def f_seats_schedule(self, c):
        c["seats_schedule"] = [{"from": text_of(d), "seats": self.count + self.r.randint(0, 60)}
                               for d in self.days(1, 3)]

    def days(self, least, most):
        """Distinct days around as_of, some before it."""
        n = self.r.randint(least, most)
        return sorted({self.later(-500, 1000) for _ in range(n)})

    def f_promotion(self, c):
        c["promotion"] = {"price": round(c["price"] * self.r.uniform(0.3, 0.95), 2),
                          "until": text_of(self.later(-100, 700))}

    def f_tiers(self, c):
        second = self.r.choice([2, 5, 40, 90, 110])
        c["tiers"] = [{"from_seats": 1, "price": c["price"]},
                      {"from_seats": second, "price": round(c["price"] * 0.9, 2)},
                      {"from_seats": second + self.r.randint(1, 60),
                       "price": round(c["price"] * 0.75, 2)}]
        c["tier_rule"] = self.r.choice(["volume", "marginal"])

    def f_bundle(self, c):
        c["price_basis"] = "bundle"
        c["baseline_price"] = round(c["price"] * self.r.uniform(0.1, 0.25), 2)
        if self.chance(0.6):
            c["baseline_uplift"] = self.share(0, 0.08)

    def f_multi_year(self, c):
        c["multi_year_discount"] = self.share(0.01, 0.3)

    def f_surcharge(self, c):
        c["billing"], c["monthly_billing_surcharge"] = "annual-monthly", self.share(0.01, 0.2)

    def f_vat(self, c):
        c["vat_irrecoverable"] = self.share(0.01, 0.2)

    def f_min_seats(self, c):
        c["min_seats"] = max(1, self.count + self.r.randint(-20, 40))

    def f_lead(self, c):
        c["lead_days"] = self.r.choice([0, 10, 90])

    def f_growth(self, c):
        c["seat_growth"] = self.r.choice([1, 3, 10])
        c["proration"] = self.r.choice(["daily", "monthly", "none", "true-up"])

    def f_currency(self, c):
        c["currency"] = "EUR"
        self.need_rates()

    def need_rates(self):
        if "rates.csv" in self.files:
            return
        rows = ["date,currency,rate", "2010-01-01,EUR,%.4f" % self.r.uniform(1, 1.3)]
        for d in sorted({self.later(-600, 900) for _ in range(self.r.randint(0, 4))}):
            rows.append("%s,EUR,%.4f" % (text_of(d), self.r.uniform(1, 1.3)))
        self.files["rates.csv"] = rows
        self.pilot["assumptions"]["currency_rates"] = {"file": "rates.csv"}

    def f_offers(self, c):
        c["offers"] = []
        for i in range(self.r.choice([1, 1, 2])):
            months = self.r.choice([1, 3, 6, 12, 24, 36, self.r.randint(1, 40)])
            o = {"name": "Offer %d" % (i + 1), "term_months": months,
                 "price": round(c["price"] * self.r.uniform(0.7, 1.3), 2)}
            if self.chance(0.4):
                o["billing"] = self.r.choice(["annual-upfront", "monthly", "annual-monthly"])
            if self.chance(0.3):
                o["min_seats"] = self.count + self.r.randint(0, 30)
            if self.chance(0.3):
                o["renewal_cap"] = self.share(0, 0.1)
            if self.chance(0.3):
                o["exits"] = [self.exit_window("cancel")]
            if self.chance(0.2):
                del o["price"]
            c["offers"].append(o)

    def f_metered(self, c):
        m = {"unit_price": self.money(0.5, 3)}
        kind = self.r.random()
        mean = self.count * self.r.choice([5, 20])
        if kind < 0.4:
            units = [mean] * 6
        elif kind < 0.7:
            units = [round(mean * self.r.uniform(0.4, 1.8), 1) for _ in range(6)]
            m["growth_per_month"] = self.r.choice([0, 0.02])
        else:
            units = [round(mean * 1.05 ** i * self.r.uniform(0.995, 1.005), 1) for i in range(8)]
        last = add(self.as_of, -1) if self.as_of != last_of_month(self.as_of) else self.as_of
        name = "use%d.csv" % len(self.files)
        months = [date.fromordinal(add(last_of_month(last), -i)) for i in range(len(units))][::-1]
        self.files[name] = ["period,units"] + ["%04d-%02d,%s" % (d.year, d.month, u)
                                               for d, u in zip(months, units)]
        m["usage"] = {"file": name}
        if self.chance(0.5):
            m["included"] = self.r.choice([3, 10, 18])
            if self.chance(0.4):
                m["included"] = [{"from": text_of(d), "per_seat_month": self.r.choice([3, 10])}
                                 for d in [self.as_of - 800] + self.days(1, 2)]
        if self.chance(0.4):
            m["commit_per_month"] = round(mean * m["unit_price"] * self.r.uniform(0.2, 1.2), 2)
        if self.chance(0.2):
            m["price_schedule"] = [{"from": text_of(d), "price": self.money(0.5, 3)}
                                   for d in self.days(1, 2)]
        if self.chance(0.2):
            m["multiplier"] = 1.1
        if self.chance(0.2):
            m["currency"] = "EUR"
            self.need_rates()
        c["metered"] = m

    def f_contracts(self, _):
        for sku in self.r.sample(["B", "C"], self.r.choice([1, 1, 2])):
            c = self.new_contract()
            c["sku"] = sku
            if self.chance(0.4):
                name = self.r.choice(["f_exits", "f_uplift", "f_currency", "f_end_of_term"])
                if name not in self.banned:
                    getattr(self, name)(c)
            self.contracts.append(c)
        self.contracts[0]["sku"] = "A"

    def f_co_terminate(self, _):
        self.pilot["co_terminate"] = text_of(self.later(30, 700))
        if len(self.contracts) == 1:
            self.f_contracts(None)

    def f_alternative(self, c):
        alternative = {"price": self.money(2, 40), "term_months": self.r.choice([1, 6, 12, 24]),
                       "billing": self.r.choice(["annual-upfront", "monthly"])}
        x = {"name": "Other", "contract": alternative, "benefit_factor": self.share(0.3, 1.2),
             "measured_by": "a trial"}
        if self.chance(0.5):
            x["switch_cost"] = self.money(100, 9000)
        if self.chance(0.5):
            x["available_from"] = text_of(self.later(1, 500))
        if self.chance(0.3):
            x["overlap_months"] = self.r.choice([1, 2])
        if self.chance(0.3):
            x["costs"] = [{"id": "other", "kind": "recurring",
                           "amount_per_year": self.money(100, 9000)}]
        self.pilot["alternatives"] = [x]

    def f_assumptions(self, _):
        a = self.pilot["assumptions"]
        a["discounting"] = self.r.choice(["monthly", "mid-year", "year-end"])
        a["horizon_years"] = self.r.choice([1, 1.5, 2, 2.5, 3, 4, 5])
        a["wage_growth"] = self.share(0, 0.08)
        if self.chance(0.5):
            a["basis"], a["inflation"] = self.r.choice(["real", "nominal"]), self.share(0, 0.06)
        if self.chance(0.5):
            a["fiscal_year_start"] = self.r.choice(["04-01", "07-01", "10-01", "02-15"])

    def f_delay(self, _):
        self.pilot["assumptions"]["benefit_delay_months"] = self.r.randint(1, 9)

    def f_ramp(self, _):
        self.pilot["assumptions"]["benefit_ramp_months"] = self.r.randint(1, 12)

    def f_headline(self, _):
        self.pilot["policy"]["headline"] = self.r.choice(["cashable", "with-capacity", "all"])

    def f_exit_cost(self, _):
        self.pilot["exit_cost"] = self.money(10, 9000)

    def f_risk(self, _):
        self.pilot["risks"] = [{"id": "outage", "probability_per_year": self.share(0.01, 0.4),
                                "cost": self.money(100, 20000),
                                "benefit_months_lost": self.r.choice([0, 1, 2.5])}]

    def f_invoices(self, _):
        """Paid invoices on the days on which the contract's own were due."""
        self.pilot["actuals"] = {"invoices": {"file": "invoices.csv"}}

    def f_budget(self, _):
        self.pilot["policy"]["budget_per_year"] = self.money(1000, 90000)

    # Lines beside the contracts

    def span(self, x, p=0.4):
        if self.chance(p):
            x["from"] = text_of(self.later(-200, 500))
        if self.chance(0.2):
            x["to"] = text_of(self.later(501, 1200))
        if self.chance(0.2):
            x["ramp_months"] = self.r.randint(1, 18)
        if self.chance(0.15):
            x["risk_adjustment"] = self.share(0.05, 0.4)
        return x

    def benefit(self, i):
        kind = self.r.choice(["cost-avoided", "quality", "revenue", "time-saved"])
        cls = self.r.choice(["cashable", "capacity", "soft"])
        x = {"id": "benefit%d" % i, "kind": kind, "class": cls}
        how = self.r.choice(["amount_per_year", "amount_per_seat", "hours_per_seat"])
        if kind == "time-saved":
            how = "hours_per_seat"
        elif kind == "revenue":
            how, x["margin"] = "amount_per_year", self.share(0.1, 0.9)
        x[how] = self.money(*{"amount_per_year": (1000, 400 * self.count + 2000),
                              "amount_per_seat": (20, 600), "hours_per_seat": (1, 20)}[how])
        self.span(x)
        if cls == "cashable" and self.chance(0.8):
            x.update(budget_line="6410", owner="Finance")
            x.setdefault("from", text_of(self.later(0, 300)))
            if how == "amount_per_year" and kind == "cost-avoided" and self.chance(0.4):
                self.release(x)
        return x

    def release(self, x):
        days_ = self.days(1, 2)
        total = x["amount_per_year"]
        parts = [round(total / 2, 2)] * 2 if len(days_) == 2 else [total]
        x["amount_per_year"] = sum(parts)
        x["release"] = [{"from": text_of(max(d, day(x["from"]) + i)), "amount": v}
                        for i, (d, v) in enumerate(zip(days_, parts))]
        if self.chance(0.3):
            x["annual_cost_per_fte"] = self.money(40000, 120000)
            x["release"][-1]["fte"] = self.share(0.1, 2)
            del x["release"][-1]["amount"]

    def cost(self, i):
        x = {"id": "cost%d" % i}
        if self.chance(0.5):
            x["kind"] = "one-off"
            how = self.r.choice(["amount", "amount", "amount_per_seat", "hours_per_seat"])
            x[how] = self.money(*{"amount": (100, 30000), "amount_per_seat": (1, 90),
                                  "hours_per_seat": (1, 6)}[how])
            if self.chance(0.6):
                x["date"] = text_of(self.later(-60, 500))
            if self.chance(0.3):
                x["committed"] = self.chance(0.7)
            if self.chance(0.6):
                x["applies_to"] = self.r.choice(["all", "new-seats"])
            if self.chance(0.15):
                x["risk_adjustment"] = self.share(0.05, 0.4)
            return x
        x["kind"] = "recurring"
        how = self.r.choice(["amount_per_year", "amount_per_seat", "fte", "hours_per_seat"])
        x[how] = self.money(*{"amount_per_year": (100, 30000), "amount_per_seat": (1, 90),
                              "fte": (0.1, 2), "hours_per_seat": (0.2, 4)}[how])
        if how == "fte":
            x["annual_cost_per_fte"] = self.money(40000, 120000)
        return self.span(x)

    # The whole

    def whole(self, without=()):
        p = self.pilot
        names = [n for n in self.r.sample(FEATURES, self.r.randint(0, 6)) if n not in without]
        if "f_alternative" in names:
            names = [n for n in names if n not in ("f_contracts", "f_co_terminate")]
        if "f_surcharge" in names and self.chance(0.5):
            names.remove("f_surcharge")
        first = [n for n in names if n in ("f_seat_year",)]
        self.banned = without
        for name in first + [n for n in names if n not in first]:
            getattr(self, name)(self.contract)
        p["benefits"] = [self.benefit(i) for i in range(self.r.choice([1, 1, 2, 3]))]
        if self.chance(0.5):
            p["costs"] = [self.cost(i) for i in range(self.r.choice([1, 2, 3]))]
        if len(self.contracts) > 1:
            self.r.shuffle(self.contracts)
            p["contracts"] = self.contracts
        else:
            p["contract"] = self.contract
        p.pop("co_terminate", None) if "co_terminate" in p and \
            p["co_terminate"] <= p["as_of"] else None
        for i, c in enumerate(self.contracts if len(self.contracts) > 1 else []):
            c["sku"] = "ABCDEFG"[i]  # names are distinct
        self.features = names
        return p


FEATURES = sorted(n for n in dir(Draw) if n.startswith("f_"))


def write(folder, pilot, files):
    for x in pilot.get("benefits", []) + pilot.get("costs", []):
        if x.get("to", "9999") <= x.get("from", ""):  # it would never run
            del x["to"]
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "pilot.json"), "w", encoding="utf-8") as f:
        json.dump(pilot, f, indent=1)
    for name, rows in files.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
            f.write("\n".join(rows) + "\n")


def make(seed, folder):
    """Write pilot number `seed` to `folder`; its features."""
    draw = Draw(seed)
    pilot = draw.whole()
    if "f_invoices" not in draw.features:
        write(folder, pilot, draw.files)
        return draw.features
    del pilot["actuals"]
    write(folder, pilot, draw.files)
    from money import Money
    rows = ["contract,date,from,to,seats,amount,currency"]
    for e, _ in Money(folder).past_invoices():
        name = e.contract.sku or pilot["name"]
        rows.append("%s,%s,%s,%s,%g,%.2f,%s" % (
            name, text_of(e.due), text_of(e.first), text_of(e.last), e.seats,
            e.original * draw.r.uniform(0.8, 1.1), e.currency))
    if len(rows) > 1:
        pilot["actuals"] = {"invoices": {"file": "invoices.csv"}}
        draw.files["invoices.csv"] = rows
    write(folder, pilot, draw.files)
    return draw.features
