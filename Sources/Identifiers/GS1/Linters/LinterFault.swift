/// What a linter has found: the first characters of a value that break its rule.
public struct LinterFault: Error, Hashable, Sendable {
    /// Which rule is broken.
    public let reason: ElementFault.Reason
    /// Where the offending bytes begin, counted from 0.
    public let offset: Int
    /// How many bytes offend; 0 where something is missing.
    public let count: Int
    /// Where a reader from left to right stumbles: at ``offset``, or further on where the whole is marked though only a
    /// part of it, or its end, is wrong.
    public let stumble: Int

    init(_ reason: ElementFault.Reason, at offset: Int, _ count: Int, stumble: Int? = nil) {
        self.reason = reason
        self.offset = offset
        self.count = count
        self.stumble = stumble ?? offset
    }

    func shifted(by distance: Int) -> LinterFault {
        LinterFault(reason, at: offset + distance, count, stumble: stumble + distance)
    }
}
