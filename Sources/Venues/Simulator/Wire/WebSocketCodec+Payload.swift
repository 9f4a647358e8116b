import Venues

extension WebSocketCodec {
    /// A copy of the payload of the last event, to be handed to another thread.
    func payloadCopy() -> [UInt8] {
        withPayload { span in
            [UInt8](capacity: span.count) { copy in
                for index in span.indices { copy.append(span[index]) }
            }
        }
    }
}
