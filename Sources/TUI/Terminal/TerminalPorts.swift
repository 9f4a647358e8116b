/// The descriptors that a session works on.
struct TerminalPorts {
    /// Where keys come from.
    var input: Int32 = 0
    /// Where frames go.
    var output: Int32 = 1
    /// Where messages go, which are kept aside meanwhile.
    var errors: Int32 = 2
}
