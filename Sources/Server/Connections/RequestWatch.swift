import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTPTypes

/// Watches one connection's requests, so that nobody keeps it who does not use it: a head that does not come, a body that
/// drips, an answer that nobody reads. A server that takes too long to answer says so too.
///
/// Only the time counts that the other side lets pass: while the server itself does not read, because it is busy with the
/// piece before, no clock runs.
final class RequestWatch: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// What must happen before ``deadline``.
    private enum Expectation {
        case head
        case body
        case answer
        /// The end, after the last answer.
        case close
    }
    private let limits: ConnectionLimits
    private let connection: Connection
    private var expected: (what: Expectation, until: NIODeadline)?
    /// Until when the other side must have read something of an answer.
    private var unread: NIODeadline?
    private var timer: (task: Scheduled<Void>, at: NIODeadline)?

    /// Requests without a whole answer; more than one where the other side sends them ahead.
    private var openRequests = 0
    private var isReadingBody = false
    private var hasAnswerBegun = false
    /// Whether no further request is answered.
    private var isEnding = false
    /// Whether the answer was given here, and what the server still makes of one goes nowhere.
    private var isOver = false
    private var body = BodyPace()

    init(_ connection: Connection, _ limits: ConnectionLimits) {
        self.connection = connection
        self.limits = limits
    }

    func handlerAdded(context: ChannelHandlerContext) { expect(.head, within: limits.head, context) }

    func handlerRemoved(context: ChannelHandlerContext) { timer?.task.cancel() }

    // MARK: Requests

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isOver else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            connection.begin()
            openRequests += 1
            isReadingBody = true
            body = BodyPace()
            expectNothing()
            guard Self.isUnambiguous(head) else {
                return refuse(
                    RequestError(.headerInvalid, "The request names two hosts, or a transfer coding beside 'chunked'."),
                    context)
            }
        case .body(let piece):
            body.received(piece.readableBytes, at: .now())
            if expected?.what == .body { expectNothing() }
        case .end:
            isReadingBody = false
            if openRequests == 0 {
                rest(context)
            } else if !hasAnswerBegun {
                expect(.answer, within: limits.answer, context)
            } else if expected?.what == .body {
                expectNothing()
            }
        }
        context.fireChannelRead(data)
    }

    /// Whether everybody who passes the request on reads the same in it (RFC 9112, sections 3.2 and 6.1): the decoder takes
    /// the first of two hosts, and takes a request with a coding that it does not know for one without a body.
    private static func isUnambiguous(_ head: HTTPRequest) -> Bool {
        let codings = head.headerFields[values: .transferEncoding]
        return head.headerFields[values: HeaderNames.host].isEmpty
            && (codings.isEmpty || (codings.count == 1 && codings[0].lowercased() == "chunked"))
    }

    /// Asks the other side for more: from now on it is its turn.
    func read(context: ChannelHandlerContext) {
        if isReadingBody, !isEnding, openRequests > 0, body.wait(at: .now()) {
            expect(.body, within: body.patience(limits), context)
        }
        context.read()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end(context)
        context.fireErrorCaught(error)
    }

    // MARK: Answers

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isOver else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        let part = unwrapOutboundIn(data)
        context.write(data, promise: promise)
        switch part {
        case .head:
            hasAnswerBegun = true
            if expected?.what == .answer { expectNothing() }
        case .body: break
        case .end:
            hasAnswerBegun = false
            openRequests = max(0, openRequests - 1)
            if isEnding || (openRequests == 0 && isReadingBody) {
                // What still comes of a body that nobody wants is read for a while, so that the answer can be read too.
                expect(.close, within: limits.linger, context)
            } else if openRequests == 0 {
                rest(context)
            } else if !isReadingBody {
                expect(.answer, within: limits.answer, context)
            }
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        unread = context.channel.isWritable ? nil : .now() + limits.unread
        arm(context)
        context.fireChannelWritabilityChanged()
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        // The server has nothing more to say, but the other side must be able to read what was said here.
        guard !isOver else {
            context.channel.closeFuture.cascade(to: promise)
            return
        }
        context.close(mode: mode, promise: promise)
    }

    // MARK: Time

    private func rest(_ context: ChannelHandlerContext) {
        connection.rest()
        expect(.head, within: limits.rest, context)
    }

    private func end(_ context: ChannelHandlerContext) {
        isEnding = true
        expect(.close, within: limits.linger, context)
    }

    private func expect(_ what: Expectation, within time: TimeAmount, _ context: ChannelHandlerContext) {
        guard !isEnding || what == .close else { return }
        expected = (what, .now() + time)
        arm(context)
    }

    private func expectNothing() {
        if expected?.what != .close { expected = nil }
    }

    /// Sees to it that ``look(_:)`` is called at the next deadline. A timer that is early anyway stays: it looks again.
    private func arm(_ context: ChannelHandlerContext) {
        guard let next = [expected?.until, unread].compactMap(\.self).min() else { return }
        if let timer, timer.at <= next { return }
        timer?.task.cancel()
        let task = context.eventLoop.assumeIsolated().scheduleTask(deadline: next) {
            self.timer = nil
            self.look(context)
        }
        timer = (task, next)
    }

    private func look(_ context: ChannelHandlerContext) {
        let now = NIODeadline.now()
        if let unread, unread <= now { return close(context) }
        guard let expected, expected.until <= now else { return arm(context) }
        switch expected.what {
        case .head, .close: close(context)
        case .body:
            refuse(
                RequestError(.bodyTooSlow, "The rest of the body did not come in time; send it without long pauses."),
                context)
        case .answer:
            refuse(
                RequestError(
                    .serverTimeout,
                    "The answer takes too long. What the request changes may still take effect: look before you repeat "
                        + "it, or send an Idempotency-Key."),
                context)
        }
    }

    private func close(_ context: ChannelHandlerContext) {
        isOver = true
        context.close(promise: nil)
    }

    /// Answers in the server's stead, which is told that the request has ended, and lets the connection end.
    private func refuse(_ error: RequestError, _ context: ChannelHandlerContext) {
        guard !hasAnswerBegun, openRequests == 1 else {
            context.fireErrorCaught(error)
            return close(context)
        }
        isOver = true
        let (problem, requestID) = (Problem(error), RequestID.make())
        var response = problem.response(requestID: requestID)
        SecurityHeaders.add(to: &response.headers, requestID: requestID, isSecure: false)
        response.headers[.connection] = "close"
        context.write(wrapOutboundOut(.head(response.head)), promise: nil)
        context.write(wrapOutboundOut(.body(ByteBuffer(bytes: problem.document(requestID: requestID)))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        context.fireErrorCaught(error)
        end(context)
    }
}
