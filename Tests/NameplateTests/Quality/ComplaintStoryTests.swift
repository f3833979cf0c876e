import AfterSales
import Identifiers
import Nameplate
import Quality
import Registry
import Storage
import TestSupport
import Testing

/// Complaints as people of several roles deal with them, and where they come from.
@Suite struct ComplaintStoryTests {
    private static func quality(_ stage: ClaimStage) -> Principal {
        Principal(.account(ID(71)), grants: [Grant(.quality, manufacturer: stage.maker)])
    }

    private static func reader(_ stage: ClaimStage) -> Principal {
        Principal(.account(ID(72)), grants: [Grant(.production, manufacturer: stage.maker)])
    }

    @Test func caseIsTakenOnceAndErasedWithItsComplaint() async throws {
        try await ClaimStage.with { stage in
            let (registry, quality) = (stage.registry, Self.quality(stage))
            let known = try await stage.open(as: stage.ownerOfRoom)
            let number = known.serviceCase.number.text
            func take(as principal: Principal) async throws -> ComplaintAnswer {
                try await registry.perform(as: principal) { try $0.takeCase(number, faultCodes: []) }
            }
            for principal in [stage.desk, stage.ownerOfRoom, stage.foreignDesk, .stranger] {
                await expect(.caseUnknown) { _ = try await take(as: principal) }
            }
            let taken = try await take(as: quality)
            #expect(taken.complaint.source == .case && taken.complaint.reference == number)
            #expect(taken.complaint.serial == known.serviceCase.unit.serial)
            #expect(taken.complaint.details.words == known.serviceCase.request.complaint)
            #expect(try await take(as: quality).complaint == taken.complaint)
            try await registry.eraseCase(number, isConfirmed: true, as: .administrator)
            let slug = taken.manufacturer.slug
            let after = try await registry.complaint(taken.complaint.number.text, of: slug, as: quality)
            #expect(after.complaint.details.words == nil)
        }
    }

    @Test func wordsAreForThoseWhoSeeToQuality() async throws {
        try await ClaimStage.with { stage in
            let (registry, quality, reader) = (stage.registry, Self.quality(stage), Self.reader(stage))
            let known = try await stage.open(as: stage.ownerOfRoom)
            let number = known.serviceCase.number.text
            let taken = try await registry.perform(as: quality) { try $0.takeCase(number, faultCodes: []) }
            let (slug, complaint) = (taken.manufacturer.slug, taken.complaint.number.text)
            let read = try await registry.complaint(complaint.lowercased(), of: slug, as: reader)
            #expect(read.complaint.details.words == nil && read.possible.isEmpty && !read.mayChange)
            var filter = ComplaintFilter()
            filter.text = taken.complaint.details.headline
            let sought = filter
            #expect(try await registry.complaints(of: slug, sought, limit: 5, as: reader).isEmpty)
            #expect(try await registry.complaints(of: slug, sought, limit: 5, as: quality).count == 1)
            await expect(.forbidden) {
                _ = try await registry.perform(as: reader) {
                    try $0.moveComplaint(complaint, by: .close, of: slug, expecting: nil)
                }
            }
            for principal in [stage.ownerOfRoom, stage.shop, .stranger] {
                await expect(.forbidden) { _ = try await registry.complaint(complaint, of: slug, as: principal) }
                await expect(.forbidden) {
                    _ = try await registry.complaints(of: slug, ComplaintFilter(), limit: 5, as: principal)
                }
            }
            await expect(.complaintUnknown) { _ = try await registry.complaint("Q-0000-0011", of: slug, as: quality) }
            await expect(.complaintUnknown) {
                try await registry.eraseComplaint(complaint, of: slug, isConfirmed: true, as: quality)
            }
            await expect(.confirmationMissing) {
                try await registry.eraseComplaint(complaint, of: slug, isConfirmed: false, as: .administrator)
            }
        }
    }

    private static func withFord(_ body: (NameplateRegistry, NHTSAComplaints.Table) async throws -> Void) async throws {
        let sample = try await SampleRegistry()
        do {
            let table = try NHTSAComplaints.read(VectorFiles.text("nhtsa-complaints.csv"))
            let models = Set(table.complaints.filter { $0.manufacturer == "ford" }.map(\.model)).sorted()
            try await sample.registry.perform(as: .administrator) { commands in
                _ = try commands.createManufacturer(ManufacturerDraft(slug: "ford", name: "Ford"))
                for model in models.dropFirst() {
                    _ = try commands.createModel(
                        ModelDetails(number: try ModelNumber(parsing: model)), supersedes: nil, of: "ford")
                }
                try commands.setFaultCode(FaultCode("steering", titles: ["en": "Steering"]), of: "ford")
            }
            try await body(sample.registry, table)
        } catch {
            await sample.close()
            throw error
        }
        await sample.close()
    }

    private static func outcomes(
        _ imported: [ImportedPublishedComplaint]
    ) -> [ImportedPublishedComplaint.Outcome: Int] {
        imported.reduce(into: [:]) { $0[$1.outcome, default: 0] += 1 }
    }

