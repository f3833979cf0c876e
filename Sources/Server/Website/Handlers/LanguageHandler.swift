import HTTPTypes
import Hummingbird
import Nameplate
import Registry

/// In which language the pages speak: the one that was chosen in the footer, else one that the browser asks for.
extension Site {
    /// The routes with each answered in the language of whoever asks.
    func inReadersLanguage(_ routes: [Route]) -> [Route] {
        routes.map { route in
            var spoken = route
            spoken.handle = { call in
                try await Words.$current.withValue(words(for: call.headers)) { try await route.handle(call) }
            }
            return spoken
        }
    }

    /// The words for a reader.
    func words(for headers: HTTPFields) -> Words {
        let chosen = LanguageCookie.read(headers).map { [$0] } ?? []
        return website.words(for: chosen + LanguageTag.accepted(headers[.acceptLanguage]).map(\.text))
    }

    /// The choice in the footer, where there is one.
    func languageSwitch(back: Href) -> LanguageSwitch? {
        let languages = website.words
        guard languages.count > 1 else { return nil }
        return LanguageSwitch(
            choices: languages.map {
                .init(tag: $0.language, name: $0.languageName, isChosen: $0.language == Words.current.language)
            }, back: back)
    }

    /// Chooses a language, and goes back to the page that the form stood on.
    var language: Route {
        Route(
            method: .post, path: "/language", permission: .look, summary: "Read the pages in another language",
            request: .form, answer: .page("back to the page, with 303")
        ) { call in
            let form = try await Form.read(call)
            let tags = website.words.map(\.language)
            guard let tag = form["language"], tags.contains(tag) else {
                throw RequestError(.jsonValue, "Choose one of \(tags.joined(separator: ", ")).", field: "language")
            }
            var response = redirect(to: form["back"].flatMap(Href.init(local:)) ?? .front)
            response.headers[.setCookie] = LanguageCookie.set(tag, isSecure: call.isSecure)
            return response
        }
    }
}

/// The cookie that remembers a choice of language. It tells nothing of who chose.
private enum LanguageCookie {
    static let name = "nameplate-language"

    static func read(_ headers: HTTPFields) -> String? { SessionCookie.value(name, headers) }

    /// Sets the choice, for a year.
    static func set(_ tag: String, isSecure: Bool) -> String {
        "\(name)=\(tag); Max-Age=31536000\(SessionCookie.attributes(isSecure))"
    }
}
