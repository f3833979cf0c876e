package import Registry

/// What must be known of a unit by anybody who may buy or use it.
package enum UnitSafety {
    /// The findings at a moment, the gravest first; the façade adds the open campaigns of now.
    package static func findings(_ state: UnitState) -> [Finding] {
        var findings: [Finding] = []
        func holds(_ disposition: Disposition) -> Bool {
            state.marks.contains(disposition) || state.disposition == disposition
        }
        if holds(.stolen) { findings.append(Finding(.stolen)) }
        if holds(.destroyed) {
            findings.append(Finding(.destroyed))
        } else if state.endedAt != nil || state.disposition == .disposed {
            findings.append(Finding(.ended))
        }
        if holds(.recalled) { findings.append(Finding(.recalled)) }
        if holds(.exported) { findings.append(Finding(.exported)) }
        if holds(.expired) { findings.append(Finding(.expired)) }
        return findings
    }

    /// The verdict that findings give by themselves; nil where none does.
    package static func verdict(_ findings: [Finding]) -> Verdict? {
        for finding in findings {
            switch finding.code {
            case .stolen: return .reportedStolen
            case .destroyed, .ended: return .withdrawn
            default: continue
            }
        }
        return nil
    }
}
