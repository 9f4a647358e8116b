/// The last row: the keys that work now.
struct KeyRow {
    /// The keys to name.
    let bindings: [KeyBinding]

    /// Draws as many as fit, in their order.
    func draw(on canvas: inout Canvas, in region: Region) {
        let gap = region.columns >= 100 ? 3 : 2
        var column = 1
        for binding in bindings {
            guard let key = binding.keys.first else { continue }
            let width = key.name.count + 1 + binding.label.count
            guard column + width <= region.columns else { return }
            let end = canvas.write(foreign: key.name, .key, column: column, in: region)
            canvas.write(foreign: binding.label, .keyLabel, column: end + 1, in: region)
            column += width + gap
        }
    }
}
