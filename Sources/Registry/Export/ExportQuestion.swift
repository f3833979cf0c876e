/// Which rows somebody wants to take away as a table.
package struct ExportQuestion: Hashable, Sendable {
    package var table: ImportTable
    /// The short name of the only manufacturer whose rows are wanted; nil for all that the asker may read.
    package var manufacturer: String?
    /// The number of the only model that is wanted, or whose rows are; it needs a manufacturer.
    package var model: String?
    /// Events name the owners that they made; without it such a cell says that somebody is withheld.
    package var showsOwners = false
    /// The only rows that are wanted, in this order; nil for all. Of tables of models and batches.
    package var only: [Key]?

    /// Names a row.
    package struct Key: Hashable, Sendable {
        /// The manufacturer's short name.
        package var manufacturer: String
        package var model: String
        /// Nil for a model.
        package var batch: String?

        package init(manufacturer: String, model: String, batch: String? = nil) {
            self.manufacturer = manufacturer
            self.model = model
            self.batch = batch
        }
    }

    package init(_ table: ImportTable, manufacturer: String? = nil, model: String? = nil, showsOwners: Bool = false) {
        self.table = table
        self.manufacturer = manufacturer
        self.model = model
        self.showsOwners = showsOwners
    }
}

extension ImportTable {
    /// What somebody must be allowed to do for a manufacturer to take its rows of this table away: what shows the same rows
    /// one by one.
    var exportPermissions: [Permission] {
        switch self {
        case .manufacturers, .models, .packaging, .approvals, .marketing, .documents: [.look]
        // A part that is not released may be named as what takes the place of one that is.
        case .supersessions: [.readModels]
        // These tell which units are made how, or what prices come.
        case .formats, .batches, .parts, .versions, .prices: [.readProduction]
        case .units, .events, .components: [.readProduction, .readUnits]
        case .locations: [.readStock]
        }
    }
}
