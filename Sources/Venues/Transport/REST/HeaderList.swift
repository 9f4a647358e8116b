import CCurl
import Venues

/// Header lines in the form that libcurl takes, freed with this value.
@safe
struct HeaderList: ~Copyable {
    private(set) var head: UnsafeMutablePointer<curl_slist>?

    /// No lines yet.
    init() {
        unsafe head = nil
    }

    deinit {
        unsafe curl_slist_free_all(head)
    }

    /// Appends a line.
    mutating func append(_ line: String) throws(TransportError) {
        guard let longer = unsafe curl_slist_append(head, line) else {
            throw TransportError(.misuse, "libcurl cannot keep a header line: is this process out of memory?")
        }
        unsafe head = longer
    }
}
