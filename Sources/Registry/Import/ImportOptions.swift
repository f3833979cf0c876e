import Foundation

/// What somebody says of a file that the file does not say itself.
package struct ImportOptions: Hashable, Sendable, Codable {
    /// In which order the parts of a date such as `03/04/2026` stand.
    package enum DateOrder: String, CaseIterable, Sendable, Codable {
        /// Day, month, year.
        case dmy
        /// Month, day, year.
        case mdy
    }

    /// What parts the whole from the fraction of a number, where the other one parts thousands.
    package enum DecimalMark: String, CaseIterable, Sendable, Codable {
        case point, comma
    }

    /// By what a row of models names a model that is there.
    package enum Match: String, CaseIterable, Sendable, Codable {
        /// Its number, or one that it had before.
        case number
        /// One of its GTINs; a row of a model that is not there needs a number.
        case gtin
        /// What another system of the manufacturer calls it, in the column `external_id`.
        case externalID = "external-id"
    }

    /// Nil where dates are those of ISO 8601.
    package var dates: DateOrder?
    /// Nil where numbers have a point and no separators.
    package var decimal: DecimalMark?
    /// The text of the mapping that makes our columns of the file's; nil where the file has them.
    package var mapping: String?
    /// Rows that are refused are left out, and the others written.
    package var skipsInvalid = false
    /// Nil for the number.
    package var match: Match?
    package init() {}

    /// As the journal keeps it; nil where nothing is said.
    var text: String? {
        get throws {
            guard self != ImportOptions() else { return nil }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    init(text: String?) throws {
        guard let text else {
            self.init()
            return
        }
        self = try JSONDecoder().decode(ImportOptions.self, from: Data(text.utf8))
    }
}
