import Nameplate

extension NoticeSenders {
    /// As whoever runs the registry has said it in the environment.
    /// - Parameter address: where the public finds the website; nil where there is none.
    static func ofEnvironment(_ address: PublicAddress?) -> NoticeSenders {
        let unsubscribing = address.map { address -> MailDesk.UnsubscribeAddress in
            { code in address.text + Routes.unsubscribing(code).text }
        }
        return NoticeSenders(webhooks: WebhookCaller(), mail: .ofEnvironment(unsubscribeAddress: unsubscribing))
    }
}
