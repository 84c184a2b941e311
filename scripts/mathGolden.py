"""Writes test/golden/math/*.json: arguments and true values of the elementary functions, by mpmath.

Each file holds, for one function and precision, rows [argument…, value, rest]: the correctly rounded value, and what is
missing to the true one in units of its last place. Numbers are hexadecimal, as in C99 ("0x1.8p+1"), so that nothing is
lost; "inf", "-inf" and "nan" stand for themselves. Run: python3 scripts/mathGolden.py
"""

import json
import random
import struct
from pathlib import Path

from mpmath import mp, mpf

mp.prec = 1300  # Enough for the sine of the largest double.
FOLDER = Path(__file__).parent.parent / "test" / "golden" / "math"
INF, NAN = float("inf"), float("nan")
# The bits of the fraction, the least and the largest exponent.
FORMATS = {"f32": (23, -126, 127), "f64": (52, -1022, 1023)}

FUNCTIONS = {
    "exp": mp.exp,
    "expm1": mp.expm1,
    "log": mp.log,
    "log1p": mp.log1p,
    "tanh": mp.tanh,
    "atan": mp.atan,
    "erf": mp.erf,
    "sin": mp.sin,
    "cos": mp.cos,
}

# Values at ±0, ±inf and NaN, and wherever else there is no true value; C99, annex F.
SPECIAL = {
    "exp": {INF: INF, -INF: 0.0, 0.0: 1.0},
    "expm1": {INF: INF, -INF: -1.0},
    "log": {INF: INF, -INF: NAN, 0.0: -INF},
    "log1p": {INF: INF, -INF: NAN, -1.0: -INF},
    "tanh": {INF: 1.0, -INF: -1.0},
    "atan": {INF: mp.pi / 2, -INF: -mp.pi / 2},
    "erf": {INF: 1.0, -INF: -1.0},
    "sin": {INF: NAN, -INF: NAN},
    "cos": {INF: NAN, -INF: NAN, 0.0: 1.0},
}


def rounded(value, precision):
    """The nearest number of the precision, and the rest in units of its last place."""
    digits, least, most = FORMATS[precision]
    if value == 0:
        return 0.0, 0.0
    exponent = max(int(mp.floor(mp.log(abs(value), 2))), least)
    if abs(value) >= mpf(2) ** (exponent + 1):
        exponent += 1
    unit = mpf(2) ** (exponent - digits)
    nearest = mp.nint(value / unit) * unit
    if abs(nearest) >= mpf(2) ** (most + 1):
        return (INF if value > 0 else -INF), 0.0
    if nearest == 0:
        return (0.0 if value > 0 else -0.0), float(value / unit)
    return float(nearest), float((value - nearest) / unit)


def single(x):
    try:
        return struct.unpack("f", struct.pack("f", x))[0]
    except OverflowError:
        return INF if x > 0 else -INF


def neighbours(x, precision):
    """The number of the precision nearest to x, with two on either side."""
    code, size = ("f", "I") if precision == "f32" else ("d", "Q")
    bits = struct.unpack(size, struct.pack(code, x))[0]
    return [struct.unpack(code, struct.pack(size, bits + step))[0] for step in (-2, -1, 0, 1, 2)]


def arguments(name, precision):
    """Where it may go wrong: the ends of the range, denormals, every boundary of a reduction; and anything else."""
    digits, least, most = FORMATS[precision]
    random.seed(f"{name} {precision}")
    smallest, tiniest = 2.0**least, 2.0 ** (least - digits)
    largest = (2 - 2.0**-digits) * 2.0**most
    points = [1.0, 2.0, 0.5, smallest, smallest / 2, 3 * tiniest, largest / 2]
    points += [2.0**-e for e in range(1, digits + 4, 3)]
    ranges = {"exp": 120, "expm1": 60, "tanh": 25, "erf": 7, "log1p": 9}
    if name in ("exp", "expm1"):
        half = float(mp.log(2) / 2)
        points += [half, 3 * half, 5 * half, 101 * half]
        ends = (88.72283, 103.97, 87.33) if precision == "f32" else (709.782712893384, 745.13321910194, 708.39641853226)
        points += [*ends, 17.0, 30.0, 37.0, 40.0]
    if name in ("log", "log1p"):
        points += [2**0.5, 2**-0.5, 2**0.5 - 1, 1 - 2**-0.5, 1 - 2.0**-10, 3.0, 1e10]
    if name in ("tanh", "atan", "erf"):
        points += [0.55, 0.66, 0.85, 2.414213562373095, 4.0, 5.93, 9.0, 10.0, 19.0, 22.0]
    if name in ("sin", "cos"):
        points += [float(n * mp.pi / 4) for n in (1, 2, 3, 4, 5, 6, 7, 8, 100, 333, 1000003)]
        points += [1.5e6, 2.0**30, 1e10, 1e22, 2.0**100, largest / 3]
        if precision == "f64":
            # The doubles nearest to a multiple of π/2 (J.-M. Muller, Elementary Functions, 2nd edition, 11.3).
            points += [6381956970095103.0 * 2.0**797, 6411027962775774.0 * 2.0**-48]
    if precision == "f32":
        points = [single(x) for x in points]
    result = [y for x in points for y in neighbours(x, precision)]
    spread = ranges.get(name, 30)
    result += [random.uniform(0, spread) for _ in range(40)] + [random.uniform(0, 1.5) for _ in range(40)]
    result += [random.uniform(1, 2) * 2.0 ** random.randint(least - 20, most - 1) for _ in range(60)]
    result = [0.0, largest, tiniest, *result]
    if precision == "f32":
        result = [single(x) for x in result]
    result += [-x for x in result]
    if name in ("exp", "expm1", "log"):
        result = [x for i, x in enumerate(result) if x > 0 or i % 2 == 0 or abs(x) > 1e-3]
    return [*dict.fromkeys(map(float.hex, result)), "inf", "-inf", "nan"]


