/// Collects what is wrong in one file while it is read, so that a person is told everything at once.
final class SettingsProblems {
    /// The file's name as the person gave it.
    let file: String

    private var found: [SettingsProblem] = []

    init(file: String) {
        self.file = file
    }

    /// The problems so far, each once, in the order of the lines.
    var all: [SettingsProblem] {
        let sorted = found.enumerated().sorted { left, right in
            let (first, second) = (left.element.position, right.element.position)
            guard let first, let second, first != second else {
                return first == second ? left.offset < right.offset : first == nil
            }
            return first < second
        }
        var seen: Set<SettingsProblem> = []
        return sorted.map(\.element).filter { seen.insert($0).inserted }
    }

    /// Notes one.
    func note(_ message: String, at position: SettingsPosition?, suggestion: String? = nil) {
        found.append(SettingsProblem(file: file, position: position, message: message, suggestion: suggestion))
    }
}
