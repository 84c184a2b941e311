// Draws docs/images/learning.svg: how a network learns, epoch by epoch, from the lines that train --json prints.
//   node dist/cli/main.js train digits --json --no-out | node scripts/learningCurve.mjs > docs/images/learning.svg
import process from "node:process";
import { text } from "node:stream/consumers";

const WIDTH = 720;
const HEIGHT = 320;
const LEFT = 64;
const RIGHT = 544;
const TOP = 56;
const BOTTOM = 268;
/** Shares of right answers at the foot and the head of the picture. */
const [LOWEST, HIGHEST] = [0.7, 1];

const epochs = (await text(process.stdin))
  .split("\n")
  .filter(Boolean)
  .map((line) => JSON.parse(line))
  .filter(({ event }) => event === "epoch");
const last = epochs.at(-1);

process.stdout
  .write(`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}"
     font-family="system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif" font-size="13" fill="#57606a">
  <title>Digits read correctly after each of ${epochs.length} epochs: ${percent(last.testAccuracy)} of new ones in the end</title>
  <rect width="${WIDTH}" height="${HEIGHT}" rx="8" fill="#ffffff" stroke="#d0d7de"/>
  <text x="${LEFT}" y="32" font-size="15" font-weight="600" fill="#1f2328">Digits read correctly</text>
${[0.7, 0.8, 0.9, 1].map(gridLine).join("\n")}
${epochs
  .filter(({ epoch }) => epoch === 1 || epoch % 5 === 0)
  .map(epochMark)
  .join("\n")}
  <text x="${(LEFT + RIGHT) / 2}" y="${BOTTOM + 40}" text-anchor="middle">epoch</text>
${curve("accuracy", "#8c959f", "while training")}
${curve("testAccuracy", "#0969da", "new pictures")}
</svg>
`);

function x(epoch) {
  return round(LEFT + ((RIGHT - LEFT) * (epoch - 1)) / Math.max(1, epochs.length - 1));
}

function y(share) {
  return round(BOTTOM - ((BOTTOM - TOP) * (Math.max(share, LOWEST) - LOWEST)) / (HIGHEST - LOWEST));
}

function gridLine(share) {
  const line = `<line x1="${LEFT}" x2="${RIGHT}" y1="${y(share)}" y2="${y(share)}" stroke="#eaeef2"/>`;
  return `  ${line}\n  <text x="${LEFT - 10}" y="${y(share) + 4}" text-anchor="end">${Math.round(100 * share)} %</text>`;
}

function epochMark({ epoch }) {
  return `  <text x="${x(epoch)}" y="${BOTTOM + 20}" text-anchor="middle">${epoch}</text>`;
}

function curve(key, colour, name) {
  const points = epochs.map((event) => `${x(event.epoch)},${y(event[key])}`).join(" ");
  const [endX, endY] = [x(last.epoch), y(last[key])];
  return [
    `  <polyline points="${points}" fill="none" stroke="${colour}" stroke-width="2" stroke-linejoin="round"/>`,
    `  <circle cx="${endX}" cy="${endY}" r="3.5" fill="${colour}"/>`,
    `  <text x="${endX + 12}" y="${endY + 4}" fill="${colour}">${name} ${percent(last[key])}</text>`,
  ].join("\n");
}

function percent(share) {
  return `${(100 * share).toFixed(1)} %`;
}

function round(value) {
  return Math.round(10 * value) / 10;
}
