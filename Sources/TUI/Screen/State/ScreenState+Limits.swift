extension ScreenState {
    /// Shows every limit with what is used of it: a snapshot, as the details of a row are.
    mutating func showLimits(_ context: ScreenContext) {
        if let reason = context.noOrderPath {
            remark = reason
            return
        }
        let limits = context.model.limits
        let width = limits.map { $0.words($0.value).count }.max() ?? 0
        let lines = limits.map { limit in
            let value = limit.words(limit.value)
            let used = limit.usedPercent.map { "\($0) %" } ?? (limit.used == nil ? "-" : "")
            let padding = String(repeating: " ", count: max(0, width - value.count))
            let room = String(repeating: " ", count: max(0, 6 - used.count))
            return DetailsView.Line(name: limit.name, value: padding + value + room + used + "  " + limit.description)
        }
        isHelpOpen = false
        details = DetailsView(title: "LIMITS", lines: lines, takenAt: context.now)
    }

    /// Lowers a limit at once, and raises one after a yes, while the execution is held.
    mutating func changeLimit(
        _ name: String,
        _ value: Int64,
        _ context: ScreenContext,
        into actions: inout [ConsoleAction]
    ) {
        if let reason = context.noOrderPath {
            remark = reason
            return
        }
        guard let limit = context.model.limits.first(where: { $0.name == name }) else { return }
        if value == limit.value {
            remark = "\(name) is \(limit.words(value)) already"
        } else if value < limit.value {
            actions.append(.limit(name: name, value: value, isAsked: false))
        } else {
            raise(limit, to: value, context)
        }
    }

    private mutating func raise(_ limit: LimitView, to value: Int64, _ context: ScreenContext) {
        switch context.model.execution {
        case .hold:
            question = Question(
                text: "raise \(limit.name) from \(limit.value) to \(limit.words(value))?",
                action: .limit(name: limit.name, value: value, isAsked: true)
            )
        case .killed: remark = "killed: :rearm comes first, then a limit can be raised"
        case .none, .run, .part, .reducing:
            remark =
                "\(limit.name) is \(limit.words(limit.value)): it is raised only while execution is held; Space holds"
        }
    }
}
