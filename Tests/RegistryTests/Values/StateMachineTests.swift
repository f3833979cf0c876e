import Registry
import Testing

@Suite struct StateMachineTests {
    enum Door: String, WorkflowWord { case open, shut, bricked }
    enum Deed: String, WorkflowWord { case open, shut, brick }

    static let door = StateMachine<Door, Deed>(
        of: "door", from: .shut,
        [.init(.open, .shut, .shut), .init(.shut, .open, .open), .init(.shut, .brick, .bricked)])

    @Test func aListedStepLeadsOn() throws {
        #expect(try Self.door.state(after: .open, from: Self.door.initial) == .open)
        #expect(Self.door.steps(from: .shut) == [.open, .brick])
    }

    @Test func whatIsNotListedIsRefusedAndTheRefusalSaysWhatIsPossible() {
        let fromShut = #expect(throws: RegistryError.self) { try Self.door.state(after: .shut, from: .shut) }
        #expect(fromShut?.code == .stateStep)
        #expect(fromShut?.sentence == "This door is 'shut': 'shut' is not possible. Possible: open, brick.")
        let fromBricked = #expect(throws: RegistryError.self) { try Self.door.state(after: .open, from: .bricked) }
        #expect(fromBricked?.sentence.hasSuffix("Nothing is possible any more.") == true)
    }
}
