#!/usr/bin/env python3
"""Makes benchmark recordings out of Recordings/: prepare.py OUT_FOLDER

A benchmark recording has a line a message, `<receive time, ns> <venue> <raw JSON as received>`. The first line of each
venue (0 spot, 1 futures) is its REST snapshot; all others are the depth messages that Binance's rules leave after it.
"""
import gzip
import json
import pathlib
import sys

RECORDINGS = pathlib.Path(__file__).resolve().parent.parent / "Recordings"
SOURCES = {"eth_spot": ["spot_ethusdt_20240808.gz"], "eth_usdm": ["usdm_ethusdt_20240808.gz"]}
SOURCES["eth_two"] = SOURCES["eth_spot"] + SOURCES["eth_usdm"]


def messages(name):
    """The snapshot and then every depth message after it, as (time, text); ends the program on a gap."""
    snapshot, last, found = None, None, []
    with gzip.open(RECORDINGS / name, "rt") as lines:
        for line in lines:
            time, text = line.rstrip("\n").split(" ", 1)
            if text.startswith('{"lastUpdateId"'):
                snapshot, last = (int(time), text), json.loads(text)["lastUpdateId"]
            elif '"depthUpdate"' in text:
                found.append((int(time), text, json.loads(text)["data"]))
    isFuture = "pu" in found[0][2]
    kept = [entry for entry in found if (entry[2]["u"] >= last if isFuture else entry[2]["u"] > last)]
    for before, after in zip(kept, kept[1:]):
        if (after[2]["pu"] if isFuture else after[2]["U"] - 1) != before[2]["u"]:
            sys.exit(f"{name}: a gap after {before[2]['u']}")
    return snapshot, [(time, text) for time, text, _ in kept]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    out = pathlib.Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    for workload, names in SOURCES.items():
        venues = [messages(name) for name in names]
        # Two venues only as long as both are recorded, in the order of receipt.
        end = min(kept[-1][0] for _, kept in venues)
        rows = [(time, venue, text) for venue, (_, kept) in enumerate(venues) for time, text in kept]
        if len(venues) > 1:
            rows = sorted((row for row in rows if row[0] <= end), key=lambda row: row[0])
        heads = [(snapshot[0], venue, snapshot[1]) for venue, (snapshot, _) in enumerate(venues)]
        with open(out / f"{workload}.rec", "w") as file:
            file.writelines(f"{time} {venue} {text}\n" for time, venue, text in heads + rows)


main()
