/// The chain of hashes over a file's records: none can be changed, left out or put in without changing all after it.
///
/// `chain = SHA-256(chain before | u32 length of payload | u64 seq | payload)`, numbers little-endian; before the first
/// record it is `SHA-256("journal:v1:epoch=N")` with the number of that record's epoch.
struct JournalChain {
    /// The value after the last record.
    private(set) var value: [UInt8]

    private let digest: JournalDigest

    /// The chain of a file that begins with an epoch.
    init(epoch: UInt32, digest: @escaping JournalDigest) {
        self.digest = digest
        value = digest(Array("journal:v1:epoch=\(epoch)".utf8))
    }

    /// The chain of a file that has records already.
    init(value: [UInt8], digest: @escaping JournalDigest) {
        self.digest = digest
        self.value = value
    }

    /// Goes on by one record.
    mutating func add(_ payload: [UInt8], sequence: Int64) {
        var bytes = value
        bytes.reserveCapacity(value.count + 12 + payload.count)
        let length = UInt32(truncatingIfNeeded: payload.count)
        for shift in stride(from: 0, to: 32, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: length >> UInt32(shift)))
        }
        for shift in stride(from: 0, to: 64, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: sequence >> Int64(shift)))
        }
        bytes.append(contentsOf: payload)
        value = digest(bytes)
    }
}
