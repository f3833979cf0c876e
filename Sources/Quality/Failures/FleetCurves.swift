package import Statistics

/// How a fleet fares with age: each part an answer or the reason why there is none.
package struct FleetCurves: Sendable {
    /// Which share has not failed yet, by age in days.
    package var survival: Result<KaplanMeier, NoAnswer>
    package var weibull: Result<WeibullFit, NoAnswer>
    /// Mean number of failures of a unit by its age in days, repaired ones counted on.
    package var repairs: Result<MeanCumulativeFunction, NoAnswer>
    /// The hazard by month in service.
    package var months: [AgeMonth]

    package init(_ tally: FleetTally, confidence: Double = 0.95) {
        let table = Result { () throws(NoAnswer) in try tally.lifeTable() }
        survival = table.flatMap { table in
            Result { () throws(NoAnswer) in try KaplanMeier(table, confidence: confidence, limits: .logLog) }
        }
        weibull = table.flatMap { table in
            Result { () throws(NoAnswer) in try WeibullFit(table, confidence: confidence) }
        }
        repairs = Result { () throws(NoAnswer) in
            try MeanCumulativeFunction(tally.histories(), confidence: confidence)
        }
        months = tally.months()
    }
}
