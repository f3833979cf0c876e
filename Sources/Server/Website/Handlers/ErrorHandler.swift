package import Hummingbird

extension Site {
    /// A problem, for somebody who looks at pages.
    package func page(
        of problem: Problem, _ request: Request, _ caller: Caller, _ door: Door, requestID: String
    ) -> Response {
        // A page that was posted to cannot be come back to.
        let back = (request.method == .get ? Href(local: request.head.path ?? "/") : nil) ?? .front
        let frame = frame(caller, door, back: back)
        let page = ErrorPage(
            problem, requestID: requestID, words: words, isDemo: frame.eyes != nil,
            isSignedIn: caller.accountName != nil,
            signIn: .signIn(back: back))
        do {
            var response = try respond(page, status: problem.status, frame: frame)
            if let retryAfter = problem.retryAfter { response.headers[.retryAfter] = String(retryAfter) }
            if !problem.allowed.isEmpty { response.headers[.allow] = problem.allowed.joined(separator: ", ") }
            return response
        } catch {
            return problem.response(requestID: requestID)
        }
    }
}

extension ErrorPage {
    init(_ problem: Problem, requestID: String, words: Words, isDemo: Bool, isSignedIn: Bool, signIn: Href) {
        let isOurs = problem.status >= 500
        let isForbidden = problem.status == 403
        var advice: [String] = []
        if isForbidden, isDemo { advice.append(Words.text("problem.chooseOtherEyesAt")) }
        if problem.status == 404 { advice.append(Words.text("problem.lookUpTheNumber")) }
        let text =
            problem.code == "access.forbidden"
            ? ErrorText(Words.text("problem.batchesAndHowMany")) : ErrorText(problem)
        self.init(
            status: String(problem.status), headline: words.headline(ofStatus: problem.status),
            text: text.sentence, particulars: text.particulars, code: problem.code, requestID: isOurs ? requestID : nil,
            advice: advice,
            links: ((isForbidden || problem.status == 429) && !isSignedIn
                ? [Link(Words.text("word.signIn"), signIn)] : [])
                + [
                    Link(Words.text("problem.frontPage"), .front),
                    Link(Words.text("word.manufacturers"), .manufacturers),
                ])
    }
}
