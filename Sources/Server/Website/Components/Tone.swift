/// How a badge, a notice or an event feels. It is never told by colour alone: the words say it too.
package enum Tone: String, CaseIterable, Sendable {
    case plain, good, attention, bad
}
