#!/bin/sh
# Says in one message what a build lacks; exits 1 if anything. With the word
# `test`: also what the unit tests lack.
set -eu
missing=
for tool in "${CC:-cc}" pkg-config glib-compile-resources; do
    command -v "$tool" >/dev/null || missing="$missing $tool"
done
if command -v pkg-config >/dev/null; then
    for library in gio-2.0 glib-2.0 gsl xlsxwriter minizip expat zlib
    do
        pkg-config --exists "$library" || missing="$missing $library"
    done
fi
if command -v "${CC:-cc}" >/dev/null; then # libcsv has no pkg-config file
    echo '#include <csv.h>' | "${CC:-cc}" -E - >/dev/null 2>&1 ||
        missing="$missing libcsv"
fi
if [ "${1:-}" = test ]; then
    command -v prove >/dev/null || missing="$missing prove"
    echo '#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>' | "${CC:-cc}" -E - >/dev/null 2>&1 ||
        missing="$missing cmocka"
fi
[ -n "$missing" ] || exit 0
cat >&2 <<TEXT
seatworth cannot be built: missing are$missing.
On Debian or Ubuntu 'make demo' and 'make test' install them; or by hand:
  apt-get install gcc make pkg-config libglib2.0-dev libcmocka-dev perl \\
      libglib2.0-dev-bin libgsl-dev libxlsxwriter-dev \\
      libcsv-dev libminizip-dev libexpat1-dev zlib1g-dev
TEXT
exit 1
