import Identifiers
import Quality
import Registry
import Storage
import Testing

/// Problems on their way from the first sign to a correction that is shown to help.
@Suite struct ProblemTests {
    private static func open(
        _ desk: TestDesk, _ change: (inout ProblemDetails) -> Void = { _ in }
    ) throws -> QualityProblem {
        let maker = try desk.manufacturer()
        let model =
            try Models.find("M-1", of: maker.id, desk.transaction) ?? desk.model(of: maker, format: "{seq:6}")
        var details = ProblemDetails("Hinge breaks", of: [model.id], faultCodes: ["hinge"])
        change(&details)
        return try Problems.open(details, of: maker, as: .administrator, desk.transaction)
    }

    @Test(arguments: Engine.available)
    func whatWasSaidIsReadBack(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let opened = try await registry.write { desk in
                try Self.open(desk) { details in
                    details.population = "model = M-1 and serial from 000001 to 000100"
                    (details.severity, details.dueOn) = (7, try? CivilDate(parsing: "2027-01-31"))
                    details.containment = .init("Stock is held.", on: try? CivilDate(parsing: "2026-11-02"))
                    details.cause = .init("The tool was worn.", .machine)
                    details.correction = .init("New tool", effectivity: "produced >= 2026-03-01", changeNote: "CN-7")
                }
            }
            #expect(opened.number.text.hasPrefix("E-"))
            #expect(try await registry.read { try Problems.find(opened.number, $0) } == opened)
            #expect(opened.isOverdue(on: try CivilDate(parsing: "2027-02-01")))
            #expect(!opened.isOverdue(on: try CivilDate(parsing: "2027-01-31")))
        }
    }

    struct Refused: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var code: RegistryError.Code
        var change: @Sendable (inout ProblemDetails) -> Void
    }

    static let refused: [Refused] = [
        Refused(testDescription: "no title", code: .valueInvalid) { $0.title = " " },
        Refused(testDescription: "no model", code: .valueInvalid) { $0.models = [] },
        Refused(testDescription: "a model that there is not", code: .modelUnknown) { $0.models = [ID(5)] },
        Refused(testDescription: "a severity of eleven", code: .valueInvalid) { $0.severity = 11 },
        Refused(testDescription: "a population that is none", code: .populationSyntax) {
            $0.population = "model = = 3"
        },
        Refused(testDescription: "an effectivity that is none", code: .populationField) {
            $0.correction = .init("New tool", effectivity: "colour = red")
        },
        Refused(testDescription: "an owner who is nobody", code: .valueInvalid) { $0.owner = "nobody" },
        Refused(testDescription: "a month to be done by", code: .valueInvalid) {
            $0.dueOn = try? CivilDate(parsing: "2027-01")
        },
    ]

    @Test(arguments: Engine.available, refused)
    func whatMakesNoSenseIsRefused(_ engine: Engine, _ refused: Refused) async throws {
        try await engine.withRegistry { registry in
            let code = try await refusal { try await registry.write { desk in try Self.open(desk, refused.change) } }
            #expect(code == refused.code)
        }
    }

    private static func move(
        _ known: QualityProblem, by move: ProblemMove, _ registry: TestRegistry
    ) async throws -> QualityProblem {
        try await registry.write { desk in
            try Problems.move(known, by: move, expecting: known.rowVersion, as: .administrator, desk.transaction)
        }
    }

    private static func refusing(
        _ known: QualityProblem, _ step: ProblemStep, note: String? = nil, _ registry: TestRegistry
    ) async throws -> RegistryError.Code? {
        try await refusal { try await move(known, by: ProblemMove(step, note: note), registry) }
    }

    @Test(arguments: Engine.available)
    func stepsNeedWhatBelongsToThem(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let opened = try await registry.write { desk in try Self.open(desk) }
            #expect(try await Self.refusing(opened, .correct, registry) == .stateStep)
            #expect(try await Self.refusing(opened, .contain, registry) == .valueInvalid)
            var contain = ProblemMove(.contain)
            contain.containment = .init("Stock is held.")
            let contained = try await Self.move(opened, by: contain, registry)
            #expect(try await Self.refusing(contained, .findCause, registry) == .valueInvalid)
            var explain = ProblemMove(.findCause)
            explain.cause = .init("The tool was worn.", .machine)
            let explained = try await Self.move(contained, by: explain, registry)
            var correct = ProblemMove(.correct)
            correct.correction = .init("New tool", effectivity: "produced >= 2026-03-01", changeNote: "CN-7")
            let corrected = try await Self.move(explained, by: correct, registry)
            #expect(try await Self.refusing(corrected, .verify, registry) == .reasonInvalid)
            let verified = try await Self.move(corrected, by: ProblemMove(.verify, note: "None in a year."), registry)
            #expect(verified.state == .verified && verified.endedAt != nil)
            #expect(verified.details.containment?.text == "Stock is held.")
            let locked = try await refusal {
                try await registry.write { desk in
                    try Problems.update(
                        verified, opened.details, expecting: nil, as: .administrator, desk.transaction)
                }
            }
            #expect(locked == .stateStep)
            // What was read before somebody else moved it on is old.
            #expect(try await Self.refusing(contained, .close, note: "No.", registry) == .problemChanged)
            let again = ProblemMove(.reopen, note: "It breaks again.")
            let reopened = try await Self.move(verified, by: again, registry)
            #expect(reopened.state == .reopened && reopened.endedAt == nil)
            let steps = try await registry.read { try ProblemSteps.list(of: opened.number.id, $0) }
            #expect(steps.map(\.step) == [.contain, .findCause, .correct, .verify, .reopen])
            #expect(steps.map(\.state) == [.contained, .causeFound, .corrected, .verified, .reopened])
        }
    }

    @Test(arguments: Engine.available)
    func listIsNarrowedByStateAndModel(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let (first, second, other) = try await registry.write { desk in
                let first = try Self.open(desk)
                let second = try Self.open(desk)
                let other = try desk.model("M-2", of: try desk.manufacturer())
                return (
                    first,
                    try Problems.move(
                        second, by: ProblemMove(.close, note: "It was misuse."), expecting: nil, as: .administrator,
                        desk.transaction), other
                )
            }
            @Sendable func list(_ change: (inout ProblemQuestion) -> Void) async throws -> Set<ProblemNumber> {
                var question = ProblemQuestion()
                change(&question)
                let asked = question
                return try await registry.read { reader in
                    Set(try Problems.page(asked, of: first.manufacturer, limit: 10, reader).map(\.number))
                }
            }
            #expect(try await list { _ in } == [first.number, second.number])
            #expect(try await list { $0.isOpen = true } == [first.number])
            #expect(try await list { $0.isOpen = false } == [second.number])
            #expect(try await list { $0.state = .closed } == [second.number])
            #expect(try await list { $0.model = first.details.models.first }.count == 2)
            #expect(try await list { $0.model = other.id } == [])
            #expect(try await list { $0.owner = "somebody" } == [])
        }
    }

    @Test(arguments: Engine.available)
    func complaintBelongsToAProblemOfItsManufacturer(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let (problem, complaint, foreign) = try await registry.write { desk in
                let problem = try Self.open(desk)
                let model = try #require(try Models.find("M-1", of: problem.manufacturer, desk.transaction))
                let complaint = try Complaints.add(
                    .init(about: model, ComplaintDetails(receivedOn: try CivilDate(parsing: "2023-11-01"))), .entered,
                    as: .administrator, desk.transaction)
                let maker = try desk.manufacturer("other")
                let details = ProblemDetails("Noise", of: [try desk.model(of: maker).id])
                return (
                    problem, complaint, try Problems.open(details, of: maker, as: .administrator, desk.transaction)
                )
            }
            @Sendable func link(_ problem: QualityProblem?, _ known: Complaint) async throws -> Complaint {
                try await registry.write { desk in
                    try Complaints.link(known, to: problem, expecting: nil, as: .administrator, desk.transaction)
                }
            }
            #expect(try await refusal { try await link(foreign, complaint) } == .problemUnknown)
            let linked = try await link(problem, complaint)
            #expect(linked.problem == problem.number && linked.state == .assessed)
            var question = ComplaintQuestion()
            question.problem = problem.number
            let asked = question
            let found = try await registry.read { reader in
                try ComplaintList.page(asked, of: problem.manufacturer, limit: 5, knowsWords: false, reader)
            }
            #expect(found == [linked])
            #expect(try await link(nil, linked).problem == nil)
        }
    }
}
