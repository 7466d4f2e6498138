import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import {
  complete,
  cpuRuntimeReport,
  probeExecutionProviders,
  readMachineMemory,
  recommendedRule,
  TriMixError,
  usableProviders,
  type MachineMemory,
  type ProviderReport,
  type TrioBudget,
} from '../../engine/index.ts';
import { passages } from '../bench/passages.ts';
import { defineCommand, print } from '../command.ts';
import type { Io } from '../io.ts';
import { machine } from '../machine.ts';
import { bundledTrios } from '../models/bundledTrios.ts';
import { fileVerdicts, type ToldVerdict } from '../models/fileVerdicts.ts';
import { describePlaces, trioPlaces, wouldRun, type TrioPlaces } from '../models/trioPlaces.ts';
import { measuredTrio, speedLines, type ModelSpeed } from '../models/speeds.ts';
import { formatBytes } from '../quantities.ts';
import { trioBudget, trioDirectory, trioOptions, withTrio, type TrioValues } from '../trioOption.ts';

/** Tokens of the smoke test. */
const smokeTokens = 8;

export const doctorCommand = defineCommand({
  name: 'doctor',
  summary: 'Check that everything needed is here and works',
  options: trioOptions,
  async run(values, io) {
    const here = machine();
    const versions = {
      trimix: await packageVersion(path.join(io.packageRoot, 'package.json')),
      node: here.node,
      onnxruntime: await runtimeVersion(io.packageRoot),
    };
    const budget = trioBudget(values, io);
    const executionProviders = await triedProviders(budget, io);
    const cpuRuntime = await cpuRuntimeReport();
    const usable = executionProviders.filter(({ available }) => available).map(({ provider }) => provider);
    const memory = await readMachineMemory(usable, budget.gpuMemory ?? null);
    const directories = await trioDirectories(values, io);
    const models = await verifyModels(directories, io);
    const speeds = await measuredSpeeds(values, budget, io);
    const trios: TrioPlaces[] = [];
    for (const directory of directories) trios.push(await trioPlaces(directory, budget));
    const smokeTest = await runSmokeTest(values, io);
    const ok = smokeTest.ok && models.length > 0 && models.every((model) => model.ok);
    const result = {
      ok,
      versions,
      machine: here,
      memory,
      executionProviders,
      cpuRuntime,
      models,
      speeds,
      trios,
      smokeTest,
    };
    print(io, values.json, result, () =>
      [
        `TriMix ${versions.trimix}, Node ${versions.node}, ONNX Runtime ${versions.onnxruntime}, ${here.platform}`,
        `${here.processor}, ${here.parallelism} threads`,
        '',
        'Memory',
        ...memoryLines(memory),
        '',
        'Execution providers',
        ...executionProviders.map(({ provider, available, reason }) =>
          mark(available, `${provider}: ${reason}`, 'no'),
        ),
        `  on the CPU models run by ${describeRuntime(cpuRuntime)}`,
        '',
        'Models',
        ...(models.length > 0 ? models.map(describeModel) : ['  no models were found']),
        ...(speeds.length > 0 ? ['', 'Speed', ...speedLines(speeds).map((line) => `  ${line}`)] : []),
        '',
        'Where they would run now',
        ...trios.flatMap((places) => {
          const [head = '', ...lines] = describePlaces(places);
          return [mark(wouldRun(places), head, 'no'), ...lines.map((line) => `         ${line}`)];
        }),
        '',
        'Smoke test',
        mark(smokeTest.ok, smokeTest.finding),
        '',
      ].join('\n'),
    );
    if (!ok) io.err('trimix: Something is wrong; see above.\n');
    return ok;
  },
});

/** Tries the providers anew, whatever is remembered of them: this is the command to run after a change of the driver. */
async function triedProviders(
  { providerTests: tests }: TrioBudget,
  { signal }: Io,
): Promise<readonly ProviderReport[]> {
  if (tests === undefined) return probeExecutionProviders();
  return await usableProviders({ tests, signal, again: true });
}

