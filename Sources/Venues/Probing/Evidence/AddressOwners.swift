public import Venues

/// Whose an address is, by the blocks that their owners publish.
public struct AddressOwners: Sendable {
    /// What an owner says of a block.
    public struct Owner: Sendable, Hashable {
        /// The owner and the service: `Cloudflare`, `Amazon CLOUDFRONT`, `Amazon EC2`.
        public let name: String
        /// The region that the owner states; nil where a block serves the whole world.
        public let region: String?
        /// Whether the block belongs to a network of edges.
        public let isEdge: Bool
    }

    private var blocks: [(prefix: AddressPrefix, owner: Owner)]

    /// Cloudflare's blocks: https://www.cloudflare.com/ips-v4 and https://www.cloudflare.com/ips-v6, unchanged since 2021.
    private static let cloudflare = [
        "173.245.48.0/20", "103.21.244.0/22", "103.22.200.0/22", "103.31.4.0/22", "141.101.64.0/18", "108.162.192.0/18",
        "190.93.240.0/20", "188.114.96.0/20", "197.234.240.0/22", "198.41.128.0/17", "162.158.0.0/15", "104.16.0.0/13",
        "104.24.0.0/14", "172.64.0.0/13", "131.0.72.0/22",
        "2400:cb00::/32", "2606:4700::/32", "2803:f800::/32", "2405:b500::/32", "2405:8100::/32", "2a06:98c0::/29",
        "2c0f:f248::/32",
    ]

    /// Amazon's services that answer from the edge nearest to whoever asks.
    private static let amazonEdges = ["CLOUDFRONT", "GLOBALACCELERATOR", "CLOUDFRONT_ORIGIN_FACING"]

    /// The owners that are known without a file.
    public init() {
        let owner = Owner(name: "Cloudflare", region: nil, isEdge: true)
        blocks = Self.cloudflare.compactMap { AddressPrefix($0).map { ($0, owner) } }
    }

    /// Adds what Amazon publishes at https://ip-ranges.amazonaws.com/ip-ranges.json; false if `file` is not that.
    public mutating func addAmazon(_ file: JSONValue) -> Bool {
        let lists = [("prefixes", "ip_prefix"), ("ipv6_prefixes", "ipv6_prefix")]
        var added: [(prefix: AddressPrefix, owner: Owner)] = []
        for (list, member) in lists {
            for entry in file[list]?.array ?? [] {
                guard let text = entry[member]?.string, let prefix = AddressPrefix(text),
                    let service = entry["service"]?.string
                else { continue }
                let region = entry["region"]?.string.flatMap { $0 == "GLOBAL" ? nil : $0 }
                let isEdge = Self.amazonEdges.contains(service)
                added.append((prefix, Owner(name: "Amazon \(service)", region: region, isEdge: isEdge)))
            }
        }
        blocks += added
        return !added.isEmpty
    }

    /// The owner of the nearest block that holds the address; nil where none is known.
    ///
    /// Of two equal blocks the one that names a service wins over Amazon's list of everything.
    public func owner(of address: IPAddress) -> Owner? {
        let holding = blocks.filter { $0.prefix.contains(address) }
        return holding.max { left, right in
            let (first, second) = (left.prefix.specificity, right.prefix.specificity)
            return first == second
                ? left.owner.name == "Amazon AMAZON" && right.owner.name != left.owner.name : first < second
        }?.owner
    }
}
