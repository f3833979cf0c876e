package import AfterSales
package import Registry

/// A claim, as far as somebody may know it.
package struct ClaimAnswer: Sendable {
    package var manufacturer: Manufacturer
    package var model: Model
    package var claim: WarrantyClaim
    /// What whoever asks is to it.
    package var part: ClaimAccess.Part
    /// What was done to it, in order; without what is said within the manufacturer where that is not for the asker.
    package var steps: [ClaimStepEntry]
    package var files: [AttachedFile]
    package var mayFiles: ClaimAccess.Files
    /// What the asker may do next.
    package var possible: [ClaimStep]
    /// What the rules found when it was submitted, as far as it is for the asker.
    package var findings: [ClaimFinding]
}

/// A row of a list of claims.
package struct ListedClaim: Sendable {
    package var model: Model?
    package var claim: WarrantyClaim
}

/// The costs of one key, with what people call it.
package struct NamedCosts: Sendable {
    /// A model's number, a batch with its model, a fault code, a part, months; nil where it is not known.
    package var name: String?
    package var sum: ClaimCosts.Sum
}
