package import Identifiers
package import Registry

/// A format that a model was given together with the serial numbers of it that exist.
package struct AdoptedFormat: Sendable {
    package var format: SerialFormat
    /// How many batches tell what exists.
    package var batches: Int
    /// How many serial numbers these have.
    package var serials: Int64
}

extension Commands {
    /// More ranges of existing serial numbers than this are no batches: they are single units.
    package static let mostAdoptedBatches = 2_000

    /// Gives a model a format in which it was numbered before, where it has not got it, and makes known what exists, as
    /// batches: the look-up finds these serial numbers, and issuing goes on after them. Both, or nothing.
    ///
    /// - Throws: `value.invalid` for no or too many ranges; what giving a format and issuing throw, `batch.overlap` for
    ///   serial numbers that are known already.
    package func adopt(
        _ pattern: String, existing: [ExistingBatch], of slug: String, model number: String
    ) throws -> AdoptedFormat {
        let (_, model) = try require(slug, number, .issue)
        guard (1...Self.mostAdoptedBatches).contains(existing.count) else {
            throw RegistryError(
                .valueInvalid,
                existing.isEmpty
                    ? "Say which serial numbers exist; without any, add the format alone."
                    : "\(existing.count) ranges of serial numbers are more than \(Self.mostAdoptedBatches): add the format, "
                        + "then import what exists as batches or units.", field: "existing")
        }
        let format = try addFormat(pattern, to: model)
        var serials: Int64 = 0
        for range in existing {
            let draft = BatchDraft(
                count: range.count, firstSequence: range.first, fields: range.fields, pattern: format.pattern)
            let batch = try Issuing.issue(draft, of: model, recorder, as: principal)
            serials = serials.addingReportingOverflow(batch.issue?.count ?? 0).partialValue
        }
        return AdoptedFormat(format: format, batches: existing.count, serials: serials)
    }
}
