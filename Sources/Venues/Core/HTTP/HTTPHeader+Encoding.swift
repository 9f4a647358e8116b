extension HTTPHeader {
    /// Whether the line can be sent as it is: the name is a token and the value holds no control characters.
    public var isWellFormed: Bool {
        !name.isEmpty && name.utf8.allSatisfy(HTTPHead.isTokenByte) && value.utf8.allSatisfy(HTTPHead.isLineByte)
    }

    /// Appends the line to `output`.
    ///
    /// Bytes that may not stand in it become underscores, so that no value, wherever it comes from, can begin a
    /// line of its own.
    func encode(into output: inout [UInt8]) {
        for byte in name.utf8 { output.append(HTTPHead.isTokenByte(byte) ? byte : UInt8(ascii: "_")) }
        output.append(contentsOf: ": ".utf8)
        for byte in value.utf8 { output.append(HTTPHead.isLineByte(byte) ? byte : UInt8(ascii: "_")) }
        output.append(contentsOf: "\r\n".utf8)
    }
}
