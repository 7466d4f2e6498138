// AssemblyScript (TypeScript for WebAssembly). `npm run make:grid-kernel` compiles it into src/engine/fusion/gridKernel.ts.

/** Vocabulary entries worked on at a time: both factor tables of a block stay in the processor's first cache. */
const block: i32 = 256;
/** Bytes of one row of factors of a block. */
const rowBytes: usize = 1024;
/** exp(b + α·d) and exp(β·e) of a block: six rows each, for 0.1, 0.3, 0.5, 0.7, 0.9 and 1.0. */
const alphaRows: usize = memory.data(6 * 1024, 16);
const betaRows: usize = memory.data(6 * 1024, 16);
/** The 36 sums of a block, one vector of four partial sums each. */
const partials: usize = memory.data(36 * 16, 16);

/** Largest b, d and e, as the caller must judge whether single precision was enough. */
const maxima: usize = memory.data(3 * 4, 16);
/** The 36 sums in double precision, α outer, β inner. */
const sums: usize = memory.data(36 * 8, 16);

export function sumsAt(): usize {
  return sums;
}

export function maximaAt(): usize {
  return maxima;
}

/** First byte that the caller may use for its rows. */
export function freeAt(): usize {
  return (__heap_base + 15) & ~15;
}

/**
 * exp of four numbers to one or two units in the last place (the polynomial of Cephes' expf); exactly 0 below −87, so
 * that no slow subnormal numbers arise. Above 88 the caller does not use the result.
 */
// @ts-ignore: decorator
@inline
function exp4(given: v128): v128 {
  const x = f32x4.pmin(f32x4.pmax(given, f32x4.splat(-87)), f32x4.splat(88));
  // Added to 1.5·2²³ a number loses its fraction, and its whole part stands in the lowest bits.
  const shifted = f32x4.add(f32x4.mul(x, f32x4.splat(1.44269504088896341)), f32x4.splat(12582912));
  const n = f32x4.sub(shifted, f32x4.splat(12582912));
  const r = f32x4.sub(
    f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375))),
    f32x4.mul(n, f32x4.splat(-2.12194440e-4)),
  );
  let p = f32x4.splat(1.9875691500e-4);
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.3981999507e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(8.3334519073e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(4.1665795894e-2));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.6666665459e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(5.0000001201e-1));
  p = f32x4.add(f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r), f32x4.splat(1));
  const power = i32x4.add(i32x4.shl(shifted, 23), i32x4.splat(0x3f800000));
  return v128.andnot(f32x4.mul(p, power), f32x4.le(given, f32x4.splat(-87)));
}

/** Writes `scale` times the powers 1, 3, 5, 7, 9 and 10 of `x`: with x = exp(0.1·d) the factors of the grid's six values. */
// @ts-ignore: decorator
@inline
function powers(to: usize, scale: v128, x: v128): void {
  const square = f32x4.mul(x, x);
  let power = f32x4.mul(scale, x);
  v128.store(to, power);
  power = f32x4.mul(power, square);
  v128.store(to, power, 1024);
  power = f32x4.mul(power, square);
  v128.store(to, power, 2048);
  power = f32x4.mul(power, square);
  v128.store(to, power, 3072);
  power = f32x4.mul(power, square);
  v128.store(to, power, 4096);
  v128.store(to, f32x4.mul(power, x), 5120);
}

