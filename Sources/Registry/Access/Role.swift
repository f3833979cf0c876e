/// What somebody works at. Each role is held within one or more manufacturers, or all, and perhaps at one site only.
package enum Role: String, CaseIterable, Sendable {
    /// Models, their specifications and serial formats.
    case catalogue
    /// Issuing, production data, as-built lists.
    case production
    /// Goods in and out.
    case warehouse
    /// Repairs and maintenance.
    case service
    /// Owners' questions and cases, registrations and claims.
    case warranty
    /// Failures and populations.
    case quality
    /// Campaigns, and those whom they concern.
    case recall
    /// Checks the registry and reads who did what; changes nothing.
    case auditor
    /// All of it, within the bounds of the grant.
    case administrator

    /// What each role may do. What is not here, nobody but the administrator may; what everybody may is
    /// ``Permission/everybodys``.
    package var permissions: Set<Permission> {
        switch self {
        case .catalogue: [.readModels, .editCatalogue, .importFiles]
        case .production:
            [
                .readModels, .readUnits, .readProduction, .issue, .record, .importFiles, .resolvePlates, .readStock,
                .handleStock, .holdGoods, .readQuality,
            ]
        case .warehouse: [.readModels, .readUnits, .record, .readStock, .handleStock, .holdGoods]
        case .service: [.readModels, .readUnits, .record, .submitClaims, .serviceUnits]
        case .warranty:
            [
                .readModels, .readUnits, .readProduction, .readOwners, .record, .resolvePlates, .decideCover,
                .submitClaims, .decideClaims, .handleCases, .handleThefts, .decideRegistrations, .readNotices,
                .serviceUnits, .readQuality,
            ]
        case .quality:
            [
                .readModels, .readUnits, .readProduction, .record, .resolvePlates, .reviewCopies, .readStock,
                .holdGoods, .decideRelease, .readQuality, .handleQuality,
            ]
        case .recall:
            [
                .readModels, .readUnits, .readProduction, .readOwners, .record, .readNotices, .manageCampaigns,
                .reviewCopies, .readStock, .readQuality,
            ]
        case .auditor:
            [
                .readModels, .readUnits, .readProduction, .readTrail, .audit, .readNotices, .readStock, .readQuality,
            ]
        // What is an owner's, no role gives.
        case .administrator: Set(Permission.allCases).subtracting([.ownUnits])
        }
    }
}

/// What a principal may do. Each route and command names one.
package enum Permission: String, CaseIterable, Sendable {
    /// Look up numbers and read released models: everybody.
    case look
    /// Look after one's own account: its password, second factor, sessions and tokens. Whoever has signed in.
    case ownAccount
    /// Do what owners do with the units that are theirs: register, hand over, prove, see what is theirs, say how they are
    /// reached. Whoever has signed in; a program, where its token names it.
    case ownUnits
    /// Read models before their release.
    case readModels
    /// Read where a unit was and is, what happened to it and what is in it.
    case readUnits
    /// Read batches, populations, discrepancies and how many units exist.
    case readProduction
    /// Read, with a reason, who owns a unit and what is held about a person.
    case readOwners
    /// Read a manufacturer's part of the audit trail.
    case readTrail
    /// Create and change manufacturers, models and formats.
    case editCatalogue
    /// Issue serial numbers.
    case issue
    /// Work off what was looked up in vain.
    case resolvePlates
    /// Record events.
    case record
    /// Give a unit more cover than its terms promise, and end that.
    case decideCover
    /// Read what has been announced, and whether it arrived.
    case readNotices
    /// Say who is told of what, send something once more or not at all.
    case manageNotices
    /// File claims, read those of one's site and answer questions about them. Whoever owns units may do so for these.
    case submitClaims
    /// Read all claims of a manufacturer and decide about them.
    case decideClaims
    /// Open service orders, work on those of one's workshop, and ask what cured a symptom.
    case serviceUnits
    /// Read all cases of a manufacturer's support desk and deal with them. Whoever owns units may ask about these.
    case handleCases
    /// Read all reports of thefts and losses of a manufacturer's units, report for others and decide. Whoever has signed in may
    /// report, and answer what is reported of units of theirs.
    case handleThefts
    /// Decide who owns a unit: registrations that wait, disputes, and giving it to somebody else after a death or a theft.
    case decideRegistrations
    /// Write recalls and other campaigns, open and close them, tell owners, keep what became of each unit.
    case manageCampaigns
    /// See who asks for units, as far as that is known, and look into possible copies.
    case reviewCopies
    /// See where a manufacturer's goods can stand, and how much stands there.
    case readStock
    /// Take goods in and out, pack, move and count them, and look after the places where they stand. Production does so with
    /// goods at its plants alone.
    case handleStock
    /// Hold goods back, so that nobody ships or sells them.
    case holdGoods
    /// Decide about goods that are held back, and say which tests units must have passed before they may leave.
    case decideRelease
    /// Read how often units fail, what is complained of and what is done about it.
    case readQuality
    /// Keep complaints and problems, and decide what is done about them.
    case handleQuality
    /// Load files.
    case importFiles
    /// See which keys a manufacturer has and make new ones; never what they are.
    case manageKeys
    /// Replace reference tables by newer files.
    case manageReferences
    /// Make accounts, and give them roles within the bounds of one's own.
    case manageAccounts
    /// Check the whole registry, read the audit trail of all manufacturers.
    case audit
    /// Take all of the registry away in a backup, bring one back, copy it elsewhere.
    case backUp
    /// Erase what is held about people, and say how long it is kept.
    case erase

    /// What nobody has to be anybody for.
    package static let everybodys: Set<Permission> = [.look]
}
