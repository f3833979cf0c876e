import Foundation
import Identifiers
import Quality
import Registry
import TestSupport
import Testing

/// `docs/quality-lookback.md` says what complaints alone would have shown; here it is worked out again.
@Suite struct ComplaintLookBackTests {
    private static func document() throws -> [String] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appendingPathComponent("docs/quality-lookback.md"), encoding: .utf8)
        return text.split(separator: "\n").map { String($0) }
    }

    /// The whole file of a make, where `NAMEPLATE_VECTORS` has it; the project's own excerpt is small.
    private static let complaints = "nhtsa-porsche-complaints.csv"
    private static let recalls = "nhtsa-porsche-recalls.csv"
    private static var hasWholeMake: Bool { (try? VectorFiles.text(complaints)) != nil }

    /// Each make of the excerpt with enough complaints to say anything of, and the recalls that the project has in full.
    @Test func theExcerptShowsWhatTheDocumentSays() throws {
        let table = try NHTSAComplaints.read(VectorFiles.text("nhtsa-complaints.csv"))
        let flat = try VectorFiles.text("recalls-nhtsa-flat.csv")
        let makes = Dictionary(grouping: table.complaints, by: \.maker).filter { $0.value.count >= 10 }.keys.sorted()
        let document = try Self.document()
        #expect(makes.count > 1)
        for make in makes {
            let lookBack = try ComplaintLookBack(
                make, table.complaints, ComplaintLookBack.campaigns(of: make, in: flat))
            print(([lookBack.summary] + lookBack.handLines).joined(separator: "\n"))
            for line in [lookBack.summary] + lookBack.handLines { #expect(document.contains(line), "\(line)") }
        }
    }

    @Test(.enabled(if: hasWholeMake, "NAMEPLATE_VECTORS names no folder with the complaints of a whole make"))
    func aWholeMakeShowsWhatTheDocumentSays() throws {
        let table = try NHTSAComplaints.read(VectorFiles.text(Self.complaints))
        #expect(table.faultyLines.isEmpty)
        let recalls = try VectorFiles.text(Self.recalls)
        let document = try Self.document()
        for make in Set(table.complaints.map(\.maker)).sorted() {
            let lookBack = try ComplaintLookBack(
                make, table.complaints, ComplaintLookBack.campaigns(of: make, in: recalls))
            print((["", lookBack.summary] + lookBack.report).joined(separator: "\n"))
            let lines = [lookBack.summary] + lookBack.campaignLines + lookBack.handLines + lookBack.yearLines
            for line in lines { #expect(document.contains(line), "\(line)") }
        }
    }

    // MARK: By hand

    /// Complaints as the authority tells them: day, model, model year and component.
    private static func told(_ rows: [(day: String, model: String, component: String)]) throws -> [PublishedComplaint] {
        let lines = rows.enumerated().map { index, row in
            "\(index + 1),ACME,\(row.model),2020,,,\(row.day),,\(row.component),N,N,0,0"
        }
        return try NHTSAComplaints.read(
            ([NHTSAComplaints.columns.joined(separator: ",")] + lines).joined(separator: "\n")
        ).complaints
    }

    private static func recall(_ received: String, _ model: String, _ component: String) -> String {
        "campaign,make,model,model_year,component,received\n20V001000,ACME,\(model),2020,\(component),\(received)\n"
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var recall: (received: String, model: String, component: String)
        var line: String?
        var answer: String
    }

    static let cases: [Case] = [
        Case(
            testDescription: "a recall that came later", recall: ("20210601", "A", "ENGINE AND ENGINE COOLING:ENGINE"),
            line: "| 20V001 | 2021-06-01 | engine | 4 | 2021-03-03 | 90 before | A 2020 | 3 for 1.2 |",
            answer: "20V001, 90 days later"),
        Case(
            testDescription: "a recall that had come", recall: ("20210301", "A", "ENGINE"),
            line: "| 20V001 | 2021-03-01 | engine | 1 | 2021-03-03 | 2 after | A 2020 | 3 for 1.2 |",
            answer: "20V001, 2 days before"),
        Case(
            testDescription: "of another component", recall: ("20210601", "A", "STEERING"), line: nil,
            answer: "none; of other components 20V001 (steering)"),
        Case(
            testDescription: "of another model", recall: ("20210601", "B", "ENGINE"), line: nil, answer: "none"),
        Case(
            testDescription: "too long after", recall: ("20290601", "A", "ENGINE"), line: nil, answer: "none"),
    ]

    @Test(arguments: cases)
    func handsAndRecallsAreCompared(_ wanted: Case) throws {
        let others = (0..<30).map { number in
            (day: "202101\(10 + number % 20)", model: ["A", "B", "C"][number % 3], component: "AIR BAGS")
        }
        let complaints = try Self.told(others + (1...4).map { ("2021030\($0)", "A", "ENGINE") })
        let lookBack = try ComplaintLookBack(
            "ACME", complaints,
            ComplaintLookBack.campaigns(
                of: "ACME", in: Self.recall(wanted.recall.received, wanted.recall.model, wanted.recall.component)))
        #expect(lookBack.campaignLines == (wanted.line.map { [$0] } ?? []))
        #expect(lookBack.handLines.count == 1)
        #expect(lookBack.handLines.first?.hasSuffix("| \(wanted.answer) |") == true, "\(lookBack.handLines)")
        #expect(lookBack.yearLines.count == 1)
    }

    @Test(arguments: [
        ("engine:engine", "engine"), ("engine-and-engine-cooling", "engine"), ("fuel-propulsion-system", "fuel"),
        ("fuel-system-gasoline:delivery", "fuel"), ("service-brakes-hydraulic", "service-brakes"),
        ("steering", "steering"), ("unknown-or-other", nil), ("other", nil),
    ])
    func olderAndNewerNamesAreOneComponent(_ code: String, _ family: String?) {
        #expect(ComplaintLookBack.family(ofCode: code) == family)
    }
}
