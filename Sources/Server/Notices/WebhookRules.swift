import FoundationEssentials

/// What the operator of a registry allows of webhooks beyond `https` on the public internet.
package struct WebhookRules: Hashable, Sendable {
    /// Unencrypted, where anybody in between reads it.
    package var allowsPlain = false
    /// Addresses of this machine and its network.
    package var allowsPrivate = false

    package init() {}

    /// By the words `http` and `private` in `NAMEPLATE_WEBHOOKS_ALLOW`, with a space or a comma between them.
    package static var ofEnvironment: WebhookRules {
        let text = ProcessInfo.processInfo.environment["NAMEPLATE_WEBHOOKS_ALLOW"] ?? ""
        let words = text.split { $0 == " " || $0 == "," }
        var rules = WebhookRules()
        rules.allowsPlain = words.contains("http")
        rules.allowsPrivate = words.contains("private")
        return rules
    }
}
