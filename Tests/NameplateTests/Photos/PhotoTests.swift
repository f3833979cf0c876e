import BarcodeReading
import Foundation
import Identifiers
import Labels
import Nameplate
import Registry
import TestSupport
import Testing

/// What the codes on a photo name together.
@Suite("Photos of plates") struct PhotoTests {
    /// Codes of these contents on one picture.
    private func photo(_ texts: [String]) throws -> [UInt8] {
        let codes = try texts.map { try QRCode($0) }
        let side = codes.map(\.side).max() ?? 0
        let drawn = codes.enumerated().map { place, code in
            "<svg x=\"\(place * (side + 12) * 4)\" y=\"0\" width=\"\(code.side * 4)\" height=\"\(code.side * 4)\" "
                + "viewBox=\"\(Self.box(code))\">" + Self.content(code) + "</svg>"
        }
        let width = codes.count * (side + 12) * 4
        let svg =
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\" height=\"\(side * 4)\">"
            + "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>" + drawn.joined() + "</svg>"
        return Array(try BarcodeTools.picture(of: svg, dotsPerInch: 96))
    }

    private static func box(_ code: QRCode) -> String { "0 0 \(code.side) \(code.side)" }

    private static func content(_ code: QRCode) -> String {
        "<path fill=\"#000\" d=\"\(code.modules.path(x: QRCode.quietZone, y: QRCode.quietZone, module: 1))\"/>"
    }

    private func fixture(_ name: String) throws -> [UInt8] {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return Array(try Data(contentsOf: tests.appendingPathComponent("BarcodeReadingTests/Fixtures/\(name)")))
    }

    private func read(
        _ texts: (SampleRegistry) -> [String], _ body: (SampleRegistry, PhotoAnswer) async throws -> Void
    ) async throws {
        let sample = try await SampleRegistry()
        let answer = try await sample.registry.read(photo: photo(texts(sample)), as: .stranger)
        try await body(sample, answer)
        await sample.close()
    }

    @Test("A code that names a unit leads to it", .enabled(if: BarcodeTools.isExpected)) func oneCode() async throws {
        for form in ["#", "(01)09520471003207(21)#", "https://id.gs1.org/01/09520471003207/21/#", "M/N FJ-320 S/N #"] {
            try await read({ [form.replacing("#", with: $0.issuedSerial)] }) { sample, answer in
                guard case .unit(let unit) = answer.lookup.outcome else {
                    Issue.record("\(form): \(answer.lookup)")
                    return
                }
                #expect(unit.unit.key.serial.text == sample.issuedSerial)
                #expect(answer.codes.count == 1)
            }
        }
    }

    @Test("One code says the model, another the serial number", .enabled(if: BarcodeTools.isExpected))
    func twoCodes() async throws {
        try await read({ ["09520471003207", $0.issuedSerial] }) { sample, answer in
            #expect(answer.lookup.isFound)
            #expect(answer.codes.count == 2)
        }
        // The serial number is nobody's: the model's own explanation is given.
        try await read({ _ in ["(01)09520471003207", "TR2510000999X"] }) { _, answer in
            guard case .model(let found) = answer.lookup.outcome else {
                Issue.record("\(answer.lookup)")
                return
            }
            #expect(found.model.number.text == "FJ-320")
            #expect(answer.lookup.notes.contains { $0.code == .serialMalformed || $0.code == .serialNotIssued })
        }
    }

    @Test("Several units on a photo are told", .enabled(if: BarcodeTools.isExpected)) func severalUnits() async throws {
        try await read({ [$0.issuedSerial, "Z300ABCD"] }) { sample, answer in
            guard case .choice(let units, _) = answer.lookup.outcome else {
                Issue.record("\(answer.lookup)")
                return
            }
            #expect(Set(units.map(\.unit.key.serial.text)) == [sample.issuedSerial, "Z300ABCD"])
            #expect(answer.lookup.notes.map(\.code) == [.severalUnits])
        }
    }

    @Test("What is no photo, and a photo without a code, is refused and charged as a number that is not known")
    func refusals() async throws {
        let sample = try await SampleRegistry()
        var asker = Principal.stranger
        asker.asker = .network("198.51.100.7")
        let stranger = asker
        let before = try #require(sample.registry.budget(of: stranger)).remaining
        let error = await #expect(throws: PhotoError.self) {
            try await sample.registry.read(photo: Array("no photo".utf8), as: stranger)
        }
        #expect(error?.code == .notPicture)
        #expect(sample.registry.budget(of: stranger)?.remaining == before - LookupBudget.miss)
        _ = try await sample.registry.read(photo: fixture("gs1-datamatrix.png"), as: stranger)
        #expect(try #require(sample.registry.budget(of: stranger)).remaining < before - LookupBudget.miss)
        await sample.close()
    }
}
