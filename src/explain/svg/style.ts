import { SMALL, TEXT } from "./scene.ts";

/**
 * The looks of a diagram.
 *
 * A page may set the colours by `--diagram-…`; otherwise they follow the reader's light or dark. All class names begin with
 * `diagram-`, for in a page this style is everybody's.
 */
export const STYLE = `
.diagram { --_paper: #fff; --_ink: #1c1b19; --_soft: #5b5751; --_line: #b9b3a8; --_forward: #1d5fa8; --_backward: #a63d0f; --_lit: #fdf0c4; }
@media (prefers-color-scheme: dark) {
.diagram { --_paper: #16171a; --_ink: #ece9e2; --_soft: #b0aaa0; --_line: #5d5a55; --_forward: #86bdf5; --_backward: #f5a57c; --_lit: #4a3d12; }
}
.diagram text { font-family: "Latin Modern Roman", "Latin Modern Math", "STIX Two Text", "Palatino Linotype", Palatino, Georgia, "DejaVu Serif", serif; font-size: ${TEXT}px; fill: #1c1b19; fill: var(--diagram-ink, var(--_ink)); font-variant-numeric: tabular-nums; }
.diagram .diagram-small { font-size: ${SMALL}px; }
.diagram .diagram-soft { fill: #5b5751; fill: var(--diagram-soft, var(--_soft)); }
.diagram .diagram-forward { fill: #1d5fa8; fill: var(--diagram-forward, var(--_forward)); }
.diagram .diagram-backward { fill: #a63d0f; fill: var(--diagram-backward, var(--_backward)); }
.diagram .diagram-label { font-size: ${SMALL}px; stroke: #fff; stroke: var(--diagram-paper, var(--_paper)); stroke-width: 7px; stroke-linejoin: round; paint-order: stroke; }
.diagram .diagram-paper { fill: #fff; fill: var(--diagram-paper, var(--_paper)); }
.diagram .diagram-box { fill: #fff; fill: var(--diagram-paper, var(--_paper)); stroke: #b9b3a8; stroke: var(--diagram-line, var(--_line)); stroke-width: 1; }
.diagram .diagram-cost { stroke: #1c1b19; stroke: var(--diagram-ink, var(--_ink)); stroke-width: 1.5; }
.diagram .diagram-lit { fill: #fdf0c4; fill: var(--diagram-lit, var(--_lit)); stroke: #1c1b19; stroke: var(--diagram-ink, var(--_ink)); stroke-width: 2; }
.diagram .diagram-edge { fill: none; opacity: .75; }
.diagram .diagram-edge-forward { stroke: #1d5fa8; stroke: var(--diagram-forward, var(--_forward)); }
.diagram .diagram-edge-backward { stroke: #a63d0f; stroke: var(--diagram-backward, var(--_backward)); }
.diagram .diagram-edge-negative { stroke-dasharray: 6 4; }
.diagram .diagram-edge-lit { opacity: 1; stroke-width: 4; }
.diagram .diagram-key { stroke: #5b5751; stroke: var(--diagram-soft, var(--_soft)); }
`;
