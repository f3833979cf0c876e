import Identifiers
import Quality
import Registry
import TestSupport
import Testing

/// Complaints as tables tell them: one's own, and an authority's.
@Suite struct ComplaintTableTests {
    @Test func tableIsReadByItsHeadings() throws {
        let rows = try ComplaintTable.read(
            """
            reference;Model;serial;faultCodes;failedOn;receivedOn;usage;usageUnit;country;crash;injured;words
            77;M-1;S1;E1; E2;2023-10;2023-11-01;12000;smi;no;Y;2;"It stopped;
            then it burnt."
            ;M-1;;;;2023-11-02;;;;;;
            """.replacing("E1; E2", with: "\"E1; E2\""))
        #expect(rows.map(\.line) == [2, 4])
        let first = try #require(rows.first)
        #expect((first.model, first.serial, first.reference) == ("M-1", "S1", "77"))
        #expect(first.details.faultCodes == ["E1", "E2"])
        #expect(first.details.usage == .init(12_000, .miles))
        #expect((first.details.country, first.details.harm.crash, first.details.harm.injured) == ("NO", true, 2))
        #expect(first.details.words == "It stopped;\nthen it burnt.")
    }

    @Test(arguments: [
        ("model,receivedOn\n,2023-11-01\n", "Line 2"), ("model,receivedOn\nM-1,yesterday\n", "Line 2"),
        ("model,receivedOn,usage\nM-1,2023-11-01,5\n", "usageUnit"),
        ("model,receivedOn,crash\nM-1,2023-11-01,perhaps\n", "crash"), ("model\nM-1\n", "receivedon"),
        ("model,receivedOn,colour\nM-1,2023-11-01,red\n", "colour"),
        ("model,receivedOn,deaths\nM-1,2023-11-01,99999999999999999999\n", "deaths"), ("", "empty"),
    ])
    func whatCannotBeReadIsToldWithItsPlace(_ text: String, _ told: String) throws {
        let error = #expect(throws: RegistryError.self) { try ComplaintTable.read(text) }
        #expect(error?.sentence.contains(told) ?? false, "\(error?.sentence ?? "")")
    }

    @Test func componentsBecomeCodesBelowWiderOnes() {
        let codes = NHTSAComplaints.codes(of: "SERVICE BRAKES, HYDRAULIC:PEDALS AND LINKAGES")
        #expect(codes.map(\.code) == ["service-brakes-hydraulic", "service-brakes-hydraulic:pedals-and-linkages"])
        #expect(codes.map(\.parent) == [nil, "service-brakes-hydraulic"])
        #expect(codes.last?.titles == ["en": "Pedals and linkages"])
        #expect(NHTSAComplaints.codes(of: " : ").isEmpty)
        let long = NHTSAComplaints.codes(
            of: Array(repeating: "ENGINE AND ENGINE COOLING", count: 5).joined(separator: ":"))
        #expect(long.map(\.code.utf8.count).max() ?? 0 <= FaultCode.longestCode)
    }

    @Test func rowsOfANumberAreOneComplaint() throws {
        let heading = NHTSAComplaints.columns.joined(separator: ",")
        let table = try NHTSAComplaints.read(
            """
            \(heading)
            958146,GMC,SONOMA,1995,1GTCS19W3S8,19941215,19950103,,STEERING,,N,0,0
            958146,GMC,SONOMA,1995,1GTCS19W3S8,19941201,19950103,12000,ELECTRICAL SYSTEM:IGNITION,Y,N,1,0
            958147,GMC,SONOMA,9999,,19960101,19950103,,STEERING,N,N,0,0
            ,GMC,SONOMA,1995,,,19950103,,STEERING,N,N,0,0
            """)
        #expect(table.rowCount == 4)
        #expect(table.faultyLines == [5])
        #expect(table.codes.map(\.code) == ["electrical-system", "electrical-system:ignition", "steering"])
        let first = try #require(table.complaints.first)
        #expect(first.lines == [2, 3])
        #expect(first.details.faultCodes == ["steering", "electrical-system:ignition"])
        #expect(first.details.failedOn?.isoText == "1994-12-01")
        #expect(first.details.usage == .init(12_000, .miles))
        #expect((first.details.harm.crash, first.details.harm.injured) == (true, 1))
        #expect(first.modelNumbers == ["SONOMA 1995", "SONOMA"])
        let second = try #require(table.complaints.last)
        #expect(second.modelNumbers == ["SONOMA"])
        #expect(second.details.failedOn == nil)
    }
}
