"""Pages for a person's look: the golden screens in every theme, as all kinds of eyes see them.

usage: pages.py FOLDER

Reads the golden screens of the tests and the theme files; needs no program. Light that reaches an eye with a colour
blindness is computed after Machado, Oliveira and Fernandes, IEEE TVCG 15 (2009), severity 1.0.
"""

import html
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
GOLDEN = os.path.join(ROOT, "Tests", "TUITests", "Fixtures")
THEMES = os.path.join(ROOT, "Themes")
EYES = {
    "all cones": None,
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
PAPERS = {"dark": ("#e5e5e5", "#000000"), "light": ("#000000", "#ffffff")}


def read_theme(path):
    """A theme file as mappings; its form is checked by the program, here it is taken to be right."""
    theme, section = {"palette": {}, "roles": {}, "mono": {}}, None
    with open(path, encoding="utf-8") as file:
        for line in file:
            match = re.match(r'( *)([^\s:#]+): *"?([^"\n]*)"?$', line.rstrip("\n"))
            if not match:
                continue
            indent, key, value = match.groups()
            if not indent:
                section = key
                theme[key] = value or theme.get(key, {})
            else:
                theme[section][key] = value
    return theme


def colour(theme, name):
    value = theme["palette"].get(name, name)
    while value in theme["palette"]:
        value = theme["palette"][value]
    return value.split()[0] if value.startswith("#") else None


def style(theme, role, is_mono):
    """Text colour, background and attributes of a role."""
    ink, paper = PAPERS[theme["base"]]
    if is_mono:
        words = theme["mono"].get(role, "").split()
        front, back = None, None
    else:
        words = theme["roles"][role].split()
        front, words = colour(theme, words[0]), words[1:]
        back = None
        if words[:1] == ["on"]:
            back, words = colour(theme, words[1]), words[2:]
    front, back = front or ink, back or paper
    if "reverse" in words:
        front, back = back, front
    return front, back, words


def computed(theme, name, is_mono):
    """The look of roles that no theme file names."""
    sides = {"bidBlock": ("bid.bar", "bid.price"), "askBlock": ("ask.bar", "ask.price")}
    if name in sides:
        bar, price = sides[name]
        if is_mono or " on " not in theme["roles"][bar]:
            return style(theme, price, is_mono)
        front, back, _ = style(theme, price, is_mono)
        return style(theme, bar, is_mono)[1], back, []
    front, back, _ = style(theme, "bid.price" if "Up" in name else "ask.price", is_mono)
    return front, back, ["bold"]


def seen(value, rows):
    """A colour as an eye sees it."""
    if rows is None:
        return value
    light = [int(value[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    light = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in light]
    result = "#"
    for row in rows:
        v = min(max(sum(a * b for a, b in zip(row, light)), 0), 1)
        v = v * 12.92 if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055
        result += f"{round(v * 255):02x}"
    return result


def read_golden(path):
    """The planes of a golden screen, by their names, and what its letters mean."""
    planes, legend, name = {}, {}, None
    with open(path, encoding="utf-8") as file:
        for line in file.read().split("\n"):
            if re.match(r"(glyphs|roles|looks): \w+$", line) or line == "legend":
                name = line
                planes[name] = []
            elif name == "legend" and line:
                legend[line[0]] = line[2:]
            elif line:
                planes[name].append(line[1:-1])
    return planes, legend


def screen(path, theme, rows, is_mono, glyphs="unicode"):
    planes, legend = read_golden(path)
    letters = planes.get(f"roles: {glyphs}") or planes["roles: unicode"]
    lines = []
    for text, roles in zip(planes[f"glyphs: {glyphs}"], letters):
        line, start = "", 0
        for index in range(1, len(text) + 1):
            if index < len(text) and roles[index] == roles[start]:
                continue
            role = legend.get(roles[start], "text")
            look = style(theme, role, is_mono) if role in theme["roles"] else computed(theme, role, is_mono)
            front, back, words = look
            css = f"color:{seen(front, rows)};background:{seen(back, rows)}"
            css += ";font-weight:bold" if "bold" in words else ""
            css += ";opacity:.6" if "dim" in words else ""
            css += ";text-decoration:underline" if "underline" in words else ""
            line += f'<span style="{css}">{html.escape(text[start:index])}</span>'
            start = index
        lines.append(line)
    paper = seen(PAPERS[theme["base"]][1], rows)
    return f'<pre style="background:{paper}">' + "\n".join(lines) + "</pre>"


def page(title, parts):
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title><style>'
        "body{font-family:sans-serif;margin:2em;background:#888}h1,h2,nav{color:#000}"
        "pre{display:inline-block;font:14px/1.2 'DejaVu Sans Mono',monospace;padding:.5em;margin:.3em}"
        f"</style><h1>{title}</h1>" + "\n".join(parts) + "</html>\n"
    )


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    golden = sorted(name for name in os.listdir(GOLDEN) if name.endswith(".txt"))
    small = [name for name in golden if name.endswith("-80x24.txt")]
    links = []
    for file in sorted(os.listdir(THEMES)):
        theme = read_theme(os.path.join(THEMES, file))
        parts = ["<p>Every golden screen in this theme, then those of 80x24 as other eyes see them, without colours, "
                 "and in ASCII.</p>"]
        for name in golden:
            parts.append(f"<h2>{name[:-4]}</h2>" + screen(os.path.join(GOLDEN, name), theme, None, False))
        for name in small:
            parts.append(f"<h2>{name[:-4]}, other eyes</h2>")
            for eyes, rows in EYES.items():
                parts.append(f"<h3>{eyes}</h3>" + screen(os.path.join(GOLDEN, name), theme, rows, False))
            parts.append("<h3>without colours</h3>" + screen(os.path.join(GOLDEN, name), theme, None, True))
            parts.append("<h3>ASCII</h3>" + screen(os.path.join(GOLDEN, name), theme, None, False, "ascii"))
        target = f"{theme['name']}.html"
        with open(os.path.join(folder, target), "w", encoding="utf-8") as out:
            out.write(page(f"rung in the theme {theme['name']}", parts))
        links.append(f'<li><a href="{target}">{theme["name"]}</a></li>')
    with open(os.path.join(folder, "index.html"), "w", encoding="utf-8") as out:
        out.write(page("rung for a person's look", ["<ul>" + "".join(links) + "</ul>"]))
    print(f"{len(links)} themes, {len(golden)} screens: {os.path.join(folder, 'index.html')}")


if __name__ == "__main__":
    main()
