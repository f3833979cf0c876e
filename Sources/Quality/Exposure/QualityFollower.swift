package import Registry
package import Storage

/// Keeps the service lives and the last readings of units that have a row: after each event that may have to do with the field,
/// those of the units that it speaks of are folded again from their histories. What has no row is folded where it is asked for,
/// part of a batch by part of a batch.
package struct QualityFollower: Follower {
    package let name = "quality"

    package init() {}

    package func follow(_ positions: ClosedRange<Int64>, _ transaction: any SQLTransaction) throws -> Int64 {
        let clock = ContinuousClock()
        let deadline = clock.now + transaction.longestWrite
        let events = try EventRows.page(
            after: positions.lowerBound - 1, limit: Int(min(positions.length, Followers.chunk)), transaction)
        // One fold is enough for all events of a unit that are taken together.
        var folded: Set<UnitKey> = []
        for event in events {
            guard let position = event.position, position <= positions.upperBound else { break }
            if position > positions.lowerBound, clock.now >= deadline { return position - 1 }
            guard event.header.mayConcernTheField else { continue }
            try EventSubject.forEach(of: event.header.id, transaction) { subject in
                guard let row = subject.row, folded.insert(row.key).inserted else { return }
                let life = ServiceLifeFold.life(of: subject.history)
                try ServiceLifeRows.write(
                    life, of: row.key, batch: row.batch, sequence: row.sequence, producedOn: row.producedOn, transaction
                )
                try UnitReadingRows.write(UnitReading.all(in: subject.history, life), of: row.key, transaction)
            }
        }
        return positions.upperBound
    }
}

extension EventHeader {
    /// Whether what the event says can have to do with a unit in service. That units are made or packed says nothing of it.
    fileprivate var mayConcernTheField: Bool {
        guard corrects == nil, detailsText == nil else { return true }
        if type == .aggregation { return false }
        let made: Set<BusinessStep?> = [.commissioning, .encoding, .creatingClassInstance]
        return !(made.contains(businessStep) && (disposition == nil || disposition == .active))
    }
}
