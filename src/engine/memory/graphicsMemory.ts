/** A graphics processor's memory, in bytes. */
export interface GraphicsMemory {
  readonly name: string;
  readonly total: number;
  /** Null where the system does not tell. */
  readonly available: number | null;
  /** It is main memory that both use. */
  readonly unified: boolean;
}

/** What is looked at of a graphics controller as `systeminformation` reports it; memory in MiB. */
export interface GraphicsController {
  readonly vendor: string;
  readonly model: string;
  readonly vram: number | null;
  readonly vramDynamic: boolean;
  readonly memoryTotal?: number;
  readonly memoryFree?: number;
}

/** Where the controllers are. */
export interface GraphicsHost {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  /** Bytes of main memory. */
  readonly totalMemory: number;
}

const mebibyte = 1024 ** 2;

/** Metal recommends to use at most two thirds to three quarters of a Mac's memory, the more the larger it is. */
const appleShare = 2 / 3;

/**
 * The graphics processor that models would run on: the one with the most memory, as providers choose the fastest.
 *
 * @param setting bytes of graphics memory where the user knows better; null to believe the system
 * @returns null where no controller is found, or none whose memory is known
 */
export function chooseGraphics(
  controllers: readonly GraphicsController[],
  { platform, arch, totalMemory }: GraphicsHost,
  setting: number | null,
): GraphicsMemory | null {
  if (platform === 'darwin' && arch === 'arm64') {
    const name = controllers[0]?.model ?? 'Apple GPU';
    return { name, total: setting ?? Math.floor(appleShare * totalMemory), available: null, unified: true };
  }
  const known = controllers.map(describe).filter((found) => found !== null);
  const largest = known.reduce<GraphicsMemory | null>(
    (best, found) => (best === null || found.total > best.total ? found : best),
    null,
  );
  if (setting === null) return largest;
  const name = largest?.name ?? controllers[0]?.model ?? 'graphics processor';
  return { name, total: setting, available: null, unified: largest?.unified ?? false };
}

function describe({ vendor, model, ...controller }: GraphicsController): GraphicsMemory | null {
  const total = controller.memoryTotal ?? controller.vram;
  if (total === null || !(total > 0)) return null;
  return {
    name: model === '' ? vendor : model,
    total: total * mebibyte,
    available: controller.memoryFree === undefined ? null : controller.memoryFree * mebibyte,
    // Windows calls the memory of separate cards dynamic too; Intel's own processors share main memory.
    unified: controller.vramDynamic && /intel/iu.test(vendor),
  };
}
