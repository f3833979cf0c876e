import Registry
import Testing

@Suite struct WebhookValueTests {
    /// The example of the Standard Webhooks specification.
    @Test func theSignatureIsThatOfTheSpecification() throws {
        let secret = try WebhookSecret(parsing: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        let signature = secret.signature(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330, body: Array(#"{"test": 2432232314}"#.utf8))
        #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
        #expect(secret.text == "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    }

    @Test(arguments: ["", "whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_c2hvcnQ=", "whsec_%%%%", "whsec_\u{0}"])
    func whatIsNoSecretIsRefused(_ text: String) {
        #expect(throws: RegistryError.self) { try WebhookSecret(parsing: text) }
    }

    @Test func aSecretIsNotPrinted() throws {
        let secret = try WebhookSecret(parsing: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        var dumped = ""
        dump(secret, to: &dumped)
        #expect(!"\(secret)\(String(reflecting: secret))\(dumped)".contains("50"))
    }

    @Test(arguments: [
        ("https://hooks.example.com", "hooks.example.com", 443, "/", "hooks.example.com"),
        ("https://Hooks.Example.com/a/b?c=d&e=%20", "hooks.example.com", 443, "/a/b?c=d&e=%20", "hooks.example.com"),
        ("http://example.com:8080?x", "example.com", 8_080, "/?x", "example.com:8080"),
        ("https://[2001:db8::1]:444/x", "2001:db8::1", 444, "/x", "[2001:db8::1]:444"),
        ("https://127.0.0.1/", "127.0.0.1", 443, "/", "127.0.0.1"),
    ])
    func anAddressIsTakenApart(_ text: String, _ host: String, _ port: Int, _ target: String, _ authority: String)
        throws
    {
        let address = try WebhookAddress(parsing: text)
        #expect(address.host == host && address.port == port && address.target == target)
        #expect(address.authority == authority && address.text == text)
    }

    @Test(arguments: [
        "", "ftp://example.com", "https://", "https:///x", "https://a@example.com", "https://a:b@example.com/",
        "https://example.com:0", "https://example.com:", "https://example.com:65536", "https://example.com:+1",
        "https://example.com/#part", "https://exa mple.com", "https://example.com/\r\nHost: x", "https://exämple.com",
        "https://[::1", "https://[]", "https://[::1]x", "https://[::1%eth0]", "javascript:alert(1)", "//example.com",
        "https://example.com/\u{0}", "https://ex\\ample.com", "https://\(String(repeating: "a", count: 1_000)).com",
    ])
    func whatIsNoAddressIsRefused(_ text: String) {
        let error = #expect(throws: RegistryError.self) { try WebhookAddress(parsing: text) }
        #expect(error?.code == .valueInvalid && error?.field == "url")
    }
}
