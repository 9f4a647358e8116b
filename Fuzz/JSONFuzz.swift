import Books
import Venues

// What libFuzzer holds against the JSON scanner and the tree, for any bytes: nothing traps, both take the same texts,
// and a position never leaves the message.

/// Whether the scanner takes the bytes as one value with nothing behind it.
private func isSkipped(_ bytes: [UInt8]) -> Bool {
    var at = 0
    do throws(WireError) {
        try JSON.skip(bytes.span, &at)
        try JSON.expectEnd(bytes.span, &at)
        precondition(at == bytes.count, "read beyond the end")
        return true
    } catch {
        checkOffset(error, bytes.count)
        return false
    }
}

private func checkOffset(_ error: WireError, _ count: Int) {
    switch error {
    case .truncated(let offset), .unexpected(let offset), .tooDeep(let offset), .number(_, let offset):
        precondition((0...count).contains(offset), "an error beyond the message")
    case .missing:
        preconditionFailure("a scanner misses nothing")
    }
}

private func checkTree(_ bytes: [UInt8]) {
    do throws(WireError) {
        let value = try JSONValue(bytes.span)
        precondition(isSkipped(bytes), "the tree takes what the scanner does not")
        _ = value["a"]?.string
        _ = value.array?.count
        _ = value.integer
    } catch {
        // The tree reads the escapes of strings too, so it may refuse more than the scanner does.
        checkOffset(error, bytes.count)
    }
}

private func checkReadBack(_ count: Int64, _ unit: DecimalUnit) {
    do throws(DecimalError) {
        let again = try DecimalText.parse(DecimalText.text(count, unit: unit), unit: unit)
        precondition(again == count, "not read as written")
    } catch {
        preconditionFailure("our own number is refused: \(error)")
    }
}

private func checkNumbers(_ bytes: [UInt8], _ unit: DecimalUnit) {
    var at = 0
    do throws(WireError) {
        let count = try JSON.decimal(bytes.span, &at, unit: unit)
        precondition(abs(count) < DecimalText.bound && at <= bytes.count, "a count beyond the bound")
        checkReadBack(count, unit)
    } catch {
        checkOffset(error, bytes.count)
    }
    at = 0
    do throws(WireError) {
        let number = try JSON.integer(bytes.span, &at)
        precondition(number > .min && at <= bytes.count, "a number beyond the end")
    } catch {
        checkOffset(error, bytes.count)
    }
}

/// The entry point that libFuzzer calls for each input: the number of decimals, then the text.
@c(LLVMFuzzerTestOneInput)
public func fuzzJSON(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard count > 1 else { return 0 }
    let input = unsafe [UInt8](UnsafeBufferPointer(start: start, count: count))
    let text = Array(input[1...])
    _ = isSkipped(text)
    checkTree(text)
    checkNumbers(text, DecimalUnit(decimals: Int(input[0]) % 19))
    return 0
}
