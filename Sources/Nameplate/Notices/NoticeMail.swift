import Registry
import Storage

extension MailDesk {
    /// Sends a notice to a person.
    /// - Returns: What became of it, and what was sent where it was.
    func send(
        _ delivery: Delivery, from registry: NameplateRegistry
    ) async -> (outcome: SendOutcome, content: DeliveryContent?) {
        do {
            let prepared = try await registry.database.read { reader in
                guard let notice = try Notices.find(delivery.notice, reader) else {
                    return Result<PersonalNotice, PersonalNoticeRefusal>.failure(.wordless)
                }
                return try PersonalNotice.of(delivery, notice, reader)
            }
            let notice: PersonalNotice
            switch prepared {
            case .failure(let refusal): return (refusal.outcome, nil)
            case .success(let found): notice = found
            }
            return await send(notice, of: delivery, at: registry.now())
        } catch {
            return (.ofOurs(error), nil)
        }
    }

    private func send(
        _ notice: PersonalNotice, of delivery: Delivery, at time: Int64
    ) async -> (SendOutcome, DeliveryContent?) {
        guard let address = notice.contact.email, EmailMessage.isAddress(address) else {
            return (SendOutcome(.refused, problem: "address.unusable"), nil)
        }
        var message = EmailMessage(
            from: from, fromName: notice.manufacturer, to: address, text: notice.text,
            messageID: BounceReport.messageID(of: delivery.id, host: host), timestamp: time / 1_000_000)
        if let code = notice.withdrawalCode {
            // Nobody is written to what it may refuse without being able to.
            guard let unsubscribeAddress else { return (SendOutcome(.unable, problem: "website.missing"), nil) }
            message.unsubscribe = unsubscribeAddress(code)
        }
        let bytes = message.bytes
        let outcome = await sender.send(bytes, to: address)
        guard outcome.kind == .sent else { return (outcome, nil) }
        return (
            outcome,
            DeliveryContent(
                address: address, text: notice.text, language: notice.language.text, messageID: message.messageID,
                digest: EmailMessage.digest(of: bytes), sentAt: time)
        )
    }
}
