/// What becomes of one row of a file, for whoever wants to see it row by row.
package struct RowVerdict: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case new, changed, unchanged, refused
    }
    /// The row as a spreadsheet counts it.
    package var row: Int
    package var kind: Kind
    /// What a changed row changes.
    package var changes: [FieldChange] = []
    /// What is wrong with a refused one.
    package var errors: [RowError] = []
}

/// What a row says otherwise than the registry; nil stands for nothing.
package struct FieldChange: Hashable, Sendable {
    /// The header that an import has.
    package var field: String
    package var before: String?
    package var after: String?
}

/// Gathers what differs.
package struct FieldChanges {
    package private(set) var all: [FieldChange] = []

    package init() {}

    package mutating func note(_ field: String, _ before: String?, _ after: String?) {
        if before != after { all.append(FieldChange(field: field, before: before, after: after)) }
    }

    mutating func note(_ field: String, _ before: [String], _ after: [String]) {
        note(field, before.isEmpty ? nil : joinedList(before), after.isEmpty ? nil : joinedList(after))
    }
}
