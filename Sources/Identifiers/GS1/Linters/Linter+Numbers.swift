extension Linter {
    static func notAllZero(_ bytes: Bytes) -> LinterFault? {
        if let fault = digits(bytes) { return fault }
        return bytes.contains { $0 != 0x30 } ? nil : whole(bytes, .illegalZeroValue)
    }

    static func withoutLeadingZero(_ bytes: Bytes) -> LinterFault? {
        if bytes.first == 0x30 { return LinterFault(.illegalZeroPrefix, at: 0, 1) }
        return digits(bytes)
    }

    /// Ten digits, at most a limit.
    static func coordinate(
        _ bytes: Bytes, largest: Int, _ length: ElementFault.Reason, _ reason: ElementFault.Reason
    ) -> LinterFault? {
        guard bytes.count == 10 else { return whole(bytes, length) }
        if let fault = digits(bytes) { return fault }
        return bytes.reduce(0) { $0 * 10 + Int($1 - 0x30) } <= largest ? nil : whole(bytes, reason)
    }

    static func pieceOfTotal(_ bytes: Bytes) -> LinterFault? {
        if let fault = digits(bytes) { return fault }
        guard !bytes.isEmpty, bytes.count % 2 == 0 else { return whole(bytes, .invalidLengthForPieceOfTotal) }
        let half: Int = bytes.count / 2
        let piece: Bytes = bytes.part(0..<half)
        let total: Bytes = bytes.part(from: half)
        if piece.allSatisfy({ $0 == 0x30 }) { return LinterFault(.zeroPieceNumber, at: 0, half) }
        if total.allSatisfy({ $0 == 0x30 }) { return LinterFault(.zeroTotalPieces, at: half, half) }
        return total.lexicographicallyPrecedes(piece) ? whole(bytes, .pieceNumberExceedsTotal) : nil
    }

    /// Such as 1/3: no leading zeros, and the position not beyond the end.
    static func positionInSequence(_ bytes: Bytes) -> LinterFault? {
        let slash: Int = bytes.firstIndex { !ASCII.isDigit($0) } ?? 0
        guard slash > 0, bytes[slash] == UInt8(ascii: "/"), slash < bytes.count - 1 else {
            return whole(bytes, .positionInSequenceMalformed, stumble: slash)
        }
        if let fault = digits(bytes.part(from: slash + 1)) {
            return whole(bytes, .positionInSequenceMalformed, stumble: slash + 1 + fault.offset)
        }
        let position: Bytes = bytes.part(0..<slash)
        let end: Bytes = bytes.part(from: slash + 1)
        if position[0] == 0x30 { return LinterFault(.illegalZeroPrefix, at: 0, slash) }
        if end[0] == 0x30 { return LinterFault(.illegalZeroPrefix, at: slash + 1, end.count) }
        let isBeyond: Bool =
            position.count != end.count ? position.count > end.count : end.lexicographicallyPrecedes(position)
        return isBeyond ? whole(bytes, .positionExceedsEnd) : nil
    }
}
