package import Registry

/// Somebody has looked at a person's data, or done something with it: what the person may know of that.
package struct Look: Hashable, Sendable {
    /// Microseconds since 1970 UTC.
    package var at: Int64
    /// By the name in the audit trail.
    package var who: String
    /// The audit trail's word for what was done, such as `owner.read`.
    package var action: String
    /// What was looked at, such as the unit.
    package var subject: String
    /// Nil where none was asked for, and once erased.
    package var reason: String?
    package var isReasonErased: Bool

    package init(_ entry: AuditEntry) {
        at = entry.at
        who = entry.principal
        action = entry.action
        subject = entry.subject
        reason = entry.reason?.text
        isReasonErased = entry.reason.map { $0.text == nil } ?? false
    }
}

/// Looks at a person's data, newest first.
package struct LooksAnswer: Sendable {
    package var items: [Look]
    /// Where the next page begins; nil on the last one.
    package var next: AuditTrail.Place?
}
