#!/bin/sh
# Makes build/seatworth_VERSION_ARCH.deb from an installation of its own.
set -eu
version=$1
root=build/deb
arch=$(dpkg --print-architecture)
rm -rf "$root"
make --no-print-directory install DESTDIR="$root" PREFIX=/usr
gzip -9n "$root/usr/share/man/man1/seatworth.1"
mkdir -p "$root/DEBIAN" build/shlibs/debian
printf 'Source: seatworth\nPackage: seatworth\nArchitecture: any\n' \
    >build/shlibs/debian/control
depends=$(cd build/shlibs && dpkg-shlibdeps -O \
    --ignore-missing-info ../deb/usr/bin/seatworth 2>/dev/null |
    sed -n 's/^shlibs:Depends=//p')
cat >"$root/DEBIAN/control" <<TEXT
Package: seatworth
Version: $version
Architecture: $arch
Maintainer: seatworth contributors <seatworth@example.org>
Depends: $depends
Section: utils
Priority: optional
Description: what each AI-copilot seat is worth
 Reads seat rosters, licence prices, surveys and usage, estimates the effect
 and its uncertainty, and writes a workbook that finance can recalculate.
TEXT
dpkg-deb --build --root-owner-group "$root" \
    "build/seatworth_${version}_$arch.deb" >/dev/null
echo "build/seatworth_${version}_$arch.deb"
