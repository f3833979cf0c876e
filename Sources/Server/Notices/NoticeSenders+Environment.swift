import Nameplate

extension NoticeSenders {
    /// As whoever runs the registry has said it in the environment.
    /// - Parameter website: the public address of the website; nil where there is none.
    static func ofEnvironment(website: String?) -> NoticeSenders {
        NoticeSenders(webhooks: WebhookCaller(), mail: .ofEnvironment(website: website))
    }
}
