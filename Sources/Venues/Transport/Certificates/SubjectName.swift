/// A name that a certificate vouches for.
public enum SubjectName: Sendable, Hashable {
    /// A host name.
    case host(String)
    /// An IP address.
    case address(String)

    /// The name in the syntax of x509v3_config(5).
    var text: String {
        switch self {
        case .host(let name): "DNS:\(name)"
        case .address(let address): "IP:\(address)"
        }
    }
}
