import AfterSales
import Foundation
import Identifiers
import Nameplate
import Registry
import Storage
import TestSupport
import Testing

/// Service orders from their opening to the handing back of the unit, on the cold rooms of ``ClaimStage``.
@Suite struct ServiceOrderTests {
    private static func details(_ change: (inout ServiceDetails) throws -> Void = { _ in }) rethrows -> ServiceDetails {
        var details = ServiceDetails(.warranty, complaint: "It does not cool any more.", currency: "NOK")
        details.symptom = "warm"
        try change(&details)
        return details
    }

    private static func open(
        _ stage: ClaimStage, _ serial: String = "ROOM-1", as principal: Principal? = nil, receives: Bool = true,
        _ change: (inout ServiceDetails) throws -> Void = { _ in }
    ) async throws -> ServiceAnswer {
        let details = try details(change)
        return try await stage.registry.perform(as: principal ?? stage.shop) { commands in
            try commands.openServiceOrder(
                details, aboutUnit: serial, model: "CR-1", of: "fjordlys", receives: receives)
        }
    }

    @discardableResult
    private static func move(
        _ stage: ClaimStage, _ order: ServiceAnswer, _ step: ServiceStep, _ outcome: ServiceOutcome? = nil,
        note: String? = nil, as principal: Principal? = nil, expecting: Int64? = nil
    ) async throws -> ServiceAnswer {
        let number = order.order.number.text
        return try await stage.registry.perform(as: principal ?? stage.shop) { commands in
            try commands.moveServiceOrder(
                number, by: ServiceMove(step, note: note, outcome: outcome), expecting: expecting)
        }
    }

    @discardableResult
    private static func change(
        _ stage: ClaimStage, _ order: ServiceAnswer, expecting: Int64? = nil,
        _ change: (inout ServiceDetails) throws -> Void
    ) async throws -> ServiceAnswer {
        let number = order.order.number.text
        var details = try await stage.registry.serviceOrder(number, as: stage.desk).order.details
        try change(&details)
        let changed = details
        return try await stage.registry.perform(as: stage.shop) { commands in
            try commands.updateServiceOrder(number, changed, expecting: expecting)
        }
    }

    private static func history(_ stage: ClaimStage, _ serial: String, model: String = "CR-1") async throws
        -> (state: UnitState, entries: [HistoryEntry])
    {
        try await stage.registry.database.read { reader in
            let maker = try Manufacturers.require("fjordlys", reader)
            let key = UnitKey(
                try Models.require(model, of: maker, reader).id, try SerialNumber(parsing: serial))
            let row = try #require(try Units.find(key, reader))
            return (row.state, try Units.history(of: row, reader).effective())
        }
    }

    /// Repairs a room with a part, from the receipt to the handing back.
    private static func repair(
        _ stage: ClaimStage, _ serial: String = "ROOM-1", fault: String = "leak", part: String = "CU-9",
        outcome: ServiceOutcome = .repaired, _ more: (inout ServiceDetails) throws -> Void = { _ in }
    ) async throws -> ServiceAnswer {
        let order = try await open(stage, serial)
        try await move(stage, order, .repair)
        try await change(stage, order) {
            $0.faultCode = outcome == .noTroubleFound ? nil : fault
            $0.lines = [try .part(part, price: 450_000), try .labour("R-10", minutes: 90, rate: 100_000)]
            try more(&$0)
        }
        try await move(stage, order, .complete, outcome)
        return try await move(stage, order, .handBack)
    }

