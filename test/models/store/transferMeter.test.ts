import { describe, expect, it } from 'vitest';
import { TransferMeter, type TransferProgress } from '../../../src/models/store/transferMeter.ts';

function meterOf(total: number) {
  const clock = { now: 0 };
  const reports: TransferProgress[] = [];
  const meter = new TransferMeter(
    'downloading',
    total,
    (report) => reports.push(report),
    () => clock.now,
  );
  return { clock, reports, meter };
}

describe('the meter', () => {
  it('tells speed and time left', () => {
    const { clock, reports, meter } = meterOf(10_000);
    for (let second = 0; second <= 4; second++) {
      clock.now = second * 1000;
      meter.at('a', second * 1000);
    }
    expect(reports.at(-1)).toEqual({
      stage: 'downloading',
      file: 'a',
      done: 4000,
      total: 10_000,
      bytesPerSecond: 1000,
      secondsLeft: 6,
    });
  });

  it('does not take for speed what was there before', () => {
    const { clock, reports, meter } = meterOf(1_000_000);
    meter.at('a', 900_000);
    expect(reports.at(-1)).toMatchObject({ bytesPerSecond: null, secondsLeft: null });
    clock.now = 1000;
    meter.at('a', 910_000);
    expect(reports.at(-1)).toMatchObject({ bytesPerSecond: 10_000, secondsLeft: 9 });
  });

  it('does not take for speed what is only read again', () => {
    const { clock, reports, meter } = meterOf(1_000_000);
    for (let second = 0; second <= 2; second++) {
      clock.now = second * 1000;
      meter.checked('a', second * 100_000);
    }
    expect(reports.at(-1)).toMatchObject({ stage: 'checking', done: 200_000, bytesPerSecond: null });
    meter.at('a', 200_000);
    clock.now = 3000;
    meter.at('a', 201_000);
    expect(reports.at(-1)).toMatchObject({ stage: 'downloading', bytesPerSecond: 1000 });
  });

  it('forgets a speed of long ago', () => {
    const { clock, reports, meter } = meterOf(1_000_000);
    for (let second = 0; second <= 60; second++) {
      clock.now = second * 1000;
      meter.at('a', second <= 30 ? second * 10_000 : 300_000 + (second - 30) * 100);
    }
    expect(reports.at(-1)?.bytesPerSecond).toBeCloseTo(100);
  });

  it('goes back when bytes are thrown away, and on with the next file', () => {
    const { clock, reports, meter } = meterOf(2000);
    meter.at('a', 800);
    clock.now = 1000;
    meter.at('a', 0);
    expect(reports.at(-1)).toMatchObject({ done: 0, bytesPerSecond: null });
    meter.at('a', 1000);
    meter.finish(1000);
    clock.now = 2000;
    meter.at('b', 1000);
    expect(reports.at(-1)).toMatchObject({ file: 'b', done: 2000, total: 2000 });
  });

  it('does not report more often than ten times a second', () => {
    const { clock, reports, meter } = meterOf(1e9);
    for (let time = 0; time < 1000; time++) {
      clock.now = time;
      meter.at('a', time);
    }
    expect(reports).toHaveLength(10);
  });
});
