import Identifiers
import Labels
import Registry
import Safeguards
import TestSupport
import Testing

@testable import Nameplate

/// A label that its maker has signed.
@Suite struct SignedLabelTests {
    @Test func aLabelCarriesASignedLinkThatTheVerdictNames() async throws {
        try await VerificationStage.with { stage in
            _ = try await stage.registry.perform(as: .administrator) { try $0.replaceKey(.signing, of: "fjordlys") }
            let layout = try LabelLayout(parsing: "name \"x\"\nsize 120 x 60\ntext \"{signedLink}\" size 3-8 wrap")
            let run = try await stage.registry.labels(
                of: [stage.serial], model: "FJ-320", of: "fjordlys", LabelOrder(layout, as: .svg),
                as: .administrator)
            let link = try #require(try run.fields(of: 0)["signedLink"])
            let told = try await stage.ask(link)
            #expect(told.verdict == .issuedFirstSeen && told.findings.first == Finding(.signatureRight), "\(told)")
            let other = link.replacing("sig=", with: "sig=A").dropLast()
            let wrong = try await stage.ask(String(other))
            #expect(wrong.findings.first == Finding(.signatureWrong) && wrong.verdict == .wrongCode, "\(wrong)")
            let checked = try await stage.registry.checkSignature(of: link)
            #expect(checked.manufacturer?.slug == "fjordlys" && checked.link.serial == stage.serial)
            let keys = try await stage.registry.signingKeys(of: "fjordlys").map(\.publicKey)
            #expect(try #require(SignedLink(link)).isSigned(by: keys))
        }
    }
}
