package import Registry
package import Safeguards

/// A campaign, as somebody may know it.
package struct CampaignAnswer: Sendable {
    package var manufacturer: Manufacturer
    package var campaign: Campaign
    /// Every text that was public, from the first to the present one.
    package var versions: [CampaignVersion]
    /// For those who manage campaigns; nil for others.
    package var inside: Inside?

    package struct Inside: Sendable {
        /// What was done, in order.
        package var steps: [CampaignStepEntry]
        /// How many units it was for at each moment that counts.
        package var snapshots: [CampaignSnapshot]
        /// What may be done next.
        package var possible: [CampaignStep]
        /// Model numbers that the scope names and that the manufacturer does not have.
        package var unknownModels: [String]
        /// Why the scope means nothing any more, where it does not.
        package var problem: RegistryError?
    }
}

/// How many units a campaign is for now.
package struct CampaignCountAnswer: Sendable {
    package var campaign: Campaign
    package var counted: CountedCampaign
    /// When; microseconds since 1970 UTC.
    package var at: Int64
}

/// Which campaigns of a manufacturer somebody wants to see.
package struct CampaignFilter: Sendable {
    package var state: CampaignState?
    package var kind: CampaignKind?
    /// A model's number: those that units of it may belong to.
    package var model: String?

    package init() {}
}
