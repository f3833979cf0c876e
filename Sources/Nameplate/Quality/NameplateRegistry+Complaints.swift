package import Identifiers
package import Quality
package import Registry
import Storage

extension NameplateRegistry {
    /// The complaints about a manufacturer's products, the latest received first.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `problem.unknown`, `access.forbidden`, `value.invalid`.
    package func complaints(
        of slug: String, _ filter: ComplaintFilter, after place: ComplaintList.Place? = nil, limit: Int,
        as principal: Principal
    ) async throws -> [ListedComplaint] {
        try await database.read { reader in
            let manufacturer = try Self.qualityMaker(slug, as: principal, reader)
            let question = try Self.question(filter, manufacturer, reader)
            let knowsWords = Access.allows(principal, .handleQuality, of: manufacturer.id)
            let found = try ComplaintList.page(
                question, of: manufacturer.id, after: place, limit: limit, knowsWords: knowsWords, reader)
            let models = try Models.byID(found.map(\.model), reader)
            return found.map { complaint in
                ListedComplaint(
                    model: models[complaint.model], complaint: Self.shown(complaint, knowsWords: knowsWords))
            }
        }
    }

    /// How often each fault code is complained of, the most frequent first. The text of a filter does not count.
    /// - Throws: as ``complaints(of:_:after:limit:as:)``.
    package func complaintCounts(
        of slug: String, _ filter: ComplaintFilter, as principal: Principal
    ) async throws -> [CountedFaultCode] {
        try await database.read { reader in
            let manufacturer = try Self.qualityMaker(slug, as: principal, reader)
            let question = try Self.question(filter, manufacturer, reader)
            let known = Dictionary(
                try FaultCodes.list(of: manufacturer.id, reader).map { ($0.code, $0) }
            ) { first, _ in first }
            return try ComplaintList.counts(question, of: manufacturer.id, reader).map { count in
                CountedFaultCode(count: count, fault: known[count.code])
            }
        }
    }

    /// A complaint by its number, however it is typed.
    /// - Throws: `manufacturer.unknown`, `complaint.unknown`, `access.forbidden`.
    package func complaint(_ number: String, of slug: String, as principal: Principal) async throws -> ComplaintAnswer {
        try await database.read { reader in
            let manufacturer = try Self.qualityMaker(slug, as: principal, reader)
            return try Self.answer(
                Self.complaint(number, of: manufacturer, reader), of: manufacturer, as: principal, reader)
        }
    }

    // MARK: Parts

    /// - Throws: `manufacturer.unknown`, `access.forbidden`.
    static func qualityMaker(
        _ slug: String, _ permission: Permission = .readQuality, as principal: Principal, _ reader: any SQLReader
    ) throws -> Manufacturer {
        let manufacturer = try Manufacturers.require(slug, reader)
        try Access.require(principal, permission, of: manufacturer.id)
        return manufacturer
    }

    static func complaint(
        _ number: String, of manufacturer: Manufacturer, _ reader: any SQLReader
    ) throws -> Complaint {
        guard let number = ComplaintNumber(parsing: number), let found = try Complaints.find(number, reader),
            found.manufacturer == manufacturer.id
        else { throw Complaints.unknown }
        return found
    }

    static func answer(
        _ complaint: Complaint, of manufacturer: Manufacturer, as principal: Principal, _ reader: any SQLReader
    ) throws -> ComplaintAnswer {
        guard let model = try Models.find(complaint.model, reader) else { throw Complaints.unknown }
        let mayHandle = Access.allows(principal, .handleQuality, of: manufacturer.id)
        return ComplaintAnswer(
            manufacturer: manufacturer, model: model, complaint: shown(complaint, knowsWords: mayHandle),
            possible: mayHandle ? ComplaintState.machine.steps(from: complaint.state) : [],
            mayChange: mayHandle && complaint.state != .closed)
    }

    /// What people say may tell who they are: it is for those alone who deal with it.
    private static func shown(_ complaint: Complaint, knowsWords: Bool) -> Complaint {
        guard !knowsWords else { return complaint }
        var shown = complaint
        shown.details.words = nil
        return shown
    }

    private static func question(
        _ filter: ComplaintFilter, _ manufacturer: Manufacturer, _ reader: any SQLReader
    ) throws -> ComplaintQuestion {
        var question = ComplaintQuestion()
        question.model = try filter.model.map { try Models.require($0, of: manufacturer, reader).id }
        question.problem = try filter.problem.map { try problem($0, of: manufacturer, reader).number }
        (question.since, question.until) = (filter.since, filter.until)
        (question.state, question.text) = (filter.state, filter.text)
        question.faultCodes = try filter.faultCode.map { code in
            let codes = FaultCode.codes(from: code, among: try FaultCodes.list(of: manufacturer.id, reader))
            guard codes.count <= ComplaintList.mostCodes else {
                throw RegistryError(
                    .valueInvalid, "More than \(ComplaintList.mostCodes) codes stand below it; choose a narrower one.",
                    field: "faultCode")
            }
            return codes
        }
        return question
    }
}