def value_of(name, x, precision):
    if x != x:
        return NAN, 0.0
    if x in SPECIAL[name]:
        known = SPECIAL[name][x]
        return (known, 0.0) if isinstance(known, float) else rounded(known, precision)
    if x == 0:
        return x, 0.0
    if (name == "log" and x < 0) or (name == "log1p" and x < -1):
        return NAN, 0.0
    # Beyond these the result is out of reach for certain; mpmath would take for ever.
    if name in ("exp", "expm1") and abs(x) > 2000:
        return (INF, 0.0) if x > 0 else (0.0 if name == "exp" else -1.0, 0.0)
    if name in ("tanh", "erf") and abs(x) > 400:
        return (1.0 if x > 0 else -1.0), 0.0
    return rounded(FUNCTIONS[name](mpf(x)), precision)


def power_arguments(precision):
    digits, least, most = FORMATS[precision]
    random.seed(f"power {precision}")
    tiniest, largest = 2.0 ** (least - digits), (2 - 2.0**-digits) * 2.0**most
    numbers = [0.0, 0.5, 1.0, 2.0, 3.0, 1.5, 2.5, tiniest, largest, INF]
    pairs = [(s * a, t * b) for a in numbers for b in numbers for s in (1, -1) for t in (1, -1)]
    pairs += [(NAN, 0.0), (1.0, NAN), (NAN, 1.0), (2.0, NAN), (NAN, NAN), (-1.0, NAN), (0.0, NAN)]
    pairs += [(s * 3.0, 2.0**digits + d) for s in (1, -1) for d in (-1.0, 0.0, 1.0)]
    pairs += [(-1.0, 2.0 ** (digits + 1) - 1), (-1.0, 2.0 ** (digits + 1) + 2), (-1 - 2.0**-digits, 2.0**digits + 1)]
    reach = (most + digits) * 0.69
    for _ in range(120):
        x = random.uniform(0.5, 2) if random.random() < 0.6 else random.uniform(1, 2) * 2.0 ** random.randint(least, most)
        y = random.uniform(-1, 1) * reach / abs(float(mp.log(x)) or 1)
        pairs.append((x, y))
    pairs += [(random.uniform(0, 30), random.uniform(-6, 6)) for _ in range(60)]
    pairs += [(-random.uniform(0, 3), float(random.randint(-60, 60))) for _ in range(30)]
    pairs += [(-2.5, 0.3), (1 + 2.0**-digits, 2.0 ** (digits + 8)), (1 - 2.0**-digits, 2.0 ** (digits + 8))]
    if precision == "f32":
        pairs = [(single(x), single(y)) for x, y in pairs]
    return [*dict.fromkeys((float.hex(x), float.hex(y)) for x, y in pairs)]


def power_of(x, y, precision):
    """C99, F.9.4.4."""
    if y == 0 or x == 1:
        return 1.0, 0.0
    if x != x or y != y:
        return NAN, 0.0
    if abs(y) == INF:
        if abs(x) == 1:
            return 1.0, 0.0
        return (INF if (abs(x) > 1) == (y > 0) else 0.0), 0.0
    whole = y == int(y)
    odd = whole and int(y) % 2 == 1
    negative = str(x).startswith("-")
    if x == 0 or abs(x) == INF:
        size = INF if (x == 0) == (y < 0) else 0.0
        return (-size if negative and odd else size), 0.0
    if negative and not whole:
        return NAN, 0.0
    exponent = mpf(y) * mp.log(abs(mpf(x)))
    sign = -1 if negative and odd else 1
    if abs(exponent) > 2000:
        return sign * (INF if exponent > 0 else 0.0), 0.0
    return rounded(sign * mp.exp(exponent), precision)


def write(name, precision, rows):
    lines = ",\n".join(json.dumps([*map(str, row[:-1]), round(row[-1], 4)]) for row in rows)
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{name}.{precision}.json").write_text(f"[\n{lines}\n]\n")


def hexadecimal(value):
    return value if isinstance(value, str) else float.hex(float(value))


for precision in FORMATS:
    for name in FUNCTIONS:
        rows = []
        for text in arguments(name, precision):
            value, rest = value_of(name, float.fromhex(text), precision)
            rows.append([text, hexadecimal(value), rest])
        write(name, precision, rows)
    rows = []
    for x, y in power_arguments(precision):
        value, rest = power_of(float.fromhex(x), float.fromhex(y), precision)
        rows.append([x, y, hexadecimal(value), rest])
    write("power", precision, rows)
