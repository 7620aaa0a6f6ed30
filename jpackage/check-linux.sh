#!/bin/bash
# The life of the deb on this machine, as root: install, run headless and (where Xvfb is) with a window, upgrade while
# keeping the data, remove without leftovers. Usage: jpackage/check-linux.sh [DEB]
set -euo pipefail
cd "$(dirname "$0")/.."
deb=$(realpath "${1:-$(ls app/target/dist/tollgate_*.deb)}")
work=$(mktemp -d)
running=
trap '[ -z "$running" ] || kill "$running" 2>/dev/null || true; rm -rf "$work"' EXIT
step() { echo "== $*"; }
fail() { echo "FAILED: $*" >&2; cat "$work"/*.log >&2 2>/dev/null || true; exit 1; }

sums=$(dirname "$deb")/SHA256SUMS
if [ -f "$sums" ]; then (cd "$(dirname "$deb")" && sha256sum --quiet -c SHA256SUMS) || fail "sums"; fi

serve_once() { # starts headless on the home, asks the door, ends by SIGTERM
    JAVA_TOOL_OPTIONS="-Xlog:class+load:file=$work/classes" \
        tollgate --headless --home "$work/home" --port 0 >"$work/headless.log" 2>"$work/headless.err.log" &
    running=$!
    for _ in $(seq 150); do
        grep -q '^listening on ' "$work/headless.log" && break
        kill -0 "$running" 2>/dev/null || fail "the gateway ended before it listened"
        sleep 0.2
    done
    url=$(sed -n 's/^listening on //p' "$work/headless.log" | head -n 1)
    [ -n "$url" ] || fail "no 'listening on' within 30 s"
    code=$(curl -s -o "$work/answer.log" -w '%{http_code}' "$url/v1/models") || fail "no answer from $url"
    echo "$url/v1/models answered $code"
    kill -TERM "$running"
    wait "$running" || fail "exit code $? after SIGTERM"
    running=
    [ -s "$work/classes" ] || fail "no list of loaded classes"
    if grep -q ' javafx\.\| com\.sun\.javafx\.' "$work/classes"; then fail "headless loaded JavaFX"; fi
}

step "install"
apt-get install -y -qq --no-install-recommends "$deb" >"$work/apt.log" 2>&1 || fail "apt-get install"
command -v tollgate
step "version: $(tollgate --version 2>&1 | head -n 1)"

step "headless"
serve_once
if grep -q 'tollgate\.aot' /opt/tollgate/lib/app/tollgate.cfg; then
    # `on` ends the start where the cache does not fit the installed jars; the default would just be slow.
    JAVA_TOOL_OPTIONS=-XX:AOTMode=on tollgate --version >"$work/aot.log" 2>&1 || fail "the cache does not fit"
else
    echo "note: no cache of classes in this package"
fi

if command -v xvfb-run >/dev/null && command -v import >/dev/null; then
    step "window"
    shot=$PWD/app/target/dist-window.png
    # The timeout ends the program; what counts is that it still ran then and had drawn something.
    xvfb-run -a -s "-screen 0 1440x900x24" sh -c "timeout -s TERM 25 tollgate --demo --home '$work/demo' >'$work/window.log' 2>&1 & sleep 18; import -window root '$shot'; wait" || true
    colours=$(identify -format %k "$shot")
    echo "$shot: $colours colours"
    [ "$colours" -gt 50 ] || fail "the window stayed empty"
fi

step "upgrade"
dpkg-deb -R "$deb" "$work/next"
was=$(sed -n 's/^Version: //p' "$work/next/DEBIAN/control")
sed -i "s/^Version: .*/Version: $was+check1/" "$work/next/DEBIAN/control"
dpkg-deb --root-owner-group -Zgzip -z1 -b "$work/next" "$work/next.deb" >/dev/null
apt-get install -y -qq --no-install-recommends "$work/next.deb" >"$work/apt.log" 2>&1 || fail "upgrade"
[ "$(dpkg-query -W -f '${Version}' tollgate)" = "$was+check1" ] || fail "the old version is still there"
[ -n "$(ls -A "$work/home")" ] || fail "the home is gone"
serve_once

step "remove"
dpkg -P tollgate >"$work/apt.log" 2>&1 || fail "remove"
for left in /usr/bin/tollgate /usr/share/applications/tollgate.desktop /opt/tollgate; do
    if [ -e "$left" ] || [ -h "$left" ]; then fail "left behind: $left"; fi
done
[ -n "$(ls -A "$work/home")" ] || fail "removal took the data along"
echo "all passed"
