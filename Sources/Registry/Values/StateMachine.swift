/// The states of something that people move on step by step, such as a claim, and the steps that there are from each. What is
/// not listed cannot be done, and the refusal says what can.
package struct StateMachine<State: WorkflowWord, Step: WorkflowWord>: Sendable {
    /// A step that may be done.
    package struct Transition: Hashable, Sendable {
        package var from: State
        package var step: Step
        package var to: State

        package init(_ from: State, _ step: Step, _ to: State) {
            self.from = from
            self.step = step
            self.to = to
        }
    }

    /// What is moved on, as a sentence names it: 'claim'.
    package let subject: String
    /// The state that it begins in.
    package let initial: State
    /// All steps that may be done. From one state a step leads to one other.
    package let transitions: [Transition]

    package init(of subject: String, from initial: State, _ transitions: [Transition]) {
        self.subject = subject
        self.initial = initial
        self.transitions = transitions
    }

    /// The steps that may be done in a state, in the order in which they are listed; none where it is final.
    package func steps(from state: State) -> [Step] {
        transitions.filter { $0.from == state }.map(\.step)
    }

    /// The state that a step leads to.
    /// - Throws: `state.step` where it is not listed; the sentence names those that are.
    package func state(after step: Step, from state: State) throws(RegistryError) -> State {
        if let found = transitions.first(where: { $0.from == state && $0.step == step }) { return found.to }
        let possible = steps(from: state).map(\.rawValue)
        throw RegistryError(
            .stateStep,
            "This \(subject) is '\(state.rawValue)': '\(step.rawValue)' is not possible. "
                + (possible.isEmpty
                    ? "Nothing is possible any more." : "Possible: \(possible.joined(separator: ", "))."),
            field: "step")
    }
}

/// A state, or a step from one to another; its raw value is stored and shown to programs, and never changes.
package protocol WorkflowWord: RawRepresentable<String>, CaseIterable, Hashable, Sendable {}
