package import Registry

/// Which units a published recall is about, in the language of populations.
package struct RecallScope: Hashable, Sendable {
    /// How what the language says stands to what was published.
    package enum Fit: String, CaseIterable, Sendable {
        /// The same units.
        case asPublished
        /// More units: something that narrows them could not be read.
        case wider
        /// None, and so for some or all of the rows.
        case notExpressed
    }

    /// Nil where nothing that was published says which units.
    package var population: Population?
    package var fit = Fit.asPublished
    /// Why it is not the same, a sentence for each reason.
    package var remarks: [String] = []

    package init(_ population: Population? = nil, _ fit: Fit = .asPublished, remarks: [String] = []) {
        self.population = population
        self.fit = fit
        self.remarks = remarks
    }
}
