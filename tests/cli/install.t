#!/bin/bash
# make install into a folder of its own; the library serves a program.
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh
unset MAKEFLAGS MAKELEVEL

make -s install DESTDIR="$work/root" PREFIX=/opt/seatworth >"$work/log" 2>&1
is $? 0 "make install"
sed 's/^/# /' "$work/log"
root=$work/root/opt/seatworth
for file in bin/seatworth lib/libseatworth.so lib/libseatworth.so.0 \
    lib/libseatworth.a lib/pkgconfig/seatworth.pc include/seatworth/stats.h \
    share/man/man1/seatworth.1 share/man/man1/seatworth-evaluate.1 \
    share/seatworth/pilot.schema.json include/seatworth/seatworth.h \
    share/bash-completion/completions/seatworth \
    share/zsh/site-functions/_seatworth \
    share/fish/vendor_completions.d/seatworth.fish; do
    [ -e "$root/$file" ]
    ok $? "installs $file"
done
like "$("$root/bin/seatworth" --version)" '^seatworth ' "the program runs"

cat >"$work/mean.c" <<'C'
#include <seatworth/seatworth.h>
#include <stdio.h>

int main(void)
{
    const double x[] = {1, 2, 3, 4};
    sw_estimate e;
    sw_error err = {0};
    sw_init();
    if (sw_stats_mean(&e, (sw_sample){x, 4}, 0.95, &err) != SW_OK)
        return 1;
    printf("%s %.1f\n", sw_version(), e.estimate);
    return 0;
}
C
export PKG_CONFIG_PATH=$root/lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=$work/root
flags=$(pkg-config --cflags --libs seatworth)
is $? 0 "pkg-config knows the library"
cc -std=c17 -Wall -Wextra -Wpedantic -Werror "$work/mean.c" $flags \
    -o "$work/mean" 2>"$work/log"
is $? 0 "a program compiles against it"
sed 's/^/# /' "$work/log"
like "$(LD_LIBRARY_PATH=$root/lib "$work/mean")" '^[0-9.]+ 2\.5$' "and runs"
printf '#include <seatworth/report.h>\nint main() { return sw_version() == 0; }\n' \
    >"$work/cxx.cpp"
if command -v g++ >/dev/null; then
    g++ -Wall -Wextra -Werror "$work/cxx.cpp" $flags -o "$work/cxx"
    ok $? "the headers serve C++ too"
fi

make -s uninstall DESTDIR="$work/root" PREFIX=/opt/seatworth
is "$(find "$work/root" -type f -o -type l)" "" "make uninstall leaves nothing"
done_testing
