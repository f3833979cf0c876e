import AfterSales
import Identifiers
import Nameplate
import Registry
import Testing

/// What is kept of people in cases, given out to them and erased.
@Suite struct CaseErasureTests {
    /// Bytes as they come over a connection.
    private struct OneFile: AsyncSequence, Sendable {
        typealias Failure = any Error
        let bytes: [UInt8]

        func makeAsyncIterator() -> Iterator { Iterator(rest: [bytes]) }

        struct Iterator: AsyncIteratorProtocol {
            var rest: [[UInt8]]
            mutating func next() async throws -> [UInt8]? { rest.popLast() }
        }
    }

    private func add(_ stage: ClaimStage, _ number: String, as principal: Principal) async throws -> ID<AttachedFile> {
        let registry = stage.registry
        return try await registry.receivingFile(
            OneFile(bytes: Array("photo".utf8)), ofCase: number, as: principal
        ) { file in
            try await registry.perform(as: principal) { commands in
                try commands.attach(file, named: "p.txt", toCase: number, registry.files.limits).id
            }
        }
    }

    @Test func filesAreForWhomTheCaseIsFor() async throws {
        try await ClaimStage.with { stage in
            let (registry, known) = (stage.registry, try await stage.open(as: stage.ownerOfRoom))
            let number = known.serviceCase.number.text
            let id = try await add(stage, number, as: stage.ownerOfRoom)
            let desks = try await add(stage, number, as: stage.desk)
            for principal in [stage.desk, stage.ownerOfRoom] {
                let file = try await registry.caseFile(id, of: number, as: principal)
                #expect(try await file.piece(at: 0) == Array("photo".utf8))
            }
            for principal in [stage.shop, stage.foreignDesk, stage.neighbour, .stranger] {
                await expect(.caseUnknown) { _ = try await registry.caseFile(id, of: number, as: principal) }
                await expect(.caseUnknown) { _ = try await add(stage, number, as: principal) }
                await expect(.caseUnknown) { try await registry.eraseCaseFile(id, of: number, as: principal) }
            }
            await expect(.forbidden) { try await registry.eraseCaseFile(desks, of: number, as: stage.ownerOfRoom) }
            try await registry.eraseCaseFile(id, of: number, as: stage.ownerOfRoom)
            await expect(.attachmentUnknown) { _ = try await registry.caseFile(id, of: number, as: stage.desk) }
            try await stage.step(known, .withdraw)
            await expect(.stateStep) { _ = try await add(stage, number, as: stage.ownerOfRoom) }
        }
    }

    @Test func wordsAndFilesAreErasedAndWhatWasDoneStays() async throws {
        try await ClaimStage.with { stage in
            let (registry, known) = (stage.registry, try await stage.open(as: stage.ownerOfRoom))
            let number = known.serviceCase.number.text
            _ = try await add(stage, number, as: stage.ownerOfRoom)
            try await stage.say("Note", in: known, isInternal: true)
            try await stage.step(known, .close, "Bye", outcome: .advised)
            try await stage.rate(known, 3, "So so", as: stage.ownerOfRoom)
            await expect(.confirmationMissing) {
                try await registry.eraseCase(number, isConfirmed: false, as: .administrator)
            }
            await expect(.caseUnknown) { try await registry.eraseCase(number, isConfirmed: true, as: stage.desk) }
            try await registry.eraseCase(number, isConfirmed: true, as: .administrator)
            let erased = try await registry.serviceCase(number, as: stage.desk)
            #expect(erased.serviceCase.request.complaint == nil && erased.files.isEmpty)
            #expect(erased.replies.count == 2 && erased.replies.allSatisfy { $0.text == nil })
            #expect(erased.serviceCase.rating == CaseRating(3) && erased.serviceCase.outcome == .advised)
            #expect(registry.files.digests() == [])
        }
    }

    @Test func nothingIsLeftOfWhoeverHasAskedOften() async throws {
        try await ClaimStage.with { stage in
            let registry = stage.registry
            // Taken down by the desk for the owner: more than an owner may have open.
            let numbers = try await registry.perform(as: stage.desk) { commands in
                try (0..<205).map { number in
                    try commands.openCase(
                        CaseRequest(.fault, "Fault \(number)"), aboutUnit: "ROOM-1", model: "CR-1", of: "fjordlys"
                    ).serviceCase.number.text
                }
            }
            _ = try await registry.erasePerson(
                .reference("o-1"), of: "fjordlys", reason: "Asked by letter", isDryRun: false, isConfirmed: true,
                as: .administrator)
            for number in numbers {
                let left = try await registry.serviceCase(number, as: stage.desk).serviceCase.request.complaint
                #expect(left == nil)
            }
        }
    }

    @Test func aPersonIsGivenTheirCasesAndErasedFromThem() async throws {
        try await ClaimStage.with { stage in
            let (registry, known) = (stage.registry, try await stage.open(as: stage.ownerOfRoom))
            try await stage.say("Within", in: known, isInternal: true)
            let given = try await registry.exportPerson(stage.owner, as: stage.ownerOfRoom)
            #expect(given.cases.map(\.serviceCase.number) == [known.serviceCase.number])
            #expect(given.cases.first?.replies == [])
            _ = try await registry.erasePerson(
                .reference("o-1"), of: "fjordlys", reason: "Asked by letter", isDryRun: false, isConfirmed: true,
                as: .administrator)
            let erased = try await registry.serviceCase(known.serviceCase.number.text, as: stage.desk)
            #expect(erased.serviceCase.request.complaint == nil && erased.replies.map(\.text) == [nil])
        }
    }
}
