extension SerialFormat {
    /// Whether this format and another could print the same serial.
    ///
    /// Compared place by place. False is certain. True is certain where neither has a check character or a date;
    /// otherwise the common texts may all fail one of them, which is not worked out.
    /// Parse printed keys to compare two printed spaces instead of whole formats.
    public func overlaps(_ other: SerialFormat) -> Bool {
        length == other.length
            && zip(layout.allowed, other.layout.allowed).allSatisfy { $0.intersects($1) }
    }

    /// Whether a serial of this format and one of another could share a find key, so that a typed text may mean either.
    ///
    /// As exact as ``overlaps(_:)``, and true wherever that is.
    public func collidesByKey(_ other: SerialFormat) -> Bool {
        layout.keySets.count == other.layout.keySets.count
            && zip(layout.keySets, other.layout.keySets).allSatisfy { $0.intersects($1) }
    }
}
