import Simulator
import Transport
import Venues

/// Where the venues of `sim` are, by slot, and with which accounts we trade there.
struct VenuePlaces {
    /// The hosts of streams and requests.
    let hosts: [Endpoint]
    /// Whom we trust to be them: certificates of authorities (PEM).
    let authority: [UInt8]
    /// The accounts' keys; none where nothing may trade.
    let keys: [KeyFile.Contents]
    /// The exchanges of this process, if they are those: their accounts end with it.
    let own: SimulatedVenues?

    /// Exchanges that run by themselves, and our accounts there.
    init(hosts: [Endpoint], authority: [UInt8], keys: [KeyFile.Contents]) {
        self.hosts = hosts
        self.authority = authority
        self.keys = keys
        own = nil
    }

    /// Exchanges of this process, with the accounts that they have opened for us.
    init(_ own: SimulatedVenues) throws(StartError) {
        var hosts: [Endpoint] = []
        for server in [own.binance, own.kraken] {
            guard let host = Endpoint(host: "127.0.0.1", port: server.port, isSecure: true, path: "/") else {
                throw StartError("127.0.0.1:\(server.port) is no address that may be used")
            }
            hosts.append(host)
        }
        var keys: [KeyFile.Contents] = []
        for account in own.accounts { keys.append(try account.credentials()) }
        self.hosts = hosts
        self.keys = keys
        authority = own.authority
        self.own = own
    }

    /// Whom the client has to trust to reach them.
    var trust: TrustAnchors { .authority(pem: authority) }

    /// Whether the accounts outlive this process, so that a restart finds them as they were left.
    var outliveUs: Bool { own == nil }

    /// The name of the journal's folder: one for the console's own exchanges, one for each set of accounts.
    ///
    /// A journal speaks of certain accounts; over others it would be a lie. So the folder is named after them: the start
    /// of the SHA-256 of hosts and public keys.
    var journalName: String {
        guard outliveUs else { return "sim" }
        let words = zip(hosts, keys).map { "\($0.authority) \($1.key)\n" }.joined()
        return "sim-" + Hexadecimal.text(Array(SHA256.digest(Array(words.utf8)).prefix(8)))
    }

    /// What signs our requests at the venue in `slot`.
    func signer(_ slot: Int) throws(StartError) -> any RequestSigner {
        do throws(KeyFileError) {
            return try keys[slot].signer(slot == 0 ? .sha256 : .sha512)
        } catch {
            throw StartError(error.message)
        }
    }
}
