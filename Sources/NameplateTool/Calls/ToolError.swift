/// What went wrong on this side of the API, with a stable code and a sentence that says what to do.
struct ToolError: Error {
    var sentence: String
    var code: String

    init(_ sentence: String, _ code: String) {
        self.sentence = sentence
        self.code = code
    }

    static let noAnswer = ToolError("The server ended without an answer. Its log says why.", "server.noAnswer")
}
