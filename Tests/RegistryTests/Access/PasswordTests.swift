import Registry
import Testing

struct PasswordTests {
    @Test(
        arguments: [
            ("correct horse", nil), ("8 chars!", nil), ("        ", nil), ("пароль из слов", nil),
            ("short", "at least 8"), ("1234567", "at least 8"), ("password1", "tried first"),
            ("PassWord1", "tried first"), ("qwertyuiop", "tried first"), ("anna.berg 7", "does not hold"),
            ("my nameplate 1", "does not hold"),
        ] as [(String, String?)])
    func whatIsGuessedFirstIsRefused(_ password: String, _ reason: String?) {
        do throws(RegistryError) {
            try PasswordRules.check(password, of: "anna.berg@example.com")
            #expect(reason == nil, "\(password)")
        } catch {
            #expect(error.code == .passwordWeak)
            #expect(error.field == "password")
            if let reason { #expect(error.sentence.contains(reason)) } else { Issue.record("\(password): \(error)") }
        }
    }

    @Test func longOnesAreTakenUpToTheLimit() throws {
        try PasswordRules.check(String(repeating: "ab ", count: 85), of: "x")
        #expect(throws: RegistryError.self) { try PasswordRules.check(String(repeating: "ab ", count: 86), of: "x") }
        // One character can be many bytes.
        #expect(throws: RegistryError.self) {
            try PasswordRules.check(String(repeating: "e\u{301}\u{301}\u{301}\u{301}", count: 256), of: "x")
        }
    }

    @Test func aHashIsReadBackAndTellsItsPassword() throws {
        let salt = Array(0..<16).map(UInt8.init)
        let hash = try PasswordHash(of: "correct horse", salt: salt, cost: .least)
        let read = try #require(PasswordHash(hash.text))
        #expect(read.text == hash.text)
        #expect(try read.matches("correct horse"))
        for wrong in ["correct horsf", "correct hors", "correct horse ", "", "Correct horse"] {
            #expect(try !read.matches(wrong), "\(wrong)")
        }
        #expect(read.isCheaper(than: .standard))
        #expect(!read.isCheaper(than: .least))
        #expect(try PasswordHash(of: "correct horse", salt: salt.reversed(), cost: .least).text != hash.text)
    }

    @Test func theHashIsThatOfRFC7914() throws {
        // Section 12: N = 16384, r = 8, p = 1, of "pleaseletmein" with the salt "SodiumChloride": 64 bytes, which begin with
        // the 32 that are asked for here.
        let hash = try PasswordHash(of: "pleaseletmein", salt: Array("SodiumChloride".utf8), cost: .init(logN: 14))
        #expect(
            hash.text == "$scrypt$ln=14,r=8,p=1$U29kaXVtQ2hsb3JpZGU$cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdofI")
    }

    @Test(
        arguments: [
            "", "$", "$$$$", "$scrypt$ln=17,r=8,p=1$AA$AA",
            "$scrypt$ln=40,r=8,p=1$AAAA$" + String(repeating: "A", count: 43),
            "$scrypt$ln=17,r=9,p=1$AAAA$" + String(repeating: "A", count: 43), "$argon2id$v=19$x$y$z",
            "$scrypt$ln=-1,r=8,p=1$AAAA$" + String(repeating: "A", count: 43),
            "$scrypt$ln=17,r=8,p=1$****$" + String(repeating: "A", count: 43),
        ])
    func whatIsNoHashIsNone(_ text: String) {
        #expect(PasswordHash(text) == nil)
    }
}
