import Foundation
package import Registry

/// What hands e-mail over to whoever carries it on. It never throws: what goes wrong is an outcome too.
package protocol MailSender: Sendable {
    func send(_ message: [UInt8], to address: String) async -> SendOutcome
}

/// How e-mail is sent.
package struct MailDesk: Sendable {
    package var sender: any MailSender
    /// Whom it is from.
    package var from: String
    /// Where readers say, by the code of a consent, that they want no more; nil where they cannot.
    package var unsubscribeAddress: UnsubscribeAddress?

    package typealias UnsubscribeAddress = @Sendable (_ code: String) -> String

    package init(sender: any MailSender, from: String, unsubscribeAddress: UnsubscribeAddress? = nil) {
        self.sender = sender
        self.from = from
        self.unsubscribeAddress = unsubscribeAddress
    }

    /// By the program of `NAMEPLATE_SENDMAIL`, from the address of `NAMEPLATE_MAIL_FROM`; nil where one of them is missing.
    package static func ofEnvironment(unsubscribeAddress: UnsubscribeAddress?) -> MailDesk? {
        let environment = ProcessInfo.processInfo.environment
        guard let sender = Sendmail(environment["NAMEPLATE_SENDMAIL"] ?? ""),
            let from = environment["NAMEPLATE_MAIL_FROM"],
            EmailMessage.isAddress(from)
        else { return nil }
        return MailDesk(sender: sender, from: from, unsubscribeAddress: unsubscribeAddress)
    }

    /// What stands behind the @ of messages' ids.
    var host: String { String(from.split(separator: "@").last ?? "") }
}

/// What sends notices, by each way that there is.
package struct NoticeSenders: Sendable {
    package var webhooks: any WebhookSender
    /// Nil where no e-mail is sent: it waits.
    package var mail: MailDesk?

    package init(webhooks: any WebhookSender, mail: MailDesk? = nil) {
        self.webhooks = webhooks
        self.mail = mail
    }
}
