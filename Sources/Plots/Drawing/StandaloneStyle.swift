/// The style sheet of a drawing that is a file of its own: the same as the site's in the light, on white.
///
/// The colours of series differ for people with any kind of colour blindness, also by their lightness, and stand out from
/// white by more than 3 to 1.
enum StandaloneStyle {
    static let sheet = """
        .plot { font-family: system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; font-size: 12px }
        .plot-paper { fill: #fff }
        .plot text { fill: #535a61 }
        .plot .plot-title { fill: #1a1e22; font-size: 16px; font-weight: 700 }
        .plot .plot-label, .plot .plot-legend, .plot .plot-subtitle { fill: #1a1e22 }
        .plot .plot-source { font-size: 11px }
        .plot .plot-note { paint-order: stroke; stroke: #fff; stroke-width: 3px; stroke-linejoin: round }
        .plot .plot-nothing { font-size: 15px }
        .plot-grid { fill: none; stroke: #e3e1da; stroke-width: 1 }
        .plot-axis { fill: none; stroke: #85827a; stroke-width: 1 }
        .plot-first { color: #0a5a66 } .plot-second { color: #c2570c } .plot-third { color: #7b3fa0 }
        .plot-fourth { color: #857000 } .plot-fifth { color: #2f80d0 } .plot-sixth { color: #b8327c }
        .plot-muted { color: #7a776f } .plot-alarm { color: #9c1f1c }
        .plot-line { fill: none; stroke: currentColor; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round }
        .plot-line.plot-second { stroke-dasharray: 8 4 } .plot-line.plot-third { stroke-dasharray: 1 4.5 }
        .plot-line.plot-fourth { stroke-dasharray: 10 4 1 4 } .plot-line.plot-fifth { stroke-dasharray: 14 5 }
        .plot-line.plot-sixth { stroke-dasharray: 5 5 } .plot-line.plot-muted { stroke-width: 1.5 }
        .plot-line.plot-alarm { stroke-width: 3.5 }
        .plot-band { fill: currentColor; fill-opacity: 0.16; stroke: currentColor; stroke-opacity: 0.45; stroke-width: 0.75 }
        .plot-bar { fill: currentColor }
        .plot-point { fill: currentColor; stroke: #fff; stroke-width: 1; fill-rule: evenodd }
        .plot-cloud { fill: none; stroke: currentColor; stroke-width: 3; stroke-linecap: round }
        .plot-error { fill: none; stroke: currentColor; stroke-width: 1.5 }
        .plot-halo { fill: none; stroke: #fff; stroke-width: 4 }
        .plot-bar-error { fill: none; stroke: #1a1e22; stroke-width: 1.5 }
        .plot-level { fill: none; stroke: currentColor; stroke-width: 1.5; stroke-dasharray: 6 4 }
        .plot-window { fill: currentColor; fill-opacity: 0.1 }
        .plot-edge { fill: none; stroke: currentColor; stroke-width: 1; stroke-dasharray: 2 3 }

        """
}