    @Test func aRepairGoesFromItsBookingToTheHandingBackAndIsTheUnitsHistory() async throws {
        try await ClaimStage.with { stage in
            var order = try await Self.open(stage, receives: false)
            #expect(order.order.state == .booked && order.order.site == "shop" && order.order.owner == stage.owner)
            #expect(order.possible == [.receive, .cancel] && order.order.details.downSince == nil)
            let before = try await Self.history(stage, "ROOM-1").state
            order = try await Self.move(stage, order, .receive)
            let (inRepair, received) = try await Self.history(stage, "ROOM-1")
            // An engine whose writers run side by side moves the time past that of what came before.
            let receipt = try #require(received.last?.time)
            #expect(order.order.details.downSince == receipt && receipt < SampleRegistry.now + 1_000)
            #expect(inRepair.disposition == .inProgress && inRepair.businessLocation == "shop")
            // What a change does not say again stays as it is.
            #expect(
                try await Self.change(stage, order) { $0.downSince = nil }.order.details.downSince
                    == receipt)
            order = try await Self.move(stage, order, .diagnose)
            order = try await Self.move(stage, order, .requestApproval, note: "Offer 1")
            order = try await Self.move(stage, order, .approve)
            order = try await Self.change(stage, order) {
                ($0.faultCode, $0.causalPart) = ("leak", "CU-9")
                $0.lines = [
                    try .part("CU-9", price: 450_000, removed: "C-1", fitted: "C-9"),
                    try .part("SEAL", quantity: 2, price: 1_000),
                    try .labour("R-10", minutes: 90, rate: 100_000),
                ]
            }
            order = try await Self.move(stage, order, .complete, .repaired)
            let back = try #require(order.order.details.backSince)
            #expect(order.order.outcome == .repaired && back >= receipt && back < SampleRegistry.now + 1_000)
            #expect(order.order.minutes == 90 && order.order.downMinutes == 0)
            order = try await Self.move(stage, order, .handBack)
            #expect(order.possible.isEmpty && order.steps.count == 6)
            let (after, entries) = try await Self.history(stage, "ROOM-1")
            #expect(after.disposition == before.disposition && after.failures == before.failures + 1)
            let last = try #require(entries.last { $0.businessStep == .repairing })
            #expect(last.details.transactions == [.init(type: "service_order", id: order.order.number.text)])
            #expect(last.details.fitted == [.init(part: "SEAL")])
            // The parts went out and in, and the one that failed has its own failure.
            let (old, _) = try await Self.history(stage, "C-1", model: "CU-9")
            let (new, _) = try await Self.history(stage, "C-9", model: "CU-9")
            #expect(old.parent == nil && old.failures == 1)
            #expect(new.parent?.serial.text == "ROOM-1")
            let read = try await stage.registry.serviceOrder(
                order.order.number.text.lowercased(), as: stage.desk)
            #expect(read.order == order.order && read.steps == order.steps)
            #expect(try await stage.registry.audit(as: .administrator).findings == [])
        }
    }

    @Test func whatWasOfferedAndDeclinedWasNotDone() async throws {
        try await ClaimStage.with { stage in
            try await stage.record("ROOM-1", daysAgo: 30) { $0.businessLocation = "home" }
            let order = try await Self.open(stage)
            try await Self.move(stage, order, .diagnose)
            try await Self.change(stage, order) {
                $0.lines = [try .part("CU-9", price: 450_000, removed: "C-1", fitted: "C-9")]
            }
            try await Self.move(stage, order, .requestApproval)
            let declined = try await Self.move(stage, order, .decline, note: "Too dear")
            #expect(declined.order.outcome == .declined && declined.order.recordedLines == 0)
            #expect(try await Self.history(stage, "C-1", model: "CU-9").state.parent?.serial.text == "ROOM-1")
            #expect(try await Self.history(stage, "ROOM-1").state.businessLocation == "shop")
            try await Self.move(stage, order, .handBack)
            let state = try await Self.history(stage, "ROOM-1").state
            #expect(state.businessLocation == "home" && state.failures == 0)
            let figures = try await stage.registry.repairFigures(of: "fjordlys", as: stage.desk)
            #expect(figures.map(\.figures.repaired) == [0])
        }
    }

    @Test func whatIsIncompleteIsNotCompleted() async throws {
        try await ClaimStage.with { stage in
            let order = try await Self.open(stage)
            try await Self.move(stage, order, .repair)
            func refused(_ outcome: ServiceOutcome?) async -> RegistryError.Code? {
                await ClaimStage.refusal { try await Self.move(stage, order, .complete, outcome) }
            }
            #expect(await refused(nil) == .orderIncomplete)
            #expect(await refused(.repaired) == .orderIncomplete)
            try await Self.change(stage, order) { $0.faultCode = "leak" }
            #expect(await refused(.repaired) == .orderIncomplete)
            #expect(await refused(.noTroubleFound) == .orderIncomplete)
            #expect(await ClaimStage.refusal { try await Self.move(stage, order, .cancel) } == .stateStep)
            try await Self.change(stage, order) { $0.workDone = "Sealed." }
            let done = try await Self.move(stage, order, .complete, .repaired)
            #expect(
                await ClaimStage.refusal { try await Self.change(stage, done) { $0.workDone = "x" } } == .orderLocked)
            #expect(await ClaimStage.refusal { try await Self.move(stage, done, .reopen) } == .reasonInvalid)
        }
    }

    @Test func whatIsRecordedStaysAndWhatIsAddedAfterwardsFollows() async throws {
        try await ClaimStage.with { stage in
            let order = try await Self.open(stage)
            try await Self.move(stage, order, .repair)
            try await Self.change(stage, order) {
                $0.faultCode = "leak"
                $0.lines = [try .part("CU-9", price: 1, removed: "C-1")]
            }
            try await Self.move(stage, order, .complete, .repaired)
            let again = try await Self.move(stage, order, .reopen, note: "It still leaks")
            #expect(again.order.outcome == nil && again.order.recordedLines == 1)
            #expect(try await Self.history(stage, "ROOM-1").state.disposition == .inProgress)
            let refusal = await ClaimStage.refusal { try await Self.change(stage, order) { $0.lines = [] } }
            #expect(refusal == .orderLocked)
            try await Self.change(stage, order) { $0.lines.append(try .part("CU-9", price: 1, fitted: "C-8")) }
            let done = try await Self.move(stage, order, .complete, .repaired)
            #expect(done.order.recordedLines == 2)
            #expect(try await Self.history(stage, "C-8", model: "CU-9").state.parent?.serial.text == "ROOM-1")
            let cures = try await stage.registry.cures(of: "warm", model: "CR-1", of: "fjordlys", as: stage.desk)
            #expect(cures.map(\.count) == [1])
        }
    }

    @Test func aPartThatIsElsewhereIsRefusedAndNothingIsRecorded() async throws {
        try await ClaimStage.with { stage in
            let order = try await Self.open(stage)
            try await Self.move(stage, order, .repair)
            try await Self.change(stage, order) {
                $0.faultCode = "leak"
                $0.lines = [
                    try .part("CU-9", price: 1, removed: "C-1"), try .part("CU-9", price: 1, fitted: "C-2"),
                ]
            }
            let refusal = await ClaimStage.refusal { try await Self.move(stage, order, .complete, .repaired) }
            #expect(refusal == .componentInstalled)
            #expect(try await Self.history(stage, "C-1", model: "CU-9").state.parent != nil)
            #expect(
                try await stage.registry.serviceOrder(order.order.number.text, as: stage.shop).order.state == .inRepair)
        }
    }

    @Test func aUnitThatComesBackIsARepeatRepair() async throws {
        try await ClaimStage.with { stage in
            let first = try await Self.repair(stage)
            #expect(first.order.repeats == nil)
            func cameBack() async throws -> [Int64] {
                try await stage.registry.cures(of: "warm", model: "CR-1", of: "fjordlys", as: stage.shop)
                    .map(\.cameBack)
            }
            #expect(try await cameBack() == [0])
            let booked = try await Self.open(stage, receives: false)
            #expect(try await cameBack() == [0])
            try await Self.move(stage, booked, .receive)
            #expect(try await cameBack() == [1])
            try await Self.move(stage, booked, .cancel, note: "Twice")
            let second = try await Self.repair(stage)
            #expect(second.order.repeats == first.order.number && second.repeats == first.order.number)
            _ = try await Self.repair(stage, "ROOM-2", fault: "fan", part: "FAN")
            _ = try await Self.repair(stage, "ROOM-3", outcome: .noTroubleFound) { $0.lines = [] }
            let cures = try await stage.registry.cures(of: "warm", model: "CR-1", of: "fjordlys", as: stage.shop)
            let told = cures.map {
                "\($0.faultCode ?? "-") \($0.work ?? "-") \($0.outcome.rawValue) \($0.count) \($0.cameBack)"
            }
            #expect(
                Set(told) == [
                    "leak CU-9 repaired 2 1", "fan FAN repaired 1 0", "- - noTroubleFound 1 0",
                ])
            let figures = try await stage.registry.repairFigures(of: "fjordlys", as: stage.desk)
            let figure = try #require(figures.first)
            #expect(figures.count == 1 && figure.model == "CR-1")
            #expect(figure.figures.count == 4 && figure.figures.noTroubleFound == 1 && figure.figures.repeats == 1)
            #expect(figure.figures.repaired == 3 && figure.figures.meanWorkMinutes == 90)
            #expect(figure.figures.meanRestorationMinutes == 0)
            // The workshop next door is not told after which order, only that it came back.
            let other = try await Self.open(stage, as: stage.dealer("other", account: 40))
            #expect(other.order.repeats != nil && other.repeats == nil)
        }
    }

    @Test func aCodeStandsForThoseBelowIt() async throws {
        try await ClaimStage.with { stage in
            try await stage.registry.perform(as: .administrator) { commands in
                for code in [
                    FaultCode("cooling", titles: [:]), FaultCode("warm", below: "cooling", titles: [:]),
                    FaultCode("leak", titles: [:]), FaultCode("none", kind: .noTroubleFound, titles: [:]),
                ] {
                    try commands.setFaultCode(code, of: "fjordlys")
                }
            }
            _ = try await Self.repair(stage)
            let cures = try await stage.registry.cures(of: "cooling", model: "CR-1", of: "fjordlys", as: stage.shop)
            #expect(cures.map(\.faultCode) == ["leak"])
            let unknown = await ClaimStage.refusal {
                _ = try await stage.registry.cures(of: "nix", model: "CR-1", of: "fjordlys", as: stage.shop)
            }
            #expect(unknown == .faultUnknown)
            #expect(await ClaimStage.refusal { _ = try await Self.open(stage) { $0.symptom = "nix" } } == .faultUnknown)
            let order = try await Self.open(stage, "ROOM-2")
            try await Self.move(stage, order, .diagnose)
            try await Self.change(stage, order) { ($0.faultCode, $0.workDone) = ("none", "Ran for a day.") }
            #expect(
                await ClaimStage.refusal { try await Self.move(stage, order, .complete, .repaired) } == .orderIncomplete
            )
            try await Self.move(stage, order, .complete, .noTroubleFound)
            #expect(try await Self.history(stage, "ROOM-2").state.failures == 0)
        }
    }

    @Test func nobodyIsToldWhatIsToCome() async throws {
        try await ClaimStage.with { stage in
            try await stage.registry.perform(as: .administrator) { commands in
                var details = ModelDetails(number: try ModelNumber(parsing: "CR-2"))
                details.announcedOn = try CivilDate(parsing: "2099-01-01")
                details.releasedOn = try CivilDate(parsing: "2099-02-01")
                _ = try commands.createModel(details, supersedes: nil, of: "fjordlys")
            }
            var blind = stage.shop
            blind.limit = [.serviceUnits]
            let principal = blind
            #expect(
                await ClaimStage.refusal {
                    _ = try await stage.registry.cures(of: "warm", model: "CR-2", of: "fjordlys", as: principal)
                } == .modelUnknown)
        }
    }

    @Test func anOrderIsForItsWorkshopAndTheManufacturer() async throws {
        try await ClaimStage.with { stage in
            let order = try await Self.open(stage)
            let number = order.order.number.text
            let elsewhere = stage.dealer("elsewhere", account: 20)
            let foreign = Principal(.account(ID(21)), grants: [Grant(.service, manufacturer: ID(1))])
            for principal in [elsewhere, foreign, stage.ownerOfRoom, .stranger] {
                for wanted in [number, "W-0000-0011", "nonsense"] {
                    #expect(
                        await ClaimStage.refusal {
                            _ = try await stage.registry.serviceOrder(wanted, as: principal)
                        } == .orderUnknown)
                }
                #expect(
                    await ClaimStage.refusal {
                        try await Self.move(stage, order, .diagnose, as: principal)
                    } == .orderUnknown)
            }
            func listed(_ principal: Principal) async throws -> [String] {
                try await stage.registry.serviceOrders(
                    of: "fjordlys", .init(), after: nil, limit: 9, as: principal
                ).map(\.order.number.text)
            }
            #expect(try await listed(stage.shop) == [number])
            #expect(try await listed(stage.desk) == [number])
            #expect(try await listed(elsewhere) == [])
            #expect(await ClaimStage.refusal { _ = try await listed(stage.ownerOfRoom) } == .forbidden)
            #expect(await ClaimStage.refusal { _ = try await listed(foreign) } == .forbidden)
            for principal in [stage.ownerOfRoom, foreign, .stranger] {
                #expect(await ClaimStage.refusal { _ = try await Self.open(stage, as: principal) } == .forbidden)
            }
            #expect(
                await ClaimStage.refusal {
                    try await Self.move(stage, order, .diagnose, expecting: 77)
                } == .orderChanged)
            #expect(await ClaimStage.refusal { _ = try await Self.open(stage, "ROOM-9") } == .unitUnknown)
        }
    }

    @Test func listsAreNarrowedAndPaged() async throws {
        try await ClaimStage.with { stage in
            let done = try await Self.repair(stage)
            let open = try await Self.open(stage, "ROOM-2", as: stage.dealer("b", account: 50))
            let both = Principal(
                .account(ID(51)),
                grants: [
                    Grant(.service, manufacturer: stage.maker, site: "b"),
                    Grant(.service, manufacturer: stage.maker, site: "shop"),
                ])
            func numbers(
                _ principal: Principal, limit: Int = 9, after: ServiceList.Place? = nil,
                _ change: (inout NameplateRegistry.ServiceFilter) -> Void = { _ in }
            ) async throws -> Set<String> {
                var filter = NameplateRegistry.ServiceFilter()
                change(&filter)
                return Set(
                    try await stage.registry.serviceOrders(
                        of: "fjordlys", filter, after: after, limit: limit, as: principal
                    ).map(\.order.number.text))
            }
            let all = Set([done, open].map(\.order.number.text))
            for principal in [stage.desk, both] {
                #expect(try await numbers(principal) == all)
                #expect(try await numbers(principal) { $0.isOpen = true } == [open.order.number.text])
                #expect(try await numbers(principal) { $0.state = .handedBack } == [done.order.number.text])
                #expect(try await numbers(principal) { $0.faultCode = "leak" } == [done.order.number.text])
                #expect(try await numbers(principal) { $0.model = "CR-1" } == all)
                #expect(try await numbers(principal) { $0.site = "b" } == [open.order.number.text])
                let first = try await stage.registry.serviceOrders(
                    of: "fjordlys", .init(), after: nil, limit: 1, as: principal)
                let last = try #require(first.first?.order)
                let rest = try await numbers(
                    principal, limit: 1, after: .init(openedAt: last.openedAt, id: last.number.value))
                #expect(rest.union([last.number.text]) == all && rest.count == 1)
            }
            let unit = try await stage.registry.unit("ROOM-2", model: "CR-1", of: "fjordlys", as: stage.desk)
            let ofUnit = try await stage.registry.serviceOrders(aboutUnit: unit, as: stage.desk)
            #expect(ofUnit.orders.map(\.number) == [open.order.number])
        }
    }

    @Test func aClaimIsFiledForARepair() async throws {
        try await ClaimStage.with { stage in
            var order = try await Self.repair(stage)
            let number = order.order.number.text
            order = try await stage.registry.perform(as: stage.shop) { commands in
                try commands.claimServiceOrder(number, expecting: nil)
            }
            let filed = try #require(order.order.claim)
            let claim = try await stage.registry.claim(filed.text, as: stage.shop).claim
            #expect(claim.state == .draft && claim.filing.site == "shop" && claim.details.reference == number)
            #expect(claim.details.lines == order.order.details.lines && claim.details.faultCode == "leak")
            #expect(claim.details.failedOn == claim.details.repairedOn && claim.details.failedOn != nil)
            let again = await ClaimStage.refusal {
                _ = try await stage.registry.perform(as: stage.shop) { commands in
                    try commands.claimServiceOrder(number, expecting: nil)
                }
            }
            #expect(again == .orderLocked)
        }
    }

    @Test(
        arguments: [
            { $0.currency = "nok" }, { $0.complaint = " " }, { $0.downSince = SampleRegistry.now + SampleRegistry.day },
            { $0.downSince = 0 }, { ($0.downSince, $0.backSince) = (20, 10) }, { $0.workDone = "\u{7}" },
            { $0.technician = String(repeating: "x", count: 81) },
            { $0.reading = .init(.hours, -1) },
        ] as [@Sendable (inout ServiceDetails) -> Void])
    func whatIsWrongIsRefused(_ change: @escaping @Sendable (inout ServiceDetails) -> Void) async throws {
        try await ClaimStage.with { stage in
            #expect(
                await ClaimStage.refusal { _ = try await Self.open(stage, receives: false, change) } == .valueInvalid)
        }
    }

    @Test func aPersonIsGivenWhatWasSaidOfRepairsAndErasedFromIt() async throws {
        try await ClaimStage.with { stage in
            let order = try await Self.repair(stage) { $0.workDone = "Sealed." }
            let number = order.order.number.text
            let all = try await stage.registry.exportPerson(
                .reference("o-1"), of: "fjordlys", reason: "Asked by letter", as: .administrator)
            let held = try #require(all.first)
            #expect(held.owned.serviceOrders.map(\.order.number.text) == [number])
            #expect(held.owned.serviceOrders.first?.order.details.complaint == "It does not cool any more.")
            _ = try await stage.registry.erasePerson(
                .reference("o-1"), of: "fjordlys", reason: "Asked by letter", isDryRun: false, isConfirmed: true,
                as: .administrator)
            let left = try await stage.registry.serviceOrder(number, as: stage.desk).order
            #expect(left.details.complaint == nil && left.details.workDone == nil)
            #expect(left.details.faultCode == "leak" && left.outcome == .repaired)
        }
    }

    @Test func anOrderIsLinkedToACaseAboutItsUnit() async throws {
        try await ClaimStage.with { stage in
            let asked = try await stage.registry.perform(as: stage.desk) { commands in
                try commands.openCase(
                    CaseRequest(.fault, "It does not cool."), aboutUnit: "ROOM-1", model: "CR-1", of: "fjordlys")
            }.serviceCase.number
            #expect(try await stage.openOrder("ROOM-1", case: asked).order.details.caseNumber == asked)
            #expect(
                await ClaimStage.refusal { _ = try await stage.openOrder("ROOM-2", case: asked) } == .caseUnknown)
        }
    }

    @Test func aMeterCountsForwardsOnlyAndARepairPausesWhatItPauses() async throws {
        try await ClaimStage.with { stage in
            try await stage.record("ROOM-1", daysAgo: 20) {
                $0.details.readings = [MeterRules.reading(.hours, "5000")]
            }
            let backwards = await ClaimStage.refusal {
                _ = try await Self.open(stage) { $0.reading = .init(.hours, 4_000) }
            }
            #expect(backwards == .meterBackwards)
            _ = try await Self.open(stage) { $0.reading = .init(.hours, 6_000) }
            let read = try await Self.history(stage, "ROOM-1").entries.last?.details.readings
            #expect(read?.map(\.value) == ["6000"])
        }
    }
}