    @Test func authoritysTableIsPlacedByMakerAndModelAndASecondTimeChangesNothing() async throws {
        try await Self.withFord { registry, table in
            func take(_ makesCodes: Bool) async throws -> [ImportedPublishedComplaint] {
                try await registry.perform(as: .administrator) {
                    try $0.importComplaints(table, makesCodes: makesCodes)
                }
            }
            let fords = table.complaints.filter { $0.manufacturer == "ford" }
            let models = Set(fords.map(\.model)).sorted()
            let foreign = table.complaints.count - fords.count
            let unplaced = fords.count { $0.model == models.first }
            let rehearsed = Self.outcomes(
                try await registry.rehearse(as: .administrator) {
                    try $0.importComplaints(table, makesCodes: false)
                })
            #expect(rehearsed[.makerUnknown] == foreign && rehearsed[.modelUnknown] == unplaced)
            #expect(rehearsed[.faultUnknown] ?? 0 > 50, "the tree has one code")
            let first = Self.outcomes(try await take(true))
            #expect(first[.added] == fords.count - unplaced && first[.added] ?? 0 > 50)
            #expect(first[.makerUnknown] == foreign && first[.modelUnknown] == unplaced && first[.faultUnknown] == nil)
            let again = Self.outcomes(try await take(true))
            #expect(again[.unchanged] == first[.added] && again[.added] == nil)
            let counts = try await registry.complaintCounts(of: "ford", ComplaintFilter(), as: .administrator)
            #expect(counts.allSatisfy { $0.fault != nil })
            #expect(counts.map(\.count.complaints) == counts.map(\.count.complaints).sorted(by: >))
            // A wider code finds what narrower ones tell.
            var filter = ComplaintFilter()
            let wider = try #require(
                counts.first { $0.count.code.contains(":") }?.count.code.split(separator: ":").first)
            filter.faultCode = String(wider)
            let sought = filter
            let found = try await registry.complaints(of: "ford", sought, limit: 200, as: .administrator)
            #expect(!found.isEmpty)
            #expect(
                found.allSatisfy { listed in
                    listed.complaint.details.faultCodes.contains { $0 == wider || $0.hasPrefix("\(wider):") }
                })
        }
    }

    @Test func codesAreMadeByThoseAloneWhoMayChangeTheCatalogue() async throws {
        try await Self.withFord { registry, table in
            let quality = Principal(.account(ID(71)), grants: [Grant(.quality)])
            await expect(.forbidden) {
                _ = try await registry.perform(as: quality) { try $0.importComplaints(table, makesCodes: true) }
            }
            let owner = Principal(.account(ID(72)), grants: [Grant(.auditor)])
            await expect(.forbidden) {
                _ = try await registry.perform(as: owner) { try $0.importComplaints(table, makesCodes: false) }
            }
            let kept = try await registry.complaints(of: "ford", ComplaintFilter(), limit: 5, as: quality)
            #expect(kept.isEmpty)
        }
    }

    @Test func signalsAreForThoseWhoSeeQuality() async throws {
        try await Self.withFord { registry, table in
            try await registry.perform(as: .administrator) {
                _ = try $0.importComplaints(table, makesCodes: true)
            }
            let day = try CivilDate(parsing: "2024-02-20")
            let quality = Principal(.account(ID(71)), grants: [Grant(.quality)])
            let answer = try await registry.complaintSignals(of: "ford", asOf: day, as: quality)
            #expect(answer.complaints > 50 && answer.asOf == day)
            #expect(answer.signals.allSatisfy { $0.model != nil && $0.fault != nil && $0.raisedOn != nil })
            // Nothing had come two years before.
            let earlier = try await registry.complaintSignals(
                of: "ford", asOf: CivilDate(parsing: "2022-01-01"), as: quality)
            #expect(earlier.signals.isEmpty && earlier.complaints == 0)
            for principal in [Principal.stranger, Principal(.account(ID(73)), grants: [Grant(.service)])] {
                await expect(.forbidden) {
                    _ = try await registry.complaintSignals(of: "ford", asOf: day, as: principal)
                }
            }
            await expect(.manufacturerUnknown) {
                _ = try await registry.complaintSignals(of: "nobody", asOf: day, as: quality)
            }
        }
    }

    @Test func tableIsKeptWholeOrNotAtAll() async throws {
        try await Self.withFord { registry, _ in
            let model = try #require(
                try await registry.models(of: "ford", limit: 1, as: .administrator).first
            ).number.text
            func take(_ text: String) async throws -> ImportedComplaints {
                let rows = try ComplaintTable.read(text)
                return try await registry.perform(as: .administrator) { try $0.importComplaints(rows, of: "ford") }
            }
            let heading = "reference,model,receivedOn,faultCodes\n"
            await expect(.faultUnknown) {
                _ = try await take("\(heading)1,\(model),2024-01-01,steering\n2,\(model),2024-01-02,nothing\n")
            }
            #expect(
                try await registry.complaints(of: "ford", ComplaintFilter(), limit: 5, as: .administrator).isEmpty)
            let good = "\(heading)1,\(model),2024-01-01,steering\n,\(model),2024-01-02,\n"
            let first = try await take(good)
            #expect(first.added == 2 && first.unchanged == 0)
            // What has no reference cannot be known again.
            let again = try await take(good)
            #expect(again.added == 1 && again.unchanged == 1)
        }
    }
}
