import { expect, test } from 'vitest';
import { bfloatToFloat, floatToHalf, halfToFloat, largestHalf } from '../../../src/engine/runtime/half.ts';

const allHalves = Uint16Array.from({ length: 65_536 }, (_, bits) => bits);

test('known halves decode to their values', () => {
  // Bits and values from the table of examples in IEEE 754-2019's binary16 literature.
  const bits = [
    0x0000, 0x8000, 0x0001, 0x03ff, 0x0400, 0x3555, 0x3c00, 0x3c01, 0xc000, 0x7bff, 0x7c00, 0xfc00,
  ];
  const values = [
    0,
    -0,
    2 ** -24,
    1023 * 2 ** -24,
    2 ** -14,
    0.333251953125,
    1,
    1 + 2 ** -10,
    -2,
    largestHalf,
  ];
  expect([...halfToFloat(Uint16Array.from(bits))]).toEqual([...values, Infinity, -Infinity]);
  expect(halfToFloat(Uint16Array.of(0x7e00))[0]).toBeNaN();
});

test('every half survives the way to single precision and back', () => {
  const back = floatToHalf(halfToFloat(allHalves));
  const changed = [...allHalves].filter((bits) => {
    const isNaN = (bits & 0x7c00) === 0x7c00 && (bits & 0x3ff) !== 0;
    return isNaN ? (back[bits]! & 0x7e00) !== 0x7e00 : back[bits] !== bits;
  });
  expect(changed).toEqual([]);
});

test('a value between two halves goes to the nearer one, and a tie to the even one', () => {
  const values = halfToFloat(allHalves);
  for (let bits = 0; bits < 0x7bff; bits++) {
    const middle = (values[bits]! + values[bits + 1]!) / 2;
    const quarter = (values[bits]! * 3 + values[bits + 1]!) / 4;
    const [atMiddle, atQuarter, negative] = floatToHalf(Float32Array.of(middle, quarter, -middle));
    const even = bits % 2 === 0 ? bits : bits + 1;
    if (atMiddle !== even || atQuarter !== bits || negative !== (even | 0x8000)) expect.fail(`at ${bits}`);
  }
});

test('too large values become infinite, at the point where rounding says so', () => {
  const [below, at, far, negative] = floatToHalf(Float32Array.of(65_519.996, 65_520, 1e30, -Infinity));
  expect([below, at, far, negative]).toEqual([0x7bff, 0x7c00, 0x7c00, 0xfc00]);
});

test('bfloat16 is the upper half of a single', () => {
  const values = bfloatToFloat(Uint16Array.of(0x3f80, 0xc040, 0x0001, 0x7f80));
  expect([...values]).toEqual([1, -3, 2 ** -133, Infinity]);
});
