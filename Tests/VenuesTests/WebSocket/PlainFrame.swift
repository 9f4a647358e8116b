import Venues

/// A frame with its bits as given, right or wrong, to be laid out byte by byte as RFC 6455 section 5.2 draws it.
struct PlainFrame {
    /// How the payload's length is written.
    enum LengthForm: CaseIterable {
        /// In as few bytes as it fits.
        case shortest
        /// In the two bytes behind 126.
        case two
        /// In the eight bytes behind 127.
        case eight
    }

    var isFinal = true
    var reserved: UInt8 = 0
    var opcode: UInt8
    var mask: [UInt8]?
    var lengthForm = LengthForm.shortest
    var payload: [UInt8] = []

    /// The bytes on the wire.
    var bytes: [UInt8] {
        var bytes: [UInt8] = [(isFinal ? 128 : 0) + reserved * 16 + opcode]
        let maskBit: UInt8 = mask == nil ? 0 : 128
        let length = payload.count
        switch lengthForm {
        case .shortest where length < 126: bytes.append(maskBit + UInt8(length))
        case .shortest where length < 65536, .two:
            bytes += [maskBit + 126, UInt8(length / 256), UInt8(length % 256)]
        case .shortest, .eight:
            bytes.append(maskBit + 127)
            bytes += (0..<8).reversed().map { UInt8(length >> (8 * $0) & 255) }
        }
        guard let mask else { return bytes + payload }
        return bytes + mask + payload.enumerated().map { $1 ^ mask[$0 % 4] }
    }

    /// The frame as `role` has to send it: a client's with a mask.
    func sent(by role: WebSocketRole) -> [UInt8] {
        var frame = self
        frame.mask = role == .client ? [0x37, 0xFA, 0x21, 0x3D] : nil
        return frame.bytes
    }
}
