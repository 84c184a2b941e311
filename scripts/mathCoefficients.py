"""Prints the polynomials of src/backend/wasm/math, found by Remez' exchange in 60 digits with mpmath.

Each is the P of its degree for which the largest |weight(t)·(goal(t) - P(t))| over an interval is least; the weight makes
that an error relative to the function's value. Run: python3 scripts/mathCoefficients.py
"""

import struct

from mpmath import mp, mpf, cos, lu_solve, matrix, pi

mp.dps = 60
POINTS = 600


def evaluate(coefficients, t):
    total = mpf(0)
    for c in reversed(coefficients):
        total = total * t + c
    return total


def chebyshev(start, end, count, shift):
    return [(start + end) / 2 - (end - start) / 2 * cos(pi * (i + shift) / count) for i in range(count)]


def alternating(errors, count):
    """The largest error of each run of equal sign, `count` of them."""
    peaks = []
    for t, error in errors:
        if peaks and (error > 0) == (peaks[-1][1] > 0):
            if abs(error) > abs(peaks[-1][1]):
                peaks[-1] = (t, error)
        else:
            peaks.append((t, error))
    while len(peaks) > count:
        peaks.pop(0 if abs(peaks[0][1]) < abs(peaks[-1][1]) else -1)
    return peaks


def remez(goal, weight, start, end, degree):
    count = degree + 2
    start, end = mpf(start), mpf(end)
    nodes = chebyshev(start, end, count, mpf(1) / 2)
    grid = [start, *chebyshev(start, end, POINTS, 0)[1:], end]
    samples = [(t, goal(t), weight(t)) for t in grid]
    for _ in range(12):
        system, values = matrix(count, count), matrix(count, 1)
        for i, t in enumerate(nodes):
            for j in range(degree + 1):
                system[i, j] = t**j
            system[i, degree + 1] = (-1) ** i / weight(t)
            values[i] = goal(t)
        solution = lu_solve(system, values)
        coefficients = [solution[j] for j in range(degree + 1)]
        errors = [(t, w * (g - evaluate(coefficients, t))) for t, g, w in samples]
        largest = max(abs(error) for _, error in errors)
        peaks = alternating(errors, count)
        if len(peaks) < count or largest < abs(solution[degree + 1]) * mpf("1.02"):
            break
        nodes = [t for t, _ in peaks]
    return coefficients, samples


def show(name, goal, weight, start, end, degrees):
    for precision, degree in degrees.items():
        exact, samples = remez(goal, weight, start, end, degree)
        digits = 9 if precision == "f32" else 17
        kept = [struct.unpack("f", struct.pack("f", float(c)))[0] if digits == 9 else float(c) for c in exact]
        error = max(abs(w * (g - evaluate(kept, t))) for t, g, w in samples)
        print(f"{name}, {precision}: 2^{mp.nstr(mp.log(error, 2), 4)}")
        print("  " + ", ".join(f"{c:.{digits}g}" for c in kept))


def near_0(function, limit):
    """A quotient whose value at 0 is known only as a limit."""
    return lambda t: mpf(limit) if abs(t) < mpf(10) ** -25 else function(t)


def root(function):
    return lambda z: function(mp.sqrt(z))


third = mpf(1) / 3
half_ln2 = mp.log(2) / 2 * mpf("1.0001")
square_of_s = (3 - 2 * mp.sqrt(2)) ** 2 * mpf("1.0001")

show(
    "exponential.ts P",
    near_0(lambda r: (mp.expm1(r) - r) / r**2, 0.5),
    lambda r: max(abs(near_0(lambda t: t**2 / mp.expm1(t), 0)(r)), mpf("0.001")),
    -half_ln2,
    half_ln2,
    {"f32": 4, "f64": 10},
)
show(
    "logarithm.ts L",
    near_0(root(lambda s: (2 * mp.atanh(s) / s - 2) / s**2), 2 * third),
    lambda z: z + mpf("1e-4"),
    0,
    square_of_s,
    {"f32": 2, "f64": 6},
)
show(
    "power.ts R",
    near_0(root(lambda s: ((mp.atanh(s) / s - 1) / s**2 - third) / s**2), 0.2),
    lambda z: 1,
    0,
    square_of_s,
    {"f64": 7},
)
show(
    "tanh.ts P",
    near_0(root(lambda x: (mp.tanh(x) / x - 1) / x**2), -third),
    lambda z: z + mpf("1e-3"),
    0,
    mpf("0.55") ** 2 * mpf("1.0001"),
    {"f32": 4, "f64": 10},
)
show(
    "atan.ts P",
    near_0(root(lambda x: (mp.atan(x) / x - 1) / x**2), -third),
    lambda z: z + mpf("1e-3"),
    0,
    mpf("0.66") ** 2 * mpf("1.0001"),
    {"f32": 6, "f64": 15},
)
show(
    "waves.ts SINE",
    near_0(root(lambda x: (mp.sin(x) / x - 1) / x**2), -third / 2),
    lambda z: z + mpf("1e-3"),
    0,
    (pi / 4) ** 2 * mpf("1.001"),
    {"f32": 2, "f64": 5},
)
show(
    "waves.ts COSINE",
    near_0(lambda z: (mp.cos(mp.sqrt(z)) - 1 + z / 2) / z**2, mpf(1) / 24),
    lambda z: z**2 + mpf("1e-3"),
    0,
    (pi / 4) ** 2 * mpf("1.001"),
    {"f32": 2, "f64": 5},
)
show(
    "erf.ts P",
    near_0(root(lambda x: mp.erf(x) / x - 1), 2 / mp.sqrt(pi) - 1),
    lambda z: 1,
    0,
    mpf("0.85") ** 2 * mpf("1.0001"),
    {"f32": 5, "f64": 10},
)
for precision, end, degree in (("f32", 4, 7), ("f64", 6, 19)):
    least = mpf(10) ** (-9 if precision == "f32" else -17)
    show(
        "erf.ts Q",
        lambda x: mp.log(mp.erfc(x)),
        lambda x: max(mp.erfc(x) / mp.erf(x), least),
        mpf("0.85"),
        end,
        {precision: degree},
    )
