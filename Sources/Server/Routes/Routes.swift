/// All routes of the API, by subject.
package enum Routes {
    static let prefix = "/api/v1"

    package static let api: [Route] =
        status + lookup + photos + manufacturers + models + modelNumbers + formats + formatChecks + learning + issuing
        + codes + keys + units + components + plates + labels + labelLayouts + events + imports + undoing + mappings
        + exports + populations + unknownPlates + unknownPlateInbox + parsing
        + referenceTables + backups + accounts + tokens + owners + people + audiences
        + retention + auditTrail + categories + gaps
        + comparison + nomenclatures + parts + modelEntries
        + documents + documentEditing + warranty + maintenance + ownersMaintenance
        + calendars + [dossier] + notices + webhooks + messages
        + noticeTemplates + claims + claimFiles + faultCodes + cases + caseFiles + registrations + proofs + ownership
        + serviceOrders + campaigns + siteRecalls + remedyTable + recallImport + thefts + findings + verification
        + signatures + locations + stock + packing + holds + returns + replenishment + stockUnits + storageUse + counts
        + shipments + discrepancies + picks + quality + complaints + complaintTables + complaintSignals + problems
        + emergingIssues + warrantyCosts + health + watch

    /// The API with its description.
    /// - Parameter pages: The website's routes.
    package static func all(pages: [Route] = []) -> [Route] {
        api + [openAPI(of: api)] + pages
    }
}
