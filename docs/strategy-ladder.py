#!/usr/bin/env python3
"""Draws docs/strategy-ladder.svg: the quotes at three volatilities, by the formulae of docs/strategy.md.

The sizes are those that the test `explained` in Tests/StrategyTests/Quoting/SizeTests.swift proves of the product.
Run it from anywhere: python3 docs/strategy-ladder.py
"""
import math
import pathlib

DEPTHS = [10, 40, 90, 160, 250]  # what usually rests at the distance of each level
SHARE, GROWTH = 0.05, 1.0
LOT = 0.001
FLOOR = 1.5  # fees and edge, basis points
GAMMA, RATE, DECAY = 0.05, 0.5, 1.0
USUAL = 1.0  # basis points per square root of a second
PANELS = [("calm", 0.5), ("usual", 1.0), ("restless", 2.0)]


def sizes(ratio):
    caps = [SHARE * min(DEPTHS[i:]) for i in range(len(DEPTHS))]
    base = caps[0] / max(1, ratio)
    raw = [min(cap, base * (i + 1) ** (GROWTH / ratio)) for i, cap in enumerate(caps)]
    return [math.floor(size / LOT + 1e-9) * LOT for size in raw]


def distances(sigma):
    first = math.log1p(GAMMA / DECAY) / GAMMA
    risk = math.sqrt(GAMMA / (2 * RATE * DECAY) * (1 + GAMMA / DECAY) ** (DECAY / GAMMA + 1))
    best = max(first + sigma * risk / 2, FLOOR)
    return [best + i * 0.5 * sigma for i in range(len(DEPTHS))]


def main():
    width, height, middle = 300, 530, 262
    widest = max(sizes(PANELS[0][1]))
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width * 3} {height + 40}" '
        'font-family="monospace" font-size="11" fill="#333">',
        f'<rect width="{width * 3}" height="{height + 40}" fill="#fff"/>',
    ]
    for panel, (name, ratio) in enumerate(PANELS):
        left = panel * width + 70
        out.append(f'<text x="{left}" y="16" font-weight="bold">{name}: {ratio:g} times the usual</text>')
        out.append(f'<line x1="{left - 60}" x2="{left + 210}" y1="{middle + 20}" y2="{middle + 20}" '
                   'stroke="#999" stroke-dasharray="4 3"/>')
        out.append(f'<text x="{left - 60}" y="{middle + 16}">fair</text>')
        for size, distance in zip(sizes(ratio), distances(ratio * USUAL)):
            bar = 2 + 150 * size / widest
            for sign, colour in ((-1, "#af3a00"), (1, "#005faf")):
                y = middle + 20 + sign * distance * 44
                out.append(f'<rect x="{left}" y="{y - 4:.1f}" width="{bar:.1f}" height="8" fill="{colour}"/>')
                out.append(f'<text x="{left - 60}" y="{y + 4:.1f}">{-sign * distance:+.2f} bp</text>')
                out.append(f'<text x="{left + bar + 5:.1f}" y="{y + 4:.1f}">{size:.3f}</text>')
    caption = "asks above, bids below; bars and numbers: sizes where 10, 40, 90, 160, 250 usually rest"
    out.append(f'<text x="10" y="{height + 32}">{caption}</text></svg>')
    path = pathlib.Path(__file__).with_suffix(".svg")
    path.write_text("\n".join(out) + "\n")
    for name, ratio in PANELS:
        print(name, " ".join(f"{size:.3f}" for size in sizes(ratio)),
              " ".join(f"{distance:.2f}" for distance in distances(ratio * USUAL)))


if __name__ == "__main__":
    main()
