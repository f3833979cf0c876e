/// Names a request in its answer and in the log.
enum RequestID {
    static func make() -> String { String(UInt64.random(in: .min ... .max), radix: 36) }
}
