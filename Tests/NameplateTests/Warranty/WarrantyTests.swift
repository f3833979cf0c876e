import AfterSales
import Identifiers
import Nameplate
import Registry
import Storage
import TestSupport
import Testing

/// Cover of units whose lives are in the ledger.
@Suite struct WarrantyTests {
    private static let terms = #"""
        {"terms": [
          {"name": "drive", "title": "Limited warranty", "model": "ST4000DM000", "coverages": [{"months": 24}],
           "transfer": "once"},
          {"name": "fridge", "coverages": [{"covers": ["parts"], "years": 2}], "starts": [{"from": "sale"},
           {"from": "production", "plus": {"months": 3}}]}
        ]}
        """#

    private func withTerms(_ body: (SampleRegistry) async throws -> Void) async throws {
        let sample = try await SampleRegistry()
        for slug in ["seagate", "fjordlys"] {
            _ = try await sample.registry.perform(as: .administrator) { commands in
                try commands.setWarrantyTerms(
                    slug == "seagate" ? Self.terms : #"{"name": "fridge", "coverages": [{"years": 2}]}"#,
                    backdated: false, of: slug)
            }
        }
        do {
            try await body(sample)
        } catch {
            await sample.close()
            throw error
        }
        await sample.close()
    }

    /// Records what happened to the drive `Z300ABCD`, so many days before the registry's now.
    private func record(
        _ sample: SampleRegistry, daysAgo: Int64, _ step: BusinessStep?, _ disposition: Disposition? = nil,
        _ change: @escaping @Sendable (inout EventDraft) -> Void = { _ in }
    ) async throws {
        _ = try await sample.registry.perform(as: .administrator) { commands in
            let manufacturer = try Manufacturers.require("seagate", commands.transaction)
            let model = try Models.require("ST4000DM000", of: manufacturer, commands.transaction)
            var draft = EventDraft(time: SampleRegistry.now - daysAgo * SampleRegistry.day)
            draft.businessStep = step
            draft.disposition = disposition
            draft.units = [UnitKey(model.id, try SerialNumber(parsing: "Z300ABCD"))]
            change(&draft)
            return try commands.record(draft, of: manufacturer.id)
        }
    }

    private func answer(
        _ sample: SampleRegistry, asOf: String? = nil, as principal: Principal = .administrator
    ) async throws -> WarrantyAnswer {
        try await sample.registry.warranty(
            ofUnit: "Z300ABCD", model: "ST4000DM000", of: "seagate", asOf: try asOf.map { try CivilDate(parsing: $0) },
            as: principal)
    }

    @Test func coverFollowsTheLedger() async throws {
        try await withTerms { sample in
            let unsold = try await answer(sample)
            #expect(unsold.state == .unknown)
            try await record(sample, daysAgo: 60, .retailSelling, .retailSold)
            let sold = try await answer(sample)
            #expect(sold.state == .covered)
            // Sold on 2025-11-02.
            #expect(sold.verdict?.until?.isoText == "2027-11-01")
            #expect(sold.verdict?.lines.first { $0.state == .covered }?.begin?.fact.event != nil)
            try await record(sample, daysAgo: 30, .receiving, .returned)
            #expect(
                try await answer(sample).verdict?.lines.flatMap(\.reasons).contains { $0.code == "inStock" } == true)
            #expect(try await answer(sample, asOf: "2025-11-15").state == .covered)
            try await record(sample, daysAgo: 10, .retailSelling, .retailSold)
            #expect(try await answer(sample).verdict?.until?.isoText == "2027-11-01")
        }
    }

    @Test func aModelThatIsRenumberedKeepsItsTerms() async throws {
        try await withTerms { sample in
            try await record(sample, daysAgo: 60, .retailSelling, .retailSold)
            let before = try await answer(sample).verdict?.lines.map(\.source.label)
            #expect(before?.contains("drive 1") == true)
            _ = try await sample.registry.perform(as: .administrator) { commands in
                try commands.renumberModel("ST4000DM000", to: "ST4000DM001", of: "seagate")
            }
            let after = try await sample.registry.warranty(
                ofUnit: "Z300ABCD", model: "ST4000DM001", of: "seagate", as: .administrator)
            #expect(after.verdict?.lines.map(\.source.label) == before)
            let terms = try await sample.registry.warrantyTerms(of: "seagate", model: "ST4000DM001", as: .administrator)
            #expect(terms.contains { $0.term.name == "drive" })
        }
    }

    @Test func aReturnForARepairIsNoReturnToStock() async throws {
        try await withTerms { sample in
            try await record(sample, daysAgo: 60, .retailSelling, .retailSold)
            try await record(sample, daysAgo: 30, .receiving, .returned)
            try await record(sample, daysAgo: 29, .repairing, .inProgress)
            #expect(try await answer(sample).state == .covered)
            try await record(sample, daysAgo: 20, .shipping, .inTransit)
            #expect(try await answer(sample).state == .covered)
        }
    }

    @Test func aCorrectedSaleIsNoSale() async throws {
        try await withTerms { sample in
            try await record(sample, daysAgo: 60, .retailSelling, .retailSold)
            let sale = try #require(
                try await answer(sample).verdict?.lines.first { $0.state == .covered }?.begin?.fact.event)
            try await record(sample, daysAgo: 60, .retailSelling, .retailSold) {
                $0.corrects = sale
                $0.errorReason = .didNotOccur
            }
            #expect(try await answer(sample).state == .unknown)
        }
    }

    @Test func ownersAfterTheFirstAreChanges() async throws {
        try await withTerms { sample in
            try await record(sample, daysAgo: 60, .retailSelling, .retailSold)
            for (days, reference) in [(60, "a"), (50, "b"), (40, "c")] as [(Int64, String)] {
                let party = try await sample.registry.perform(as: .administrator) { commands in
                    try commands.party(reference, of: try Manufacturers.require("seagate", commands.transaction).id).id
                }
                try await record(sample, daysAgo: days, nil) { $0.details.owningParty = party }
            }
            let answer = try await answer(sample)
            #expect(answer.verdict?.lines.flatMap(\.reasons).contains { $0.code == "transferred" } == true)
            #expect(answer.state == .unknown || answer.state == .notCovered || answer.state == .covered)
        }
    }

    @Test func strangersLearnTheStateOfAMonth() async throws {
        try await withTerms { sample in
            try await record(sample, daysAgo: 60, .retailSelling, .retailSold)
            let before = try await answer(sample, asOf: "2025-11-01", as: .stranger)
            let after = try await answer(sample, asOf: "2025-11-30", as: .stranger)
            #expect(before.state == .covered && after.state == .covered)
            #expect(before.asOf.isoText == "2025-11")
            #expect(before.verdict == nil && after.verdict == nil)
            #expect(try await answer(sample, asOf: "2025-10-31", as: .stranger).state == .notCovered)
        }
    }

    @Test func anExtensionIsAddedOnceAndCancelled() async throws {
        try await withTerms { sample in
            try await record(sample, daysAgo: 60, .retailSelling, .retailSold)
            for _ in 1...2 {
                _ = try await sample.registry.perform(as: .administrator) { commands in
                    try commands.extendWarranty(
                        ofUnit: "Z300ABCD", model: "ST4000DM000", of: "seagate",
                        by: #"{"reference": "K-1", "coverage": {"months": 12}}"#)
                }
            }
            #expect(try await answer(sample).verdict?.until?.isoText == "2028-11-01")
            await #expect(throws: RegistryError.self) {
                try await sample.registry.perform(as: .administrator) { commands in
                    try commands.extendWarranty(
                        ofUnit: "Z300ABCD", model: "ST4000DM000", of: "seagate",
                        by: #"{"reference": "K-1", "coverage": {"months": 24}}"#)
                }
            }
            try await sample.registry.perform(as: .administrator) { commands in
                try commands.cancelWarranty(
                    "K-1", on: try CivilDate(parsing: "2028-01-01"), ofUnit: "Z300ABCD", model: "ST4000DM000",
                    of: "seagate")
            }
            #expect(try await answer(sample, asOf: "2028-02-01").state != .covered)
        }
    }

    @Test func aVersionIsNeverChangedAndTakesNothingAway() async throws {
        try await withTerms { sample in
            func code(_ document: String) async throws -> RegistryError.Code? {
                do {
                    _ = try await sample.registry.perform(as: .administrator) { commands in
                        try commands.setWarrantyTerms(document, backdated: false, of: "seagate")
                    }
                    return nil
                } catch let error as RegistryError { return error.code }
            }
            let drive = #"{"name": "drive", "model": "ST4000DM000", "version": "#
            let expected: [(document: String, code: RegistryError.Code?)] = [
                (#"{"name": "fridge", "coverages": [{"years": 3}]}"#, .warrantyVersionTaken),
                (drive + #"2, "coverages": [{"years": 1}], "sold": {"from": "2025-01-01"}}"#, .warrantyBackdated),
                (drive + #"2, "coverages": [{"years": 1}], "sold": {"from": "2026-06-01"}}"#, nil),
                (#"{"name": "fridge", "model": "ST4000DM000", "coverages": [{"years": 1}]}"#, .warrantyBackdated),
                (#"{"name": "x", "model": "NONE", "coverages": [{"years": 1}]}"#, .modelUnknown),
            ]
            for (document, expected) in expected {
                let found = try await code(document)
                #expect(found == expected, "\(document)")
            }
        }
    }

    @Test func onlyWhoEditsTheCatalogueSetsTerms() async throws {
        try await withTerms { sample in
            await #expect(throws: RegistryError.self) {
                try await sample.registry.perform(as: .stranger) { commands in
                    try commands.setWarrantyTerms(Self.terms, backdated: true, of: "seagate")
                }
            }
            let read = try await sample.registry.warrantyTerms(of: "seagate", model: "ST4000DM000", as: .stranger)
            #expect(read.map(\.term.label) == ["drive 1", "fridge 1"])
            try await sample.registry.perform(as: .administrator) { commands in
                try commands.removeWarrantyTerm(read[0].id, of: "seagate")
            }
            #expect(try await sample.registry.warrantyTerms(of: "seagate", as: .stranger).count == 1)
        }
    }

    /// The scan of many units says what the judge of single ones says.
    @Test func manyAtOnceAreJudgedAsOneByOne() async throws {
        try await withTerms { sample in
            try await record(sample, daysAgo: 60, .retailSelling, .retailSold)
            try await record(sample, daysAgo: 50, .receiving, .returned)
            try await record(sample, daysAgo: 40, .retailSelling, .retailSold)
            let today = sample.registry.today
            let compared = try await sample.registry.database.read { reader in
                let manufacturer = try Manufacturers.require("seagate", reader)
                let model = try Models.require("ST4000DM000", of: manufacturer, reader)
                let desk = CoverDesk(on: today, reader)
                var compared = 0
                try CoverScan(of: model, on: today, reader).forEach(asOf: today) { key, verdict in
                    let row = try #require(try Units.find(key, reader))
                    #expect(try desk.verdict(on: row, asOf: today) == verdict)
                    compared += 1
                    return true
                }
                return compared
            }
            #expect(compared == 2)
            let soon = try await sample.registry.expiringCovers(
                of: "ST4000DM000", "seagate", within: 700, limit: 10, as: .administrator)
            #expect(soon.map(\.units) == [.one(try SerialNumber(parsing: "Z300ABCD"))])
            #expect(
                try await sample.registry.expiringCovers(
                    of: "ST4000DM000", "seagate", within: 30, limit: 10, as: .administrator
                ).isEmpty)
        }
    }

    @Test func aSaleOfAPartOfABatchIsASaleOfItsUnits() async throws {
        try await withTerms { sample in
            let serial = sample.issuedSerial
            _ = try await sample.registry.perform(as: .administrator) { commands in
                var report = EventReport(manufacturer: "fjordlys")
                (report.model, report.batch, report.firstSequence, report.lastSequence) = ("FJ-320", "2025-W10", 1, 100)
                report.draft.businessStep = .retailSelling
                report.draft.disposition = .retailSold
                return try commands.record(report)
            }
            let answer = try await sample.registry.warranty(
                ofUnit: serial, model: "FJ-320", of: "fjordlys", as: .administrator)
            #expect(answer.state == .covered)
        }
    }
}
