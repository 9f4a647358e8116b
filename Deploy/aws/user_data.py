"""The script that an instance runs when it starts."""

import shlex

TEMPLATE = """#!/bin/bash
# rung probe: measures, sends its report, and ends this instance. Shutting down terminates it.
set -u
root=${{RUNG_ROOT:-/var/lib/rung-probe}}
mkdir -p "$root" && cd "$root"
exec >>"$root/log" 2>&1

# Dead man's timer, before anything that can fail: the instance ends whatever happens below or in the account.
shutdown -P +{minutes}
finish() {{
    curl -fsS --retry 5 -T "$root/log" {log} || true
    shutdown -P now
}}
trap finish EXIT

export DEBIAN_FRONTEND=noninteractive
for attempt in 1 2 3; do
    apt-get -q update && apt-get -qy install --no-install-recommends \\
        ca-certificates curl libcurl4 libncursesw6 libsqlite3-0 libssl3 zlib1g chrony && break
    sleep 5
done

# Amazon Time Sync on the link-local address: a race between hosts is worth what their clocks are worth. Where the
# instance has a hardware clock (ENA with PTP) chrony uses that one.
refclock=
if modprobe ptp 2>/dev/null && [ -e /dev/ptp_ena ]; then refclock="refclock PHC /dev/ptp_ena poll 0 delay 0.00001 prefer"; fi
printf '%s\\n' "$refclock" "server 169.254.169.123 prefer iburst minpoll 4 maxpoll 4" "driftfile /var/lib/chrony/drift" \\
    "makestep 1.0 3" "maxclockerror 1" >"${{RUNG_CHRONY:-/etc/chrony/chrony.conf}}"
systemctl restart chrony && chronyc waitsync 30 0.0005 0 1

set -e
curl -fsS --retry 5 -o rung {program}
echo {digest}"  rung" | sha256sum --check --quiet
chmod +x rung
curl -fsS --retry 3 -o ip-ranges.json https://ip-ranges.amazonaws.com/ip-ranges.json || rm -f ip-ranges.json
ranges=()
if [ -s ip-ranges.json ]; then ranges=(--ip-ranges ip-ranges.json); fi
./rung probe {venues} --for {span} --every {every} --out report.json "${{ranges[@]}}"
curl -fsS --retry 5 -T report.json {report}
"""


def script(program, digest, report, log, venues, span, every, minutes):
    """The script with its links and what is to be measured; every part is quoted for the shell."""
    return TEMPLATE.format(
        program=shlex.quote(program),
        digest=shlex.quote(digest),
        report=shlex.quote(report),
        log=shlex.quote(log),
        venues=" ".join(shlex.quote(venue) for venue in venues),
        span=shlex.quote(span),
        every=shlex.quote(every),
        minutes=int(minutes),
    )
