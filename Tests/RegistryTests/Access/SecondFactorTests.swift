import Registry
import Testing

struct SecondFactorTests {
    /// RFC 6238, appendix B, for SHA-1; of its eight digits the last six.
    static let vectors: [(seconds: Int64, code: String)] = [
        (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
        (2_000_000_000, "279037"), (20_000_000_000, "353130"),
    ]
    private static let secret = Array("12345678901234567890".utf8)

    @Test(arguments: vectors)
    func codesAreThoseOfTheStandard(_ seconds: Int64, _ code: String) {
        let step = SecondFactor.step(at: seconds * 1_000_000)
        #expect(SecondFactor.code(of: Self.secret, at: step) == code)
    }

    @Test func aCodeIsGoodNowAndAStepAroundAndOnce() {
        let now: Int64 = 1_780_000_000_000_000
        let step = SecondFactor.step(at: now)
        for offset: Int64 in -3...3 {
            let code = SecondFactor.code(of: Self.secret, at: step + offset)
            let found = SecondFactor.step(of: code, secret: Self.secret, at: now, after: 0)
            #expect(found == ((-1...1).contains(offset) ? step + offset : nil), "\(offset)")
        }
        let code = SecondFactor.code(of: Self.secret, at: step)
        #expect(SecondFactor.step(of: code, secret: Self.secret, at: now, after: step) == nil)
        #expect(SecondFactor.step(of: code, secret: Self.secret, at: now, after: step - 1) == step)
        #expect(
            SecondFactor.step(of: " \(code.prefix(3)) \(code.suffix(3))", secret: Self.secret, at: now, after: 0)
                == step)
        for wrong in ["", "0", code + "0", String(code.dropLast()), "ABCDEF", String(repeating: "9", count: 10_000)] {
            #expect(SecondFactor.step(of: wrong, secret: Self.secret, at: now, after: 0) == nil)
        }
    }

    /// RFC 4648, section 10, without the padding.
    @Test(
        arguments: [
            ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ])
    func secretsAreTypedInBase32(_ text: String, _ encoded: String) {
        #expect(SecondFactor.text(of: Array(text.utf8)) == encoded)
    }

    @Test func theAppsAddressIsEncoded() {
        let uri = SecondFactor.uri(of: Array("foobar".utf8), account: "anna & co@example.com", issuer: "Nameplate")
        #expect(
            uri == "otpauth://totp/Nameplate:anna%20%26%20co%40example.com?secret=MZXW6YTBOI&issuer=Nameplate")
    }
}
