import Registry

extension PublishedRecall {
    /// The campaign that it becomes; nil where its units cannot be told.
    package var campaign: CampaignDetails? {
        guard let population = scope.population, scope.fit != .notExpressed else { return nil }
        var details = CampaignDetails(
            .safetyRecall, title: title, scope: population.text, remedy: RemedyKind(words: remedy ?? ""),
            priority: .high)
        (details.authority, details.authorityNumber) = (authority.name, number)
        details.ownNumber = makersNumber
        details.affected = affected
        (details.hazard, details.defect, details.consequence) = (hazard, defect, consequence)
        details.remedyText = remedy
        details.announcedOn = publishedOn
        details.countries = countries
        return details
    }

    /// The units in words: the models, how many, and why the scope is wider than what was published.
    private var affected: String? {
        var sentences = [models.joined(separator: ", ") + "."]
        if let unitsAffected { sentences.append("Units: \(unitsAffected).") }
        if scope.fit == .wider { sentences += ["The scope is wider than what was published."] + scope.remarks }
        return RecallText.long(sentences.joined(separator: " "))
    }
}

extension RemedyKind {
    /// What an authority's words say is done; a repair where they say nothing of the kind.
    init(words: String) {
        let words = words.lowercased()
        let signs: [(String, RemedyKind)] = [
            ("refund", .refund), ("dispose", .dispose), ("discard", .dispose), ("repair", .repair),
            ("replace", .replace), ("inspect", .inspect), ("check", .inspect),
        ]
        self = signs.first { words.contains($0.0) }?.1 ?? .repair
    }
}
