/// What a trace in a header, a certificate or a name says about who answers.
///
/// One table of the networks that stand before exchanges; each row names its own documentation.
enum EvidenceRule {
    /// Header lines that only an edge adds: the name, what the value has to contain, whose it is.
    ///
    /// Cloudflare: developers.cloudflare.com/fundamentals/reference/http-headers. CloudFront: "Request and response
    /// behavior" of its developer guide (x-amz-cf-pop, x-amz-cf-id, via). Akamai: techdocs.akamai.com, debug headers.
    /// Fastly: docs.fastly.com, X-Served-By.
    static let edgeHeaders: [(name: String, part: String, owner: String)] = [
        ("cf-ray", "", "Cloudflare"),
        ("server", "cloudflare", "Cloudflare"),
        ("x-amz-cf-pop", "", "CloudFront"),
        ("x-amz-cf-id", "", "CloudFront"),
        ("via", "cloudfront", "CloudFront"),
        ("server", "cloudfront", "CloudFront"),
        ("server", "akamai", "Akamai"),
        ("x-akamai-request-id", "", "Akamai"),
        ("x-served-by", "cache-", "Fastly"),
        ("x-iinfo", "", "Imperva"),
        ("x-azure-ref", "", "Azure Front Door"),
    ]

    /// Words in the issuer of a certificate that only an edge has.
    static let edgeIssuers: [(part: String, owner: String)] = [("cloudflare", "Cloudflare")]

    /// Ends of names that belong to edges, as aliases or as names of addresses or in certificates.
    static let edgeNames: [(end: String, owner: String)] = [
        (".cloudfront.net", "CloudFront"), (".cdn.cloudflare.net", "Cloudflare"), (".cloudflaressl.com", "Cloudflare"),
        (".akamaiedge.net", "Akamai"), (".edgekey.net", "Akamai"), (".akamai.net", "Akamai"), (".fastly.net", "Fastly"),
        (".azurefd.net", "Azure Front Door"), (".awsglobalaccelerator.com", "AWS Global Accelerator"),
    ]

    /// The edge that a name belongs to; nil for another name.
    static func edge(of name: String) -> String? {
        edgeNames.first { name.lowercased().hasSuffix($0.end) }?.owner
    }

    /// The AWS region in a name of EC2 or of a load balancer, as `x.ap-northeast-1.elb.amazonaws.com`; nil without one.
    static func region(in name: String) -> String? {
        guard name.hasSuffix(".amazonaws.com") else { return nil }
        return name.split(separator: ".").map(String.init).first { label in
            let parts = label.split(separator: "-")
            return parts.count >= 3 && parts[0].count == 2 && parts.last.map { Int($0) != nil } == true
        }
    }
}
