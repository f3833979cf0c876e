package import Statistics

/// How a fleet fares with age: each part an answer or the reason why there is none, worked out where it is asked for.
package struct FleetCurves: Sendable {
    private let tally: FleetTally
    private let confidence: Double

    package init(_ tally: FleetTally, confidence: Double = 0.95) {
        (self.tally, self.confidence) = (tally, confidence)
    }

    /// Which share has not failed yet, by age in days.
    package var survival: Result<KaplanMeier, NoAnswer> {
        Result { () throws(NoAnswer) in
            try KaplanMeier(tally.lifeTable(), confidence: confidence, limits: .logLog)
        }
    }

    package var weibull: Result<WeibullFit, NoAnswer> {
        Result { () throws(NoAnswer) in try WeibullFit(tally.lifeTable(), confidence: confidence) }
    }

    /// Mean number of failures of a unit by its age in days, repaired ones counted on.
    package var repairs: Result<MeanCumulativeFunction, NoAnswer> {
        Result { () throws(NoAnswer) in
            try MeanCumulativeFunction(tally.histories(), confidence: confidence)
        }
    }

    /// The hazard by month in service.
    package var months: [AgeMonth] { tally.months() }
}
