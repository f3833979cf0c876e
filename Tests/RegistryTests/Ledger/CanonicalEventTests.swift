import Crypto
import Foundation
import Identifiers
import Storage
import Testing

@testable import Registry

/// The canonical bytes, built here by hand from their description.
@Suite struct CanonicalEventTests {
    private static let salt = [UInt8](0..<16)

    private static let header: EventHeader = {
        var draft = EventDraft(time: 1_767_225_600_000_000)
        draft.zoneOffset = -60
        return EventHeader(
            id: ID(1), manufacturer: ID(2), type: .aggregation, action: .add, time: draft.time,
            zoneOffset: draft.zoneOffset, recordTime: 1_767_225_601_000_000, businessStep: .packing,
            disposition: .inProgress, readPoint: "gate", businessLocation: "plant", corrects: ID(3),
            errorReason: .incorrectData, detailsText: #"{"faultCode":"x"}"#, principal: "administrator")
    }()

    /// One field: its tag, its length in four bytes, its bytes.
    private func field(_ tag: UInt8, _ bytes: [UInt8]) -> [UInt8] {
        [tag, 0, 0, UInt8(bytes.count / 256), UInt8(bytes.count % 256)] + bytes
    }

    private func field(_ tag: UInt8, _ text: String) -> [UInt8] { field(tag, Array(text.utf8)) }

    private func field(_ tag: UInt8, _ number: Int64) -> [UInt8] {
        field(tag, (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) })
    }

    private func sha256(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

    @Test func aHeadersCommitmentIsAsDescribed() {
        let bytes =
            [1] + Self.salt + field(1, 1) + field(2, 2) + field(3, "AggregationEvent") + field(4, "ADD")
            + field(5, 1_767_225_600_000_000) + field(6, -60) + field(7, 1_767_225_601_000_000) + field(8, "packing")
            + field(9, "in_progress") + field(10, "gate") + field(11, "plant") + field(12, 3)
            + field(13, "incorrect_data") + field(14, #"{"faultCode":"x"}"#) + field(15, "administrator")
        #expect(CanonicalEvent.header(Self.header, salt: Self.salt) == sha256(bytes))
    }

    @Test func absentFieldsAreLeftOut() {
        var header = Self.header
        (header.businessStep, header.disposition, header.readPoint, header.businessLocation) = (nil, nil, nil, nil)
        (header.corrects, header.errorReason, header.detailsText) = (nil, nil, nil)
        let bytes =
            [1] + Self.salt + field(1, 1) + field(2, 2) + field(3, "AggregationEvent") + field(4, "ADD")
            + field(5, 1_767_225_600_000_000) + field(6, -60) + field(7, 1_767_225_601_000_000)
            + field(15, "administrator")
        #expect(CanonicalEvent.header(header, salt: Self.salt) == sha256(bytes))
    }

    @Test func unitsRangesAndTextsAreAsDescribed() throws {
        let key = UnitKey(ID(7), try SerialNumber(parsing: "WX-41"))
        #expect(
            CanonicalEvent.unit(key, role: .child, salt: Self.salt)
                == sha256([2] + Self.salt + field(1, "child") + field(2, 7) + field(3, "WX-41")))
        let range = EventDraft.SequenceRange(batch: ID(9), sequences: 1...1_000_000_000)
        #expect(
            CanonicalEvent.range(range, salt: Self.salt)
                == sha256([3] + Self.salt + field(1, 9) + field(2, 1) + field(3, 1_000_000_000)))
        let note = String(repeating: "ø", count: 200)
        #expect(CanonicalEvent.text(note, salt: Self.salt) == sha256([4] + Self.salt + field(1, note)))
    }

    @Test func theLeafIsAnRFC6962LeafOfTheVersionAndTheCommitments() {
        let commitments = [[UInt8](repeating: 0xAA, count: 32), [UInt8](repeating: 0xBB, count: 32)]
        #expect(CanonicalEvent.leaf(commitments) == sha256([0x00, 0x01] + commitments[0] + commitments[1]))
    }

    @Test func theBytesAreTheSameInEveryRun() {
        let digest = CanonicalEvent.header(Self.header, salt: Self.salt)
        let text = digest.map { String(format: "%02x", $0) }.joined()
        #expect(text == "a4ade26a211410c6774201b42006d281443d813e70f2a6d4c0cae5732a88b49d")
    }

    static let changes: [@Sendable (inout EventHeader) -> Void] = [
        { $0.id = ID(4) }, { $0.manufacturer = ID(4) }, { $0.type = .object }, { $0.action = .delete },
        { $0.time += 1 }, { $0.zoneOffset += 1 }, { $0.recordTime += 1 }, { $0.businessStep = nil },
        { $0.businessStep = .unpacking }, { $0.disposition = nil }, { $0.readPoint = nil }, { $0.readPoint = "gat" },
        { $0.businessLocation = "gate" }, { $0.corrects = nil }, { $0.corrects = ID(2) }, { $0.errorReason = nil },
        { $0.detailsText = nil }, { $0.principal = "public" },
        { ($0.readPoint, $0.businessLocation) = ($0.businessLocation, $0.readPoint) },
    ]

    @Test func everyFieldCounts() {
        var seen: Set = [CanonicalEvent.header(Self.header, salt: Self.salt)]
        for change in Self.changes {
            var header = Self.header
            change(&header)
            #expect(seen.insert(CanonicalEvent.header(header, salt: Self.salt)).inserted, "\(header)")
        }
        #expect(seen.insert(CanonicalEvent.header(Self.header, salt: Self.salt.reversed())).inserted)
    }

    @Test(arguments: Engine.available)
    func everyCommitmentHasASaltOfItsOwn(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let salts = try await registry.write { desk in
                let model = try desk.model(of: try desk.manufacturer())
                let keys = try (0..<10).map { try desk.register("X-\($0)", of: model) }
                var draft = EventDraft(time: desk.transaction.now)
                draft.units = keys
                draft.notes = ["one", "one"]
                try desk.record(draft, of: model.manufacturer)
                let read = ["unit_events", "event_texts"].map { Statement("SELECT salt FROM \($0)") }
                return try read.flatMap { try desk.transaction.all($0) { $0.blob(0) } }
                    + desk.transaction.all(Statement("SELECT header_salt FROM events")) { $0.blob(0) }
            }
            #expect(salts.count == 33 && Set(salts).count == 33)
            #expect(salts.allSatisfy { $0.count == 16 })
        }
    }

    /// The text of an event's details is what is committed to: it must not depend on the run.
    @Test func detailsHaveOneText() throws {
        var details = EventDetails()
        details.faultCode = "a/b \"é\""
        details.readings = [EventDetails.Reading(type: "power", value: "4.10", unit: "WTT")]
        details.owningParty = ID(5)
        let text =
            #"{"faultCode":"a/b \"é\"","owningParty":"5","readings":[{"type":"power","unit":"WTT","value":"4.10"}]}"#
        #expect(try details.text() == text)
        #expect(try EventDetails(text: text) == details)
        #expect(try EventDetails().text() == nil)
    }
}
