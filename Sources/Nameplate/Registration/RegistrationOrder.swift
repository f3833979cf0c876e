package import AfterSales
package import Registry

/// As whom somebody registers or takes over a unit.
package enum Claimant: Sendable {
    /// As whoever asks: an account that has signed in, or its token.
    case asker
    /// As an account that is made in the same step.
    case newAccount(name: String, password: String)
    /// As a party whom staff name by the manufacturer's reference.
    case party(String)
}

/// What somebody wants to be theirs, made ready by ``NameplateRegistry/prepare(_:as:from:)``.
package struct OwnershipOrder: Sendable {
    package var slug: String
    package var number: String
    package var serial: String
    package var claimant: Claimant
    package var request: RegistrationRequest
    /// By which a unit is taken over that its owner has let go.
    package var handoverCode: String?
    package var contact: PartyContact?
    package var consents: [ConsentPurpose]
    /// Of an account that is made.
    var password: PasswordHash?
    /// Where the try has been counted.
    var counted: [SignInFailures.Subject] = []

    package init(
        _ slug: String, _ number: String, _ serial: String, as claimant: Claimant = .asker,
        _ request: RegistrationRequest = RegistrationRequest(), handoverCode: String? = nil,
        contact: PartyContact? = nil, consents: [ConsentPurpose] = []
    ) {
        self.slug = slug
        self.number = number
        self.serial = serial
        self.claimant = claimant
        self.request = request
        self.handoverCode = handoverCode
        self.contact = contact
        self.consents = consents
    }
}
