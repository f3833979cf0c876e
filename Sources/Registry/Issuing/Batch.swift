package import Identifiers

/// Units made or issued together. The serial numbers of an issued batch are a rule, not rows.
package struct Batch: Hashable, Sendable {
    package var id: ID<Batch>
    package var manufacturer: ID<Manufacturer>
    package var model: ID<Model>
    /// The batch's own number, unique within its model.
    package var number: String
    /// Nil for a batch of units whose serial numbers were issued elsewhere.
    package var issue: Issue?
    package var plant: String?
    package var line: String?
    package var producedOn: CivilDate?
    /// The order under which its units were made.
    package var workOrder: String?
    /// The last day on which its goods are good for use (GS1 AI 17); nil where they do not age.
    package var expiresOn: CivilDate?
    /// The event that issued it.
    package var event: ID<Event>?
    /// Microseconds since 1970 UTC.
    package var createdAt: Int64
    /// The key of the label codes and owner codes that are printed with it; nil where it issued no serial numbers, or
    /// was issued before there were codes.
    package var codeKey: ID<SecretKey>?

    /// The serial numbers of a batch: all that one format prints from the first to the last sequence number.
    package struct Issue: Hashable, Sendable {
        package var format: ID<ModelFormat>
        /// The fixed fields as printed (see `SerialFormat.printedKey`).
        package var printedKey: String
        package var sequences: ClosedRange<Int64>

        package var count: Int64 { sequences.length }
    }

    /// The fields that the format printed, for writing the serial numbers again.
    package var fields: SerialFormat.Fields {
        SerialFormat.Fields(plant: plant, line: line, date: producedOn)
    }
}

/// A request to issue serial numbers.
package struct BatchDraft: Hashable, Sendable {
    /// The batch's number; nil takes the date and a count.
    package var number: String?
    package var count: Int64
    /// The first sequence number; nil continues after the last one issued with the same printed fields.
    package var firstSequence: Int64?
    package var fields: SerialFormat.Fields
    /// The order under which the units are made.
    package var workOrder: String?
    /// The last day on which they are good for use.
    package var expiresOn: CivilDate?
    /// The market that they are made for: ISO 3166-1 alpha-2.
    package var market: String?
    /// The pattern of one of the model's formats; nil where it has just one.
    package var pattern: String?
    /// When they were issued; nil for the start of the production date, or now.
    package var time: ZonedTime?

    package init(
        number: String? = nil, count: Int64, firstSequence: Int64? = nil, fields: SerialFormat.Fields,
        workOrder: String? = nil, market: String? = nil, pattern: String? = nil
    ) {
        self.number = number
        self.count = count
        self.firstSequence = firstSequence
        self.fields = fields
        self.workOrder = workOrder
        self.market = market
        self.pattern = pattern
    }
}

extension ClosedRange<Int64> {
    /// How many numbers lie in the range; the greatest `Int64` where there are more.
    package var length: Int64 {
        let (difference, overflow) = upperBound.subtractingReportingOverflow(lowerBound)
        return overflow || difference == .max ? .max : difference + 1
    }
}
