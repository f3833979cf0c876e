package import Quality
package import Registry
import Storage

extension Commands {
    /// Keeps the complaints that an authority has published: of those whose makers are manufacturers here, with the models
    /// there are. One that is there already, by the authority's number, stays as it is.
    /// - Parameter makesCodes: Whether components that the tree of a manufacturer lacks become fault codes.
    /// - Throws: `access.forbidden` for whoever sees to the quality of no manufacturer, or may not change a catalogue whose
    ///   codes are to be made; then nothing of it is written.
    package func importComplaints(
        _ table: NHTSAComplaints.Table, makesCodes: Bool
    ) throws -> [ImportedPublishedComplaint] {
        try Access.require(principal, .handleQuality, .anything)
        let codes = Dictionary(table.codes.map { ($0.code, $0) }) { first, _ in first }
        var makers: [String: PublishedMaker?] = [:]
        return try table.complaints.map { complaint in
            let slug = complaint.manufacturer
            if makers[slug] == nil { makers[slug] = .some(try PublishedMaker(slug, self)) }
            guard var maker = makers[slug] ?? nil else {
                return ImportedPublishedComplaint(complaint: complaint, outcome: .makerUnknown)
            }
            let imported = try take(complaint, of: &maker, makesCodes ? codes : [:])
            makers[slug] = .some(maker)
            return imported
        }
    }

    private func take(
        _ complaint: PublishedComplaint, of maker: inout PublishedMaker, _ codes: [String: FaultCode]
    ) throws -> ImportedPublishedComplaint {
        var imported = ImportedPublishedComplaint(complaint: complaint, outcome: .unchanged)
        let known = try Complaints.find(
            reference: complaint.reference, from: .imported, of: maker.manufacturer.id, transaction)
        if let known {
            imported.number = known.number
            return imported
        }
        guard let model = try maker.model(complaint.modelNumbers, transaction) else {
            imported.outcome = .modelUnknown
            return imported
        }
        try maker.make(complaint.details.faultCodes, codes, self)
        do {
            imported.number = try Complaints.add(
                .init(about: model, complaint.details, reference: complaint.reference), .imported, as: principal,
                from: source, transaction
            ).number
            imported.outcome = .added
        } catch let error as RegistryError where error.code == .faultUnknown {
            imported.outcome = .faultUnknown
        } catch let error as RegistryError {
            throw ComplaintTableRow.problem(error, on: complaint.lines.first ?? 0)
        }
        return imported
    }
}

/// A manufacturer that published complaints are about.
private struct PublishedMaker {
    let manufacturer: Manufacturer
    private var models: [[String]: Model?] = [:]
    /// The fault codes that it has.
    private var known: Set<String>

    /// Nil where there is no such manufacturer, or none whose quality the principal sees to.
    init?(_ slug: String, _ commands: Commands) throws {
        guard let manufacturer = try Manufacturers.find(slug, commands.transaction),
            Access.allows(commands.principal, .handleQuality, of: manufacturer.id)
        else { return nil }
        self.manufacturer = manufacturer
        known = Set(try FaultCodes.list(of: manufacturer.id, commands.transaction).map(\.code))
    }

    /// The first of these numbers that there is a model of.
    mutating func model(_ numbers: [String], _ reader: any SQLReader) throws -> Model? {
        if let found = models[numbers] { return found }
        var found: Model?
        for number in numbers where found == nil { found = try Models.named(number, of: manufacturer.id, reader) }
        models[numbers] = .some(found)
        return found
    }

    /// Makes those of some fault codes that the manufacturer has not, and those above them.
    mutating func make(_ codes: [String], _ all: [String: FaultCode], _ commands: Commands) throws {
        var missing: [FaultCode] = []
        for code in codes {
            var next = all[code]
            while let code = next, known.insert(code.code).inserted {
                missing.append(code)
                next = code.parent.flatMap { all[$0] }
            }
        }
        guard !missing.isEmpty else { return }
        try Access.require(commands.principal, .editCatalogue, of: manufacturer.id)
        _ = try FaultCodes.set(
            missing, of: manufacturer, as: commands.principal, from: commands.source, commands.transaction)
    }
}
