import { describe, expect, it } from 'vitest';
import { chooseGraphics, type GraphicsController } from '../../../src/engine/memory/graphicsMemory.ts';

const linux = { platform: 'linux', arch: 'x64', totalMemory: 32e9 } as const;
const windows = { platform: 'win32', arch: 'x64', totalMemory: 32e9 } as const;
const mebibyte = 1024 ** 2;

/** What systeminformation reported on real machines, as its users wrote in its issues (numbers in the names). */
const recorded = {
  '1035 Radeon beside integrated graphics, Linux': [
    {
      vendor: 'Advanced Micro Devices, Inc. [AMD/ATI]',
      model: 'Device 744c',
      vram: 32_768,
      vramDynamic: false,
    },
    { vendor: 'Advanced Micro Devices, Inc. [AMD/ATI]', model: 'Device 164e', vram: 256, vramDynamic: false },
  ],
  '344 two GeForce cards, Windows': [
    { vendor: 'NVIDIA', model: 'NVIDIA GeForce GTX 1080 Ti', vram: 4_095, vramDynamic: true },
    { vendor: 'NVIDIA', model: 'NVIDIA GeForce GTX 1080 Ti', vram: 4_095, vramDynamic: true },
  ],
  '348 integrated graphics, Intel Mac': [
    { vendor: 'Intel', model: 'Intel UHD Graphics 630', vram: 1_536, vramDynamic: true },
    { vendor: 'AMD', model: 'Radeon Pro 560X', vram: 4, vramDynamic: false },
  ],
} as const satisfies Record<string, readonly GraphicsController[]>;

describe('the graphics processor that models would run on', () => {
  it('is the one with the most memory', () => {
    const found = chooseGraphics(recorded['1035 Radeon beside integrated graphics, Linux'], linux, null);
    expect(found).toEqual({
      name: 'Device 744c',
      total: 32_768 * mebibyte,
      available: null,
      unified: false,
    });
  });

  it('has memory of its own, whatever Windows calls it', () => {
    const found = chooseGraphics(recorded['344 two GeForce cards, Windows'], windows, null);
    expect(found).toMatchObject({ total: 4_095 * mebibyte, unified: false });
  });

  it('shares main memory where it is a part of the processor', () => {
    const mac = { platform: 'darwin', arch: 'x64', totalMemory: 16e9 } as const;
    const found = chooseGraphics(recorded['348 integrated graphics, Intel Mac'], mac, null);
    expect(found).toMatchObject({ name: 'Intel UHD Graphics 630', unified: true });
    const silicon = { platform: 'darwin', arch: 'arm64', totalMemory: 24e9 } as const;
    const apple = { vendor: 'Apple', model: 'Apple M3', vram: null, vramDynamic: true };
    expect(chooseGraphics([apple], silicon, null)).toEqual({
      name: 'Apple M3',
      total: 16e9,
      available: null,
      unified: true,
    });
  });

  it('tells what is free where the driver does', () => {
    const card = {
      vendor: 'NVIDIA Corporation',
      model: 'GA104',
      vram: 8_192,
      vramDynamic: false,
      memoryTotal: 8_192,
      memoryFree: 6_000,
    };
    expect(chooseGraphics([card], linux, null)).toMatchObject({ available: 6_000 * mebibyte });
  });

  it('is none where there is none, or none whose memory is known', () => {
    expect(chooseGraphics([], linux, null)).toBeNull();
    const unknown = { vendor: 'Broadcom', model: 'VideoCore', vram: null, vramDynamic: true };
    expect(chooseGraphics([unknown], linux, null)).toBeNull();
    expect(chooseGraphics([{ ...unknown, vram: 0 }], linux, null)).toBeNull();
  });

  it('has as much memory as the user says', () => {
    const [wrong] = recorded['344 two GeForce cards, Windows'];
    const found = chooseGraphics([wrong], windows, 11e9);
    expect(found).toMatchObject({ name: 'NVIDIA GeForce GTX 1080 Ti', total: 11e9, available: null });
    expect(chooseGraphics([], linux, 11e9)).toMatchObject({ total: 11e9 });
  });
});
