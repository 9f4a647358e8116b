import Testing
import Transport
import Venues

@Suite("The authority of the simulated exchanges")
struct CertificateTests {
    @Test("It shows its certificate and never its key")
    func onlyTheCertificateIsShown() throws {
        let pem = String(decoding: try CertificateAuthority().pem, as: UTF8.self)
        #expect(pem.hasPrefix("-----BEGIN CERTIFICATE-----\n"))
        #expect(pem.hasSuffix("-----END CERTIFICATE-----\n"))
        #expect(!pem.contains("KEY"))
    }

    @Test("Every authority is another one")
    func authoritiesDiffer() throws {
        let texts = try (0..<20).map { _ in try CertificateAuthority().pem }
        #expect(Set(texts).count == 20)
    }

    @Test("A name that is none is refused with a sentence")
    func strangeNames() throws {
        let authority = try CertificateAuthority()
        let error = failure { () throws(TransportError) in _ = try authority.issue(for: [.address("localhost")]) }
        expect(error, at: .misuse, saying: ["OpenSSL could not make the extension IP:localhost"])
    }
}
