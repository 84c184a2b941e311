import type { Picture } from "./standaloneSvg.ts";

/** Pixels to a CSS pixel: sharp in print and on fine screens. */
const SCALE = 2;

/**
 * A picture as PNG.
 *
 * @throws Error where the browser cannot make one, as for a picture larger than its canvases
 */
export async function toPng({ text, width, height }: Picture): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.ceil(SCALE * width);
    canvas.height = Math.ceil(SCALE * height);
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const made = await new Promise<Blob | null>((resolve) => {
      canvas.toBlob(resolve, "image/png");
    });
    if (made === null) throw new Error("This browser cannot make a PNG of that size; take the SVG.");
    return made;
  } finally {
    URL.revokeObjectURL(url);
  }
}
