/** Paints pixels on a canvas of exactly their number; the page scales it up. */
export function paintPixels(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
  pixel: (index: number) => readonly [red: number, green: number, blue: number],
): void {
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  if (context === null) return;
  const image = context.createImageData(width, height);
  for (let i = 0; i < width * height; i++) {
    const [red, green, blue] = pixel(i);
    image.data.set([red, green, blue, 255], 4 * i);
  }
  context.putImageData(image, 0, 0);
}

type Channels = readonly [number, number, number];

/** Between two colours: `share` 0 is the first, 1 the second. */
export function mix(from: Channels, to: Channels, share: number): [number, number, number] {
  const at = (i: 0 | 1 | 2) => from[i] + (to[i] - from[i]) * share;
  return [at(0), at(1), at(2)];
}
