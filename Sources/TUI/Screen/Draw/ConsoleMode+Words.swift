extension ConsoleMode {
    /// What is said where orders are expected and there is no way for them.
    var withoutOrders: String {
        self == .replay ? "a replay has no order path" : "this console has no order path"
    }
}
