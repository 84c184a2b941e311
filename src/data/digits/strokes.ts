/** One way to write a digit, and how common it is: its share of the sum of the shares of that digit. */
export interface Variant {
  readonly share: number;
  readonly strokes: readonly string[];
}

/**
 * How people write the ten digits: `VARIANTS[d]` are the ways to write d.
 *
 * A stroke is the points a pen passes, "x,y x,y …" in the order of writing, y pointing down, 100 units for the height
 * of the digit. The curve through the points is smooth; a point marked `^` is a corner, where the pen turns sharply.
 */
export const VARIANTS: readonly (readonly Variant[])[] = [
  // 0: oval, drawn past its start, narrow, round, with an entry loop, not quite closed
  [
    { share: 30, strokes: ["48,2 20,18 2,66 26,98 54,72 66,24 46,1"] },
    { share: 25, strokes: ["54,8 28,6 2,54 18,96 52,80 66,34 50,6 32,4"] },
    { share: 14, strokes: ["34,0 14,24 4,76 20,100 42,74 50,24 34,1"] },
    { share: 22, strokes: ["58,2 18,18 4,70 42,98 86,72 92,24 58,1"] },
    { share: 8, strokes: ["34,14 8,46 12,92 42,92 64,42 50,6 34,8 46,18 72,2"] },
    { share: 6, strokes: ["34,0 4,40 14,94 48,86 64,34 48,6"] },
  ],
  // 1: a plain line, bent lines, with a flag, with flag and base
  [
    { share: 64, strokes: ["26,0 14,100"] },
    { share: 9, strokes: ["24,0 17,50 20,100"] },
    { share: 9, strokes: ["28,0 25,50 14,100"] },
    { share: 5, strokes: ["6,20 24,2^ 18,100"] },
    { share: 5, strokes: ["2,22 24,2^ 20,100", "-4,100 46,98"] },
  ],
  // 2: flat, hooked, looped or wavy at the foot, like a Z, swan-necked, with a low right tail
  [
    { share: 20, strokes: ["4,22 16,4 36,0 54,14 52,38 34,64 4,96^ 30,93 64,90"] },
    { share: 22, strokes: ["6,20 20,4 40,2 52,18 46,46 24,78 8,94 2,84 14,72 34,78 48,88 72,80"] },
    { share: 14, strokes: ["4,8 28,0 50,4 46,22 26,58 2,98^ 34,96 62,96"] },
    { share: 14, strokes: ["8,34 4,16 22,2 46,4 54,26 40,56 16,84 4,96^ 22,86 44,90 70,82"] },
    { share: 13, strokes: ["12,32 2,24 10,6 34,0 52,12 50,36 30,66 8,90 2,98 12,88 26,78 42,82 66,84"] },
    { share: 14, strokes: ["12,18 28,2 48,8 48,32 28,62 4,90 0,100 16,82 34,78 52,84 84,76"] },
    { share: 10, strokes: ["8,14 30,0 56,8 56,36 38,70 14,96 2,88 10,70 36,74 68,90"] },
    { share: 14, strokes: ["12,24 26,4 50,2 58,18 44,42 6,84 0,98 12,84 34,76 54,84 92,76"] },
    { share: 12, strokes: ["10,8 34,2 58,10 54,34 30,64 6,96^ 34,86 66,84"] },
    { share: 14, strokes: ["10,16 30,0 54,8 60,40 48,76 24,98 4,94 6,74 28,66 50,78 70,92"] },
    { share: 7, strokes: ["10,10 24,0 34,12 24,50 4,94^ 40,92 80,84"] },
  ],
  // 3: round, flat-topped, with a loop in the middle, shallow, wide, tailed to the left, small above, large above
  [
    { share: 30, strokes: ["4,14 24,0 50,8 52,28 34,42 18,46^ 46,50 62,72 48,94 20,100 0,88"] },
    { share: 12, strokes: ["4,4 28,2 54,2^ 40,20 24,40^ 54,48 62,74 42,98 2,94"] },
    { share: 14, strokes: ["6,12 24,0 48,6 50,28 30,44 18,44 24,40 50,54 60,76 42,97 18,100 0,88"] },
    { share: 15, strokes: ["4,10 26,0 50,10 46,34 28,46 50,56 58,80 34,98 2,94"] },
    { share: 18, strokes: ["6,10 34,0 56,10 46,32 20,42^ 50,46 62,68 42,92 -2,98"] },
    { share: 18, strokes: ["14,8 36,0 54,12 42,34 24,42 48,48 60,68 42,92 12,99 -8,88"] },
    { share: 13, strokes: ["12,10 28,0 46,8 44,26 22,38^ 54,42 66,70 46,97 18,100 -2,84"] },
    { share: 12, strokes: ["4,12 30,0 60,10 58,36 22,54^ 44,56 54,78 36,97 14,100 0,94"] },
  ],
  // 4: open with a bent, round, wide or slanting bowl, closed, in one stroke like a 9
  [
    { share: 28, strokes: ["10,4 4,34 2,58^ 30,56 64,52", "50,0 46,50 42,100"] },
    { share: 24, strokes: ["6,6 2,38 10,56 30,56 54,46", "54,2 50,50 46,100"] },
    { share: 8, strokes: ["46,0 24,30 2,62^ 34,60 66,58", "46,0 44,50 40,100"] },
    { share: 5, strokes: ["4,4 2,40 20,54 44,42 52,6^ 48,50 42,100"] },
    { share: 16, strokes: ["8,6 0,34 6,52 30,54 62,46", "66,4 62,50 58,100"] },
    { share: 24, strokes: ["18,0 10,26 0,52^ 34,52 74,46", "56,8 42,56 30,100"] },
  ],
  // 5: bar last, short or wide, in one stroke with and without corners, like an S
  [
    { share: 30, strokes: ["14,4 8,44^ 30,36 56,48 60,74 36,98 2,92", "14,4 40,3 66,0"] },
    { share: 10, strokes: ["58,0 20,6 10,38 32,40 54,58 50,86 22,100 0,90"] },
    { share: 20, strokes: ["62,2 38,4 14,4^ 6,46^ 34,38 60,58 52,88 20,100 -2,86"] },
    { share: 16, strokes: ["22,10 12,46^ 36,42 52,58 44,88 16,100 -2,92", "22,10 48,8 84,0"] },
    { share: 15, strokes: ["18,8 10,46^ 36,44 52,64 38,92 12,100 -2,90", "18,8 48,6 88,2"] },
    { share: 12, strokes: ["26,16 16,46 46,48 56,70 36,94 4,98 -8,84", "26,16 50,10 84,2"] },
    { share: 14, strokes: ["76,2 48,6 24,12^ 16,44 42,44 56,64 42,90 14,100 -6,92"] },
    { share: 9, strokes: ["62,4 34,2 14,14 18,38 46,52 56,74 36,97 2,94"] },
  ],
  // 6: curved back, steep back, wide, loop closed by crossing, low and broad, narrow
  [
    { share: 28, strokes: ["44,0 20,24 4,60 8,90 28,100 50,84 48,62 28,56 8,74"] },
    { share: 22, strokes: ["30,0 10,40 2,76 16,98 40,96 54,76 40,60 18,66 6,84"] },
    { share: 18, strokes: ["56,4 24,14 4,50 6,84 30,100 54,88 56,66 36,58 16,70"] },
    { share: 17, strokes: ["36,0 14,36 4,74 14,98 36,96 50,74 38,58 20,70 12,96"] },
    { share: 18, strokes: ["18,0 4,36 2,74 18,98 48,98 68,78 56,60 34,68 22,94"] },
    { share: 15, strokes: ["20,0 8,40 4,80 18,100 38,90 38,68 20,64 6,80"] },
  ],
  // 7: plain, with a serif, with a bar, round-shouldered, with a wave, steep, like an n
  [
    { share: 30, strokes: ["0,8 28,5 58,4^ 50,32 36,66 28,100"] },
    { share: 14, strokes: ["4,24 6,6^ 30,5 58,2^ 44,46 30,100"] },
    { share: 16, strokes: ["2,8 28,4 58,4^ 46,40 28,100", "14,54 38,51 66,46"] },
    { share: 16, strokes: ["2,14 20,4 52,4 56,20 40,60 30,100"] },
    { share: 10, strokes: ["2,18 10,2 30,10 60,0^ 44,40 26,100"] },
    { share: 12, strokes: ["2,6 24,5 46,2^ 42,50 36,100"] },
    { share: 8, strokes: ["2,36 8,10^ 28,6 48,4^ 46,50 40,100"] },
  ],
  // 8: one stroke from the top right, two circles, from the waist, left open, crossing wide or narrow, large above or below
  [
    { share: 34, strokes: ["48,12 28,0 8,14 14,34 36,54 50,76 38,98 12,98 4,78 20,54 44,34 50,14 42,4"] },
    {
      share: 10,
      strokes: ["26,0 8,12 10,36 26,46 44,34 46,12 26,0", "26,46 4,62 4,90 26,100 50,90 50,62 26,46"],
    },
    { share: 16, strokes: ["26,48 6,28 12,4 36,2 44,22 26,48 6,72 8,96 30,98 42,76 26,48"] },
    { share: 20, strokes: ["50,14 30,2 8,12 12,36 38,56 42,84 22,100 4,86 16,60 44,30 58,4"] },
    { share: 22, strokes: ["52,10 34,0 14,8 10,26 28,46 44,66 40,90 20,100 6,88 12,68 34,46 56,22 62,8"] },
    { share: 18, strokes: ["54,14 40,0 18,4 14,24 30,44 40,66 34,92 16,100 4,88 10,66 30,46 50,28 52,10"] },
    { share: 10, strokes: ["54,14 32,0 4,14 8,38 34,60 40,84 24,100 8,92 14,68 46,42 56,18 44,4"] },
    { share: 10, strokes: ["40,8 26,0 14,12 20,30 46,54 56,80 36,100 8,96 2,72 18,48 38,30 42,14 34,4"] },
  ],
  // 9: straight, slanting or curved tail; round, flat, small, long or open head
  [
    { share: 26, strokes: ["50,8 30,0 6,16 4,42 24,52 46,36 52,6^ 50,60 44,100"] },
    { share: 12, strokes: ["52,8 28,0 4,20 6,46 30,50 50,24 52,6 52,56 38,90 12,98"] },
    { share: 22, strokes: ["50,8 36,0 12,14 2,38 16,48 42,28 52,2^ 38,60 24,100"] },
    { share: 14, strokes: ["46,4 20,0 4,18 14,38 36,30 46,2^ 48,50 42,100"] },
    { share: 3, strokes: ["14,2 2,26 12,44 34,38 48,8^ 44,60 36,100"] },
    { share: 18, strokes: ["60,4 32,2 4,24 10,46 38,42 58,18 60,2^ 56,60 50,100"] },
    { share: 12, strokes: ["56,4 24,4 4,30 16,48 42,38 54,8 54,50 42,98"] },
    { share: 20, strokes: ["54,10 42,0 20,4 8,28 18,44 40,34 56,2^ 46,54 32,100"] },
    { share: 16, strokes: ["52,8 30,2 6,16 4,40 24,48 46,26 54,4 50,50 46,100"] },
    { share: 8, strokes: ["48,14 26,0 6,16 8,40 28,48 48,14^ 50,60 38,94 14,100 0,88"] },
  ],
];
