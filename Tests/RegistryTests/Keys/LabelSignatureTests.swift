import Foundation
import Registry
import Storage
import TestSupport
import Testing

/// Signatures on labels: whoever has the key can check them, and no bit may differ.
@Suite struct LabelSignatureTests {
    private static let gtin = "09520471003207"

    private static func with(_ body: (any Database, Manufacturer, SigningKey) async throws -> Void) async throws {
        let directory = try TemporaryDirectory()
        let database = try SQLiteDatabase.open(path: directory.file("test.sqlite"))
        try await database.migrate(RegistrySchema.sqlite)
        database.use(MasterKey().vault)
        let (maker, key) = try await database.write { transaction in
            let maker = try Manufacturers.create(
                ManufacturerDraft(slug: "acme", name: "Acme"), as: .administrator, transaction)
            let listed = try SecretKeys.replace(.signing, of: maker, as: .administrator, transaction)
            let key = try #require(try SigningKeys.current(maker.id, transaction))
            #expect(listed == key.listed && listed.purpose == .signing)
            return (maker, key)
        }
        try await body(database, maker, key)
        await database.close()
    }

    @Test func aLinkIsSignedForItsNumbersAlone() async throws {
        try await Self.with { _, _, key in
            let signature = try #require(try key.signer().signature(.gtin(Self.gtin), serial: "A/1 ü"))
            let text = "https://id.example/p/01/\(Self.gtin)/21/A%2F1%20%C3%BC?x=1&sig=\(signature.text)#f"
            let link = try #require(SignedLink(text))
            #expect(link.model == .gtin(Self.gtin) && link.serial == "A/1 ü" && link.isSigned(by: [key.publicKey]))
            #expect(signature.text.utf8.count == 91 && LabelSignature(signature.text) == signature)
            #expect(!link.isSigned(by: []) && !link.isSigned(by: [[UInt8](repeating: 0, count: 32), [1]]))
            for other in [
                text.replacing("/21/A%2F1", with: "/21/A%2F2"), text.replacing("01/0952", with: "01/0953"),
            ] { #expect(SignedLink(other).map { $0.isSigned(by: [key.publicKey]) } != true) }
        }
    }

    /// A model without a GTIN is named by its maker and its number, in the address of the unit's page.
    @Test func aPageIsSignedForItsNumbersAlone() async throws {
        try await Self.with { _, _, key in
            let model = LabelSignature.Model.number("M/1 ü", maker: "acme")
            let signature = try #require(try key.signer().signature(model, serial: "A 1"))
            let text = "https://id.example/manufacturers/acme/models/M%2F1%20%C3%BC/units/A%201?sig=\(signature.text)"
            let link = try #require(SignedLink(text))
            #expect(link.model == model && link.serial == "A 1" && link.isSigned(by: [key.publicKey]))
            for (said, instead) in [("acme", "acne"), ("M%2F1", "M%2F2"), ("A%201", "A1"), ("/units/", "/units/x%0A")] {
                let other = try #require(SignedLink(text.replacing(said, with: instead)))
                #expect(!other.isSigned(by: [key.publicKey]), "\(instead)")
            }
            // The same words as another kind of label say another thing.
            #expect(!signature.holds(.gtin("acme\nM/1 ü"), serial: "A 1", by: key.publicKey))
        }
    }

    /// Any single bit of the signature.
    @Test func noBitMayDiffer() async throws {
        try await Self.with { _, _, key in
            let signature = try #require(try key.signer().signature(.gtin(Self.gtin), serial: "A1"))
            let padded = signature.text.replacing("-", with: "+").replacing("_", with: "/") + "="
            let bytes = Array(try #require(Data(base64Encoded: padded)))
            for bit in 0..<(bytes.count * 8) {
                var changed = bytes
                changed[bit / 8] ^= 1 << UInt8(bit % 8)
                let text = Data(changed).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
                    .replacing("=", with: "")
                let wrong = try #require(LabelSignature(text))
                #expect(!wrong.holds(.gtin(Self.gtin), serial: "A1", by: key.publicKey), "\(bit)")
            }
        }
    }

    @Test(arguments: [
        "", "sig=x", "https://id.example/01/09520471003207/21/A1", "https://id.example/01/x/21/A1?sig=AAAA",
        "https://id.example/01/09520471003207/21/?sig=AAAA", "ftp://id.example/01/09520471003207/21/A1?sig=AAAA",
        "https://id.example/01/09520471003207/21/%FF?sig=AAAA", "https://id.example/01", "https://?sig",
        "https://id.example/01/09520471003207/21/A1?sig=AAAA&sig=AAAA",
        "https://id.example/manufacturers/acme/models/M/units/?sig=AAAA",
        "https://id.example/manufacturers/acme/models//units/A1?sig=AAAA",
        "https://id.example/manufacturers/acme/models/M/batches/A1?sig=AAAA",
    ]) func whatIsNoSignedLinkIsNone(_ text: String) { #expect(SignedLink(text) == nil) }

    @Test func aNewKeySignsAndTheOldOneStillChecks() async throws {
        try await Self.with { database, maker, old in
            let signature = try #require(try old.signer().signature(.gtin(Self.gtin), serial: "A1"))
            let keys = try await database.write { transaction in
                _ = try SecretKeys.replace(.signing, of: maker, as: .administrator, transaction)
                return try SigningKeys.list(of: maker.id, transaction)
            }
            #expect(keys.count == 2 && keys.filter { $0.retiredAt != nil }.map(\.id) == [old.id])
            #expect(keys.contains { signature.holds(.gtin(Self.gtin), serial: "A1", by: $0.publicKey) })
        }
    }

    @Test func withoutTheMasterKeyNothingIsSignedAndAllIsChecked() async throws {
        try await Self.with { database, maker, key in
            let signature = try #require(try key.signer().signature(.gtin(Self.gtin), serial: "A1"))
            database.use(MasterKey().vault)
            let kept = try await database.read { try #require(try SigningKeys.current(maker.id, $0)) }
            #expect(throws: RegistryError.self) { try kept.signer() }
            #expect(signature.holds(.gtin(Self.gtin), serial: "A1", by: kept.publicKey))
        }
    }
}
