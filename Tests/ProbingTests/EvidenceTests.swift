import Books
import Probing
import Testing
import Venues

/// Whose an endpoint is, by what everybody can see.
@Suite("Evidence: edge or origin")
struct EvidenceTests {
    @Test(
        "Traces of an edge decide, with the trace as the reason",
        arguments: [
            ("cf-ray", "8f2a-NRT", "Cloudflare"), ("x-amz-cf-pop", "NRT57-P2", "CloudFront"),
            ("Via", "1.1 abc.cloudfront.net (CloudFront)", "CloudFront"), ("Server", "cloudflare", "Cloudflare"),
            ("Server", "AkamaiGHost", "Akamai"),
        ]
    )
    func headers(name: String, value: String, owner: String) {
        var evidence = EndpointEvidence()
        evidence.headers = [HTTPHeader(name, value)]
        let verdict = EdgeJudge.verdict(evidence, EdgeJudge.Times())
        #expect(verdict.place == .edge)
        #expect(verdict.reasons.contains { $0.contains(owner) && $0.contains(value) })
    }

    @Test("Names, certificates and published blocks decide too")
    func names() {
        var alias = EndpointEvidence()
        alias.aliases = ["d1.cloudfront.net"]
        var issuer = EndpointEvidence()
        issuer.issuer = "CN=Cloudflare TLS Issuing ECC CA 1"
        var block = EndpointEvidence()
        block.owner = IPAddress("104.18.3.4").flatMap { AddressOwners().owner(of: $0) }
        for evidence in [alias, issuer, block] {
            #expect(EdgeJudge.verdict(evidence, EdgeJudge.Times()).place == .edge)
        }
        var balancer = EndpointEvidence()
        balancer.aliases = ["front-123.ap-northeast-1.elb.amazonaws.com"]
        let verdict = EdgeJudge.verdict(balancer, EdgeJudge.Times())
        #expect(verdict.place == .unknown)
        #expect(verdict.reasons.contains { $0.contains("ap-northeast-1") })
    }

    @Test("Addresses are read and blocks hold what they hold")
    func addresses() throws {
        #expect(IPAddress("1.2.3.4")?.reverseName == "4.3.2.1.in-addr.arpa")
        #expect(IPAddress("2606:4700::6810:1")?.reverseName.hasPrefix("1.0.0.0.0.1.8.6.0.0.0.0") == true)
        #expect(IPAddress("::1") != nil)
        for wrong in ["", "1.2.3", "1.2.3.256", "1.2.3.+4", "1:2:3", ":::", "1::2::3", "12345::", "g::1"] {
            #expect(IPAddress(wrong) == nil, "\(wrong)")
        }
        let block = try #require(AddressPrefix("172.64.0.0/13"))
        #expect(IPAddress("172.71.255.255").map { block.contains($0) } == true)
        #expect(IPAddress("172.72.0.0").map { block.contains($0) } == false)
        #expect(AddressPrefix("10.0.0.0/33") == nil)
        #expect(IPAddress("8.8.8.8").map { AddressOwners().owner(of: $0) == nil } == true)
    }

    @Test("Amazon's list tells service and region, the nearest block first")
    func amazon() throws {
        var owners = AddressOwners()
        let file = try JSONValue(
            text: """
                {"prefixes":[{"ip_prefix":"52.192.0.0/11","region":"ap-northeast-1","service":"AMAZON"},
                {"ip_prefix":"52.192.0.0/11","region":"ap-northeast-1","service":"EC2"},
                {"ip_prefix":"52.222.128.0/17","region":"GLOBAL","service":"CLOUDFRONT"}],"ipv6_prefixes":[]}
                """
        )
        let isTaken = owners.addAmazon(file)
        #expect(isTaken)
        let owner = try #require(IPAddress("52.193.1.1").flatMap { owners.owner(of: $0) })
        #expect(owner.name == "Amazon EC2" && owner.region == "ap-northeast-1" && !owner.isEdge)
        let edge = try #require(IPAddress("52.222.200.1").flatMap { owners.owner(of: $0) })
        #expect(edge.name == "Amazon CLOUDFRONT" && edge.region == nil && edge.isEdge)
        let isNothingTaken = owners.addAmazon(.null)
        #expect(!isNothingTaken)
    }

    @Test("A name server's answer tells aliases, addresses and names; a damaged one tells nothing")
    func dns() throws {
        let question = try #require(DNSMessage.question("api.example.com", kind: .address, identifier: 7))
        var answer = question
        answer.replaceSubrange(2..<8, with: [0x81, 0x80, 0, 1, 0, 2])
        // api.example.com CNAME d1.cloudfront.net, whose address is 13.32.1.2, with references to earlier places.
        answer += [0xC0, 12, 0, 5, 0, 1, 0, 0, 0, 60, 0, 19]
        let alias = answer.count
        answer += [2] + Array("d1".utf8) + [10] + Array("cloudfront".utf8) + [3] + Array("net".utf8) + [0]
        answer += [0xC0, UInt8(alias), 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 13, 32, 1, 2]
        let read = try #require(DNSMessage.answer(answer, identifier: 7))
        #expect(read.aliases == ["d1.cloudfront.net"])
        #expect(read.addresses == ["13.32.1.2"])
        #expect(DNSMessage.answer(answer, identifier: 8) == nil)
        for length in 0..<answer.count { _ = DNSMessage.answer(Array(answer[..<length]), identifier: 7) }
        var circle = answer
        circle[alias] = 0xC0
        circle[alias + 1] = UInt8(alias)
        #expect(DNSMessage.answer(circle, identifier: 7) == nil)
        #expect(DNSMessage.question(String(repeating: "a", count: 64) + ".com", kind: .address, identifier: 1) == nil)
    }
}