/** Measures the chosen trio anew; nothing where it cannot even be opened, which is said elsewhere. */
async function measuredSpeeds(
  values: TrioValues,
  budget: TrioBudget,
  io: Io,
): Promise<readonly ModelSpeed[]> {
  try {
    return await measuredTrio(trioDirectory(values, io), budget, io, { again: true });
  } catch (error) {
    if (!(error instanceof TriMixError) || error.code === 'cancelled') throw error;
    return [];
  }
}

interface ModelCheck {
  readonly directory: string;
  readonly ok: boolean;
  readonly files: readonly ToldVerdict[];
}

/** The bundled trios, and the chosen one where it is another. */
async function trioDirectories(values: TrioValues, io: Io): Promise<readonly string[]> {
  return [...new Set([...(await bundledTrios(io.packageRoot)), trioDirectory(values, io)])];
}

async function verifyModels(directories: readonly string[], io: Io): Promise<readonly ModelCheck[]> {
  const checks: ModelCheck[] = [];
  for (const directory of directories) {
    const files = await fileVerdicts(directory, { signal: io.signal });
    checks.push({ directory, ok: files.every((file) => file.ok), files });
  }
  return checks;
}

interface SmokeTest {
  readonly ok: boolean;
  readonly finding: string;
}

/** Loads the trio and lets it write a few tokens. */
async function runSmokeTest(values: TrioValues, io: Io): Promise<SmokeTest> {
  try {
    return await withTrio(values, io, async (trio) => {
      const [language] = trio.info.languages;
      if (language === undefined) return { ok: false, finding: 'the trio names no language' };
      const rule = recommendedRule(trio.info, { kind: 'completion', language });
      const request = {
        prefix: passages[language],
        language,
        rule,
        maxTokens: smokeTokens,
        endAt: 'none',
      } as const;
      const found = await complete(trio, { ...request, sampling: { kind: 'greedy' } }, { signal: io.signal });
      const providers = new Set(
        Object.values(trio.info.models).flatMap((model) => model?.executionProvider ?? []),
      );
      const speed = `${found.timings.tokensPerSecond.toFixed(0)} tokens per second on ${[...providers].join(', ')}`;
      return {
        ok: found.tokens > 0,
        finding: `${trio.info.name} continued ${language} at ${speed}: ${found.text.trim()}`,
      };
    });
  } catch (error) {
    // A defect of the program is no finding about this machine.
    if (!(error instanceof TriMixError) || error.code === 'cancelled') throw error;
    return { ok: false, finding: error.message };
  }
}

function describeRuntime({ runtime, reason }: Awaited<ReturnType<typeof cpuRuntimeReport>>): string {
  const name = runtime === 'native' ? 'ONNX Runtime’s C interface' : 'onnxruntime-node';
  return `${name}: ${reason}`;
}

function describeModel({ directory, ok, files }: ModelCheck): string {
  const wrong = files.filter((file) => !file.ok).map(({ file, finding }) => `\n         ${file}: ${finding}`);
  return mark(ok, `${directory} (${files.length} files)${wrong.join('')}`);
}

function mark(ok: boolean, text: string, otherwise = 'WRONG'): string {
  return `  ${(ok ? 'ok' : otherwise).padEnd(6)} ${text}`;
}

function memoryLines({ total, available, gpu }: MachineMemory): readonly string[] {
  const main = `  main memory: ${formatBytes(available)} of ${formatBytes(total)} free`;
  if (gpu === null)
    return [main, '  graphics memory: none that could be used was found (--gpu-memory names it)'];
  const free = gpu.available === null ? '' : `${formatBytes(gpu.available)} of `;
  const how = gpu.unified ? ', shared with main memory' : '';
  return [
    main,
    `  graphics memory: ${free}${formatBytes(gpu.total)}, ${gpu.name} by ${gpu.executionProvider}${how}`,
  ];
}

async function packageVersion(file: string): Promise<string> {
  const value: unknown = JSON.parse(await readFile(file, 'utf8'));
  const isPackage = typeof value === 'object' && value !== null && 'version' in value;
  return isPackage && typeof value.version === 'string' ? value.version : 'unknown';
}

async function runtimeVersion(packageRoot: string): Promise<string> {
  try {
    const require = createRequire(path.join(packageRoot, 'package.json'));
    return await packageVersion(require.resolve('onnxruntime-node/package.json'));
  } catch {
    return 'not installed';
  }
}
