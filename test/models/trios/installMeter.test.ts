import { describe, expect, it } from 'vitest';
import { InstallMeter } from '../../../src/models/trios/installMeter.ts';
import type { InstallProgress } from '../../../src/models/index.ts';

function meterOf(steps: number, total: number) {
  const clock = { now: 0 };
  const reports: InstallProgress[] = [];
  const meter = new InstallMeter({
    steps,
    total,
    report: (progress) => reports.push(progress),
    now: () => clock.now,
  });
  return { clock, reports, meter };
}

describe('the meter of an installation', () => {
  it('counts a byte half when it is there and half when it is converted', () => {
    const { reports, meter, clock } = meterOf(2, 3000);
    meter.begin('a/one', 1000);
    meter.downloading(1000);
    expect(reports.at(-1)).toMatchObject({ repository: 'a/one', step: 1, steps: 2, done: 500, total: 3000 });
    clock.now = 1000;
    meter.converting(1);
    expect(reports.at(-1)).toMatchObject({ stage: 'converting', done: 1000 });
    meter.begin('a/two', 2000);
    meter.checking(500);
    expect(reports.at(-1)).toMatchObject({ stage: 'checking', repository: 'a/two', step: 2, done: 1250 });
    clock.now = 2000;
    meter.converting(0.5);
    expect(reports.at(-1)).toMatchObject({ stage: 'converting', done: 2000 });
  });

  it('counts files that no conversion asks for as done in the end', () => {
    const { reports, meter } = meterOf(1, 1000);
    meter.begin('a/one', 1000);
    meter.downloading(700);
    meter.converting(1);
    expect(reports.at(-1)).toMatchObject({ done: 1000 });
  });

  it('tells the speed of the download, and the time for all that is left', () => {
    const { clock, reports, meter } = meterOf(1, 100_000);
    meter.begin('a/one', 100_000);
    for (let second = 0; second <= 4; second++) {
      clock.now = second * 1000;
      meter.downloading(second * 10_000);
    }
    expect(reports.at(-1)).toMatchObject({ bytesPerSecond: 10_000, secondsLeft: 6 });
    meter.pauseDownload();
    for (const [second, share] of [
      [5, 0.1],
      [6, 0.3],
    ] as const) {
      clock.now = second * 1000;
      meter.converting(share);
    }
    // 60 000 to download at 10 000 per second, 70 000 to convert at 20 000 per second.
    expect(reports.at(-1)).toMatchObject({ bytesPerSecond: null, secondsLeft: 6 + 3.5 });
  });

  it('tells no time before there is something to measure', () => {
    const { reports, meter } = meterOf(1, 1000);
    meter.begin('a/one', 1000);
    meter.downloading(10);
    expect(reports.at(-1)).toMatchObject({ bytesPerSecond: null, secondsLeft: null });
  });

  it('reports ten times a second at most, and every change of stage', () => {
    const { clock, reports, meter } = meterOf(1, 1_000_000);
    meter.begin('a/one', 1_000_000);
    for (; clock.now < 1000; clock.now++) meter.downloading(clock.now);
    expect(reports).toHaveLength(10);
    meter.converting(0);
    expect(reports).toHaveLength(11);
  });

  it('counts what is copied by itself', () => {
    const { reports, meter } = meterOf(1, 0);
    meter.begin('a/one', 0);
    meter.copying(5, 10);
    expect(reports.at(-1)).toMatchObject({ stage: 'copying', done: 5, total: 10, secondsLeft: null });
  });
});
