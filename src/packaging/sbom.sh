#!/bin/sh
# sbom.sh VERSION - what the program is made of, as SPDX 2.3 JSON on standard
# output: itself and the libraries that it is linked to, with the versions that
# are installed. The same machine gives the same bytes: the document is dated by
# SOURCE_DATE_EPOCH, else by the last commit.
set -eu
version=$1

# pkg-config's name (csv: its header), supplier's name, licence.
libraries='glib-2.0 GLib LGPL-2.1-or-later
gio-2.0 GIO LGPL-2.1-or-later
gsl GSL GPL-3.0-or-later
xlsxwriter libxlsxwriter BSD-2-Clause
minizip minizip Zlib
expat Expat MIT
zlib zlib Zlib
csv libcsv LGPL-2.1-or-later'

# What a header defines: libcsv has no file for pkg-config, and libxlsxwriter's
# gives the version of its interface.
defined() { # header text
    printf '#include <%s>\n%s\n' "$1" "$2" | "${CC:-cc}" -E -P - | tail -1 | tr -d ' "'
}

version_of() {
    case $1 in
    csv) defined csv.h CSV_MAJOR.CSV_MINOR.CSV_RELEASE ;;
    xlsxwriter) defined xlsxwriter.h LXW_VERSION ;;
    *) pkg-config --modversion "$1" ;;
    esac
}

epoch=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
created=$(date -u -d "@$epoch" +%Y-%m-%dT%H:%M:%SZ)
program=$(sha256sum build/seatworth | cut -d' ' -f1)

package() { # id name version licence
    printf '  {"SPDXID": "SPDXRef-%s", "name": "%s", "versionInfo": "%s",\n' "$1" "$2" "$3"
    printf '   "downloadLocation": "NOASSERTION", "filesAnalyzed": false,\n'
    printf '   "licenseConcluded": "%s", "licenseDeclared": "%s",\n' "$4" "$4"
    printf '   "copyrightText": "NOASSERTION"'
}

cat <<END
{"spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0",
 "SPDXID": "SPDXRef-DOCUMENT", "name": "seatworth-$version",
 "documentNamespace": "urn:seatworth:sbom:$version:$program",
 "creationInfo": {"created": "$created", "creators": ["Tool: seatworth-sbom"]},
 "packages": [
END
package seatworth seatworth "$version" GPL-3.0-or-later
printf ',\n   "checksums": [{"algorithm": "SHA256", "checksumValue": "%s"}]}' "$program"
echo "$libraries" | while read -r name title licence; do
    echo ,
    package "$name" "$title" "$(version_of "$name")" "$licence"
    printf '}'
done
printf '],\n "relationships": [\n'
printf '  {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES",\n'
printf '   "relatedSpdxElement": "SPDXRef-seatworth"}'
echo "$libraries" | while read -r name _; do
    printf ',\n  {"spdxElementId": "SPDXRef-seatworth", "relationshipType": "DYNAMIC_LINK",\n'
    printf '   "relatedSpdxElement": "SPDXRef-%s"}' "$name"
done
printf ']}\n'
