import Registry
import Storage

/// What became of a notice that an owner was sent, by the proofs of its deliveries.
enum NoticeProgress {
    static func state(of notice: ID<Notice>, _ reader: any SQLReader) throws -> RemedyState {
        let states = Set(try Deliveries.of(notice, reader).filter { $0.party != nil }.map(\.state))
        // What was delivered is forgotten when its time has come; what failed is written down before.
        if states.isEmpty || states.contains(.sent) { return .notified }
        if states.contains(.waiting) || states.contains(.sending) { return .notNotified }
        return states.contains(.bounced) ? .bounced : .unreachable
    }
}
