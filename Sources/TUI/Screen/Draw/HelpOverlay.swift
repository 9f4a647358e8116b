/// The list of all keys, over the middle of the screen: in as many columns as there is room for, else it scrolls.
struct HelpOverlay {
    private let bindings: [KeyBinding]
    private let offset: Int

    private static let gap = 3

    /// The help for `bindings`, from the row `offset` on.
    init(_ bindings: [KeyBinding], offset: Int) {
        self.bindings = bindings
        self.offset = offset
    }

    /// Draws it.
    func draw(on canvas: inout Canvas, in screen: Region) {
        let keys = bindings.map { $0.keys.map(\.name).joined(separator: " ") }
        let keyWidth = keys.map(\.count).max() ?? 0
        let width = keyWidth + 1 + (bindings.map(\.description.count).max() ?? 0)
        let most = max((screen.columns - 6 + Self.gap) / (width + Self.gap), 1)
        let room = max(screen.rows - 2, 1)
        let columns = min(most, (bindings.count + room - 1) / room)
        let rows = (bindings.count + columns - 1) / columns
        let box = OverlayBox(title: "KEYS", width: columns * (width + Self.gap) - Self.gap, height: rows)
        let region = box.draw(on: &canvas, in: screen)
        let first = min(offset, max(rows - region.rows, 0))
        for (index, binding) in bindings.enumerated() {
            let row = index % rows - first
            guard row >= 0 else { continue }
            let column = index / rows * (width + Self.gap)
            canvas.write(foreign: keys[index], .key, row: row, column: column, in: region)
            canvas.write(foreign: binding.description, .keyLabel, row: row, column: column + keyWidth + 1, in: region)
        }
    }
}
