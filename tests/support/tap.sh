# tap.sh - what the shell tests share; sourced, with the repository as folder.
#
# `program` is the command under test, `work` a folder that goes at the end.
program=$(realpath "${SEATWORTH:-build/seatworth}")
work=$(mktemp -d) || exit 1
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
tests=0 failures=0

ok() { # ok STATUS NAME
    tests=$((tests + 1))
    if [ "$1" -eq 0 ]; then
        echo "ok $tests - $2"
    else
        echo "not ok $tests - $2"
        failures=$((failures + 1))
    fi
}

is() { # is GOT WANT NAME
    if [ "$1" = "$2" ]; then
        ok 0 "$3"
    else
        ok 1 "$3"
        printf '# got:  %s\n# want: %s\n' "$1" "$2" | head -20
    fi
}

like() { # like TEXT PATTERN NAME
    if printf '%s\n' "$1" | grep -qE -- "$2"; then
        ok 0 "$3"
    else
        ok 1 "$3"
        printf '%s\n' "$1" | sed 's/^/# got:  /' | head -20
        printf '# want: %s\n' "$2"
    fi
}

done_testing() {
    echo "1..$tests"
    [ "$failures" -eq 0 ]
}

# A small pilot that is valid, in folder $1.
make_pilot() {
    mkdir -p "$1"
    cat >"$1/seats.csv" <<'CSV'
person,arm,department,hourly_cost
ann@example.org,pilot,Legal,60
ben@example.org,pilot,Legal,62
cat@example.org,pilot,Sales,58
dan@example.org,pilot,Sales,61
eve@example.org,pilot,Sales,64
fay@example.org,pilot,Legal,59
CSV
    cat >"$1/after.csv" <<'CSV'
person,time_saved
ann@example.org,15-30 minutes
ben@example.org,None
cat@example.org,30-60 minutes
dan@example.org,15-30 minutes
eve@example.org,Less than 15 minutes
CSV
    cat >"$1/pilot.json" <<'JSON'
{
  "seatworth": 1,
  "name": "Small pilot",
  "currency": "USD",
  "pilot": {"start": "2024-01-01", "end": "2024-06-30",
            "assignment": "volunteers"},
  "roster": {"file": "seats.csv"}, "as_of": "2024-06-30",
  "contract": {"price": 30.0, "per": "seat-month", "price_basis": "add-on",
               "seats_purchased": 6, "billing": "annual-upfront",
               "term_months": 12, "term_start": "2023-08-01",
               "term_end": "2024-07-31", "notice_days": 30,
               "auto_renew": true, "reductions": "at-renewal"},
  "survey": {"files": [{"file": "after.csv", "wave": "after"}],
             "person": "person",
             "items": [{"id": "time_saved",
                        "question": "How much time do you save a day?",
                        "kind": "time-saved", "per": "day"}]},
  "assumptions": {"hourly_cost": 60, "discount_rate": 0.08},
  "benefits": [{"id": "time", "kind": "time-saved", "class": "capacity"}],
  "simulation": {"draws": 4096, "seed": 7, "method": "sobol"}
}
JSON
}

# Replaces $2 by $3 in file $1; fails when $2 is not there.
edit() {
    grep -qF -- "$2" "$1" || { echo "# $1 has no '$2'"; return 1; }
    old=$2 new=$3 perl -0pi -e 's/\Q$ENV{old}\E/$ENV{new}/' "$1"
}