/** Products of all α rows with β rows `first` and `first + 1`, summed over `bytes` of a block. */
function products(first: i32, bytes: usize): void {
  let a0 = f32x4.splat(0);
  let a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0;
  let b0 = a0, b1 = a0, b2 = a0, b3 = a0, b4 = a0, b5 = a0;
  const betas = betaRows + <usize>first * rowBytes;
  for (let at: usize = 0; at < bytes; at += 16) {
    const u = v128.load(betas + at);
    const w = v128.load(betas + at, 1024);
    const row = alphaRows + at;
    let f = v128.load(row);
    a0 = f32x4.add(a0, f32x4.mul(f, u));
    b0 = f32x4.add(b0, f32x4.mul(f, w));
    f = v128.load(row, 1024);
    a1 = f32x4.add(a1, f32x4.mul(f, u));
    b1 = f32x4.add(b1, f32x4.mul(f, w));
    f = v128.load(row, 2048);
    a2 = f32x4.add(a2, f32x4.mul(f, u));
    b2 = f32x4.add(b2, f32x4.mul(f, w));
    f = v128.load(row, 3072);
    a3 = f32x4.add(a3, f32x4.mul(f, u));
    b3 = f32x4.add(b3, f32x4.mul(f, w));
    f = v128.load(row, 4096);
    a4 = f32x4.add(a4, f32x4.mul(f, u));
    b4 = f32x4.add(b4, f32x4.mul(f, w));
    f = v128.load(row, 5120);
    a5 = f32x4.add(a5, f32x4.mul(f, u));
    b5 = f32x4.add(b5, f32x4.mul(f, w));
  }
  const to = partials + ((<usize>first) << 4);
  v128.store(to, a0);
  v128.store(to, b0, 16);
  v128.store(to, a1, 96);
  v128.store(to, b1, 112);
  v128.store(to, a2, 192);
  v128.store(to, b2, 208);
  v128.store(to, a3, 288);
  v128.store(to, b3, 304);
  v128.store(to, a4, 384);
  v128.store(to, b4, 400);
  v128.store(to, a5, 480);
  v128.store(to, b5, 496);
}

// @ts-ignore: decorator
@inline
function largest(lanes: v128): f32 {
  return max<f32>(
    max<f32>(f32x4.extract_lane(lanes, 0), f32x4.extract_lane(lanes, 1)),
    max<f32>(f32x4.extract_lane(lanes, 2), f32x4.extract_lane(lanes, 3)),
  );
}

/**
 * Σ over the vocabulary of exp(b + α·d + β·e) for the 36 pairs, where b, d and e are L_smallBase, L_largeIns − L_smallBase
 * and L_smallCpt − L_smallBase, less `b0`, `d0` and `e0`.
 *
 * @param size entries of a row, a multiple of 4
 */
export function gridSums(
  largeIns: usize,
  smallCpt: usize,
  smallBase: usize,
  size: i32,
  b0: f32,
  d0: f32,
  e0: f32,
): void {
  const shiftB = f32x4.splat(b0);
  const shiftD = f32x4.splat(d0);
  const shiftE = f32x4.splat(e0);
  const tenth = f32x4.splat(0.1);
  let maxB = f32x4.splat(0), maxD = maxB, maxE = maxB;
  memory.fill(sums, 0, 36 * 8);
  for (let from: i32 = 0; from < size; from += block) {
    const bytes = (<usize>min(block, size - from)) << 2;
    const offset = (<usize>from) << 2;
    for (let at: usize = 0; at < bytes; at += 16) {
      const raw = v128.load(smallBase + offset + at);
      const b = f32x4.sub(raw, shiftB);
      const d = f32x4.sub(f32x4.sub(v128.load(largeIns + offset + at), raw), shiftD);
      const e = f32x4.sub(f32x4.sub(v128.load(smallCpt + offset + at), raw), shiftE);
      maxB = f32x4.pmax(maxB, b);
      maxD = f32x4.pmax(maxD, d);
      maxE = f32x4.pmax(maxE, e);
      powers(alphaRows + at, exp4(b), exp4(f32x4.mul(d, tenth)));
      powers(betaRows + at, f32x4.splat(1), exp4(f32x4.mul(e, tenth)));
    }
    products(0, bytes);
    products(2, bytes);
    products(4, bytes);
    for (let pair: usize = 0; pair < 36; pair++) {
      const lanes = v128.load(partials + (pair << 4));
      const sum: f64 =
        <f64>f32x4.extract_lane(lanes, 0) +
        <f64>f32x4.extract_lane(lanes, 1) +
        <f64>f32x4.extract_lane(lanes, 2) +
        <f64>f32x4.extract_lane(lanes, 3);
      const to = sums + (pair << 3);
      store<f64>(to, load<f64>(to) + sum);
    }
  }
  store<f32>(maxima, largest(maxB));
  store<f32>(maxima, largest(maxD), 4);
  store<f32>(maxima, largest(maxE), 8);
}
