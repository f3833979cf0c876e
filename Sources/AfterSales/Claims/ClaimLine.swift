package import Registry

/// One line of what a claim asks for: a part, work, or an expense. Amounts are whole minor units of the claim's currency.
package struct ClaimLine: Hashable, Sendable, Codable {
    package enum Kind: String, CaseIterable, Sendable, Codable {
        case part
        case labour
        case expense
    }
    package var kind: Kind
    /// Of a part: its model number; of work: the labour code; of an expense: what it was.
    package var title: String
    /// Of a part: how many.
    package var quantity: Int64?
    /// Of a part: what one costs. Of work: what an hour costs.
    package var price: Int64?
    /// Of work.
    package var minutes: Int64?
    /// Of a part: the serial numbers of the one that was taken out and of the one that was put in.
    package var removed: String?
    package var fitted: String?
    package private(set) var claimed: Int64
    /// Nil until somebody has decided.
    package var approved: Int64?
    /// Why other than what was claimed is approved.
    package var remark: String?

    /// Amounts of a line and of a claim: a sum of a million claims still fits an integer.
    package static let largestAmount: Int64 = 1_000_000_000_000

    /// - Throws: `value.invalid`.
    package static func part(
        _ number: String, quantity: Int64 = 1, price: Int64, removed: String? = nil, fitted: String? = nil
    ) throws(RegistryError) -> ClaimLine {
        guard (1...10_000).contains(quantity) else { throw wrong("quantity", "a quantity of 1 to 10,000") }
        let (amount, overflow) = price.multipliedReportingOverflow(by: quantity)
        var line = ClaimLine(kind: .part, title: number, claimed: overflow ? .max : amount)
        (line.quantity, line.price, line.removed, line.fitted) = (quantity, price, removed, fitted)
        return try line.checked()
    }

    /// Work: its amount is the price of an hour for these minutes, rounded half up.
    /// - Throws: `value.invalid`.
    package static func labour(_ code: String, minutes: Int64, rate: Int64) throws(RegistryError) -> ClaimLine {
        guard (1...60_000).contains(minutes) else { throw wrong("minutes", "1 to 60,000 minutes") }
        let (product, overflow) = rate.multipliedReportingOverflow(by: minutes)
        let amount = overflow || product > .max - 30 ? .max : (product + 30) / 60
        var line = ClaimLine(kind: .labour, title: code, claimed: amount)
        (line.minutes, line.price) = (minutes, rate)
        return try line.checked()
    }

    /// - Throws: `value.invalid`.
    package static func expense(_ title: String, amount: Int64) throws(RegistryError) -> ClaimLine {
        try ClaimLine(kind: .expense, title: title, claimed: amount).checked()
    }

    private init(kind: Kind, title: String, claimed: Int64) {
        self.kind = kind
        self.title = title
        self.claimed = claimed
    }

    private func checked() throws(RegistryError) -> ClaimLine {
        try TextRules.check(title, field: "title", limit: 120)
        try TextRules.check(removed, field: "removed", limit: 120)
        try TextRules.check(fitted, field: "fitted", limit: 120)
        guard (0...Self.largestAmount).contains(claimed), (price ?? 0) >= 0 else {
            throw Self.wrong("amount", "an amount of 0 to \(Self.largestAmount) minor units")
        }
        return self
    }

    private static func wrong(_ field: String, _ what: String) -> RegistryError {
        RegistryError(.valueInvalid, "A line of a claim needs \(what).", field: "lines.\(field)")
    }
}

extension [ClaimLine] {
    /// - Throws: `value.invalid` where they come to more than a claim may.
    func claimed() throws(RegistryError) -> Int64 {
        var sum: Int64 = 0
        for line in self {
            sum += line.claimed
            guard sum <= ClaimLine.largestAmount else {
                throw RegistryError(.valueInvalid, "The lines come to more than a claim may.", field: "lines")
            }
        }
        return sum
    }

    /// What is approved of one kind, or of all. Each line is at most what was claimed, so the sum is too.
    package func approved(_ kind: ClaimLine.Kind? = nil) -> Int64 {
        reduce(0) { kind == nil || kind == $1.kind ? $0 + ($1.approved ?? 0) : $0 }
    }
}
