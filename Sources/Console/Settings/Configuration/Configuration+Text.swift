import Strategy

extension Configuration {
    /// All of it as text, the same in every process: a dictionary's own order differs from start to start.
    public var canonicalText: String {
        var rest = self
        rest.connections = [:]
        rest.limits = [:]
        let connections = connections.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let limits = limits.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key.rawValue)=\($0.value)" }
        return "\(rest) connections \(connections) limits \(limits)"
    }
}
