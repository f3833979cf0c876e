package import Registry
package import Safeguards

/// What somebody asks who wants to know whether a unit is real.
package struct VerificationQuestion: Hashable, Sendable {
    /// What stands on the plate, or what a scanner or a Digital Link says; with ``model``, the serial number.
    package var text: String
    /// The number of the model, where it is said by itself.
    package var model: String?
    /// The label code beside the serial number, or the hidden owner code.
    package var code: String?
    package var seen: SeenParts
    /// Where the asker is: ISO 3166-1 alpha-2.
    package var region: String?
    package var channel: UnitScan.Channel
    /// Of which moment the verdict is to be derived, in microseconds since 1970 UTC; nil for now. For whoever looks into copies.
    package var asOf: Int64?

    package init(
        _ text: String, model: String? = nil, code: String? = nil, seen: SeenParts = SeenParts(),
        region: String? = nil, channel: UnitScan.Channel = .api, asOf: Int64? = nil
    ) {
        self.text = text
        self.model = model
        self.code = code.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
        self.seen = seen
        self.region = region
        self.channel = channel
        self.asOf = asOf
    }

    /// - Throws: `value.invalid`.
    func check() throws(RegistryError) {
        guard text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
            throw RegistryError(.valueInvalid, "Say what stands on the plate.", field: "text")
        }
        if let region, UnitScan.region(region) == nil {
            throw RegistryError(.valueInvalid, "Name a country by two letters, such as DE.", field: "region")
        }
        guard seen.components.count <= SeenParts.most, seen.features.count <= SeenParts.most else {
            throw RegistryError(
                .valueInvalid, "Name at most \(SeenParts.most) components and properties.", field: "components")
        }
    }
}

/// What somebody is told who asks whether a unit is real. Nothing in it tells of registration, owner, place or sale.
package struct VerificationAnswer: Sendable {
    package var verdict: Verdict
    /// The gravest first.
    package var findings: [Finding]
    package var manufacturer: Manufacturer?
    package var model: Model?
    /// As marked on the unit.
    package var serial: String?
    /// Those of the model that hold.
    package var approvals: [Approval] = []
    /// By what a real unit of the model can be told, as its maker says.
    package var authentication: [String] = []
    /// For whoever may look into copies: what speaks for them.
    package var signals: [CopySignal]?
    package var asOf: Int64?

    package init(_ verdict: Verdict, _ findings: [Finding]) {
        self.verdict = verdict
        self.findings = findings
    }
}
