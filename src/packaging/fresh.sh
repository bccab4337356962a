#!/bin/sh
# Runs commands in a new Debian that has git, gcc and make and nothing else, on
# what is committed: fresh.sh [COMMAND...]; by default the README's two.
#
# A package that somebody once installed by hand is not there: what the scripts
# miss fails as it fails for a newcomer. Needs root, for debootstrap and chroot.
set -eu
[ $# -gt 0 ] || set -- "make demo" "make test"
if [ "$(id -u)" -ne 0 ] || ! command -v debootstrap >/dev/null; then
    echo "run as root, with the package debootstrap installed" >&2
    exit 2
fi
. /etc/os-release
[ "$ID" = ubuntu ] && components=main,universe || components=main
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Component: main' \
    "Codename: $VERSION_CODENAME" 'Created-By: Packages' | head -1)

place=$(mktemp -d)
root=$place/root
trap 'rm -rf --one-file-system "$place"' EXIT
trap 'exit 1' INT TERM

echo "making a new $PRETTY_NAME"
debootstrap --variant=minbase --components="$components" \
    --include=ca-certificates,git,gcc,libc6-dev,make \
    "$VERSION_CODENAME" "$root" "$mirror" >"$place/log" 2>&1 || {
    tail -5 "$place/log" >&2
    exit 1
}
# This machine's way to the archive: names, proxies, authorities.
cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
apt-config dump | grep -E '^Acquire::https?:' >"$root/etc/apt/apt.conf.d/80host" || :
git clone -q . "$root/srv/seatworth"

# What is mounted for a command is gone with its namespace.
inside() {
    unshare --mount --pid --fork --kill-child sh -c '
        mount -t proc proc "$1/proc"
        mount --bind /dev "$1/dev"
        exec chroot "$1" /usr/bin/env -i HOME=/root LC_ALL=C.UTF-8 \
            PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
            sh -c "cd /srv/seatworth && $2"' sh "$root" "$1" </dev/null
}

for command in "$@"; do
    start=$(date +%s) status=0
    inside "$command" || status=$?
    echo "$command: exit status $status after $(($(date +%s) - start)) s"
    [ "$status" -eq 0 ] || exit "$status"
done
