// Draws docs/images/digits.png: ten rows of built-in digits, one row a digit.
//   npm run build && node scripts/contactSheet.mjs [FILE] [SEED]
import { Buffer } from "node:buffer";
import { writeFileSync } from "node:fs";
import { crc32, deflateSync } from "node:zlib";
import { digits } from "../dist/data/digits/digits.js";

const [file = "docs/images/digits.png", seed = "0"] = process.argv.slice(2);
const COLUMNS = 20;
const SIDE = 28;
const SCALE = 2;
const MARGIN = 12;

const { train } = digits({ seed: Number(seed), train: 10 * COLUMNS, test: 0 });
const width = SCALE * SIDE * COLUMNS + 2 * MARGIN;
const height = SCALE * SIDE * 10 + 2 * MARGIN;
writeFileSync(file, encodePng(width, height, drawSheet()));

function drawSheet() {
  const sheet = new Uint8Array(width * height).fill(255);
  const filled = new Array(10).fill(0);
  for (let i = 0; i < train.count; i++) {
    const row = train.labels[i];
    const left = MARGIN + SCALE * SIDE * filled[row]++;
    const top = MARGIN + SCALE * SIDE * row;
    for (let y = 0; y < SCALE * SIDE; y++) {
      for (let x = 0; x < SCALE * SIDE; x++) {
        sheet[(top + y) * width + left + x] =
          255 - interpolate(i, (x + 0.5) / SCALE - 0.5, (y + 0.5) / SCALE - 0.5);
      }
    }
  }
  return sheet;
}

/** Ink between pixels, bilinear, so that enlarged digits have no steps. */
function interpolate(i, x, y) {
  const ink = (row, column) =>
    row < 0 || column < 0 || row >= SIDE || column >= SIDE
      ? 0
      : train.images[(i * SIDE + row) * SIDE + column];
  const row = Math.floor(y);
  const column = Math.floor(x);
  const [fy, fx] = [y - row, x - column];
  const upper = (1 - fx) * ink(row, column) + fx * ink(row, column + 1);
  const lower = (1 - fx) * ink(row + 1, column) + fx * ink(row + 1, column + 1);
  // Sixteen greys are enough for the eye, and the file is half as large.
  return 17 * Math.round(((1 - fy) * upper + fy * lower) / 17);
}

/** An 8-bit grey PNG (W3C Portable Network Graphics specification, section 11). */
function encodePng(width, height, pixels) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) rows.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
