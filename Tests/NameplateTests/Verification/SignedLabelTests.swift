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

    /// A model without a GTIN is named by its number, in the address of the unit's page.
    @Test func aModelWithoutAGTINIsSignedAsWell() async throws {
        try await VerificationStage.with { stage in
            try await stage.registry.perform(as: .administrator) { desk in
                _ = try desk.replaceKey(.signing, of: "fjordlys")
                let maker = try Manufacturers.require("fjordlys", desk.transaction)
                var model = try Models.require("FJ-320", of: maker, desk.transaction)
                model.details.gtins = []
                _ = try desk.updateModel(model.details, supersedes: nil, expecting: model.rowVersion, of: "fjordlys")
            }
            let layout = try LabelLayout(parsing: "name \"x\"\nsize 120 x 60\ntext \"{signedLink}\" size 3-8 wrap")
            let order = LabelOrder(layout, as: .svg)
            let run = try await stage.registry.labels(
                of: [stage.serial], model: "FJ-320", of: "fjordlys", order,
                address: {
                    "https://id.example/manufacturers/\($0.manufacturer)/models/\($0.model)/units/\($0.serial)"
                },
                as: .administrator)
            let link = try #require(try run.fields(of: 0)["signedLink"])
            let told = try await stage.ask(link)
            #expect(told.verdict == .issuedFirstSeen && told.findings.first == Finding(.signatureRight), "\(told)")
            let checked = try await stage.registry.checkSignature(of: link)
            #expect(checked.manufacturer?.slug == "fjordlys" && checked.link.serial == stage.serial)
            // Another unit's signature, and another maker's number.
            let stolen = link.replacing("/units/\(stage.serial)", with: "/units/TR2510000021A")
            #expect(try await stage.registry.checkSignature(of: stolen).manufacturer == nil)
            let elsewhere = link.replacing("/fjordlys/", with: "/nobody/")
            #expect(try await stage.registry.checkSignature(of: elsewhere).manufacturer == nil)
            let wrong = try await stage.ask(String(link.replacing("sig=", with: "sig=A").dropLast()))
            #expect(wrong.findings.first == Finding(.signatureWrong) && wrong.verdict == .wrongCode, "\(wrong)")
            // The label says the number that the model had.
            try await stage.registry.perform(as: .administrator) { desk in
                _ = try desk.renumberModel("FJ-320", to: "FJ-321", of: "fjordlys")
            }
            #expect(try await stage.ask(link).findings.contains(Finding(.signatureRight)))
            // Without an address of the registry there is no link that could carry a signature.
            let refused = await #expect(throws: LabelError.self) {
                _ = try await stage.registry.labels(
                    of: [stage.serial], model: "FJ-321", of: "fjordlys", order, as: .administrator)
            }
            #expect(refused?.code == .field)
        }
    }
}
