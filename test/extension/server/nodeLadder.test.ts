import { describe, expect, it } from 'vitest';
import {
  nodeCandidates,
  probeNode,
  type Surroundings,
} from '../../../src/extension/server/nodeCandidates.ts';
import { chooseNode, type NodeFacts } from '../../../src/extension/server/nodeLadder.ts';

const desktop: Surroundings = {
  nodePath: '',
  execPath: '/opt/code/code',
  electron: true,
  pathVariable: '/usr/local/bin:/usr/bin:.:relative/bin:/usr/bin',
  platform: 'linux',
  exists: (file) => file.startsWith('/usr/bin/') || !file.startsWith('/usr'),
};

describe('where a Node is looked for', () => {
  it('on the desktop: the setting, the PATH, Electron last', () => {
    expect(nodeCandidates({ ...desktop, nodePath: '/mine/node' })).toEqual([
      { origin: 'setting', file: '/mine/node' },
      { origin: 'path', file: '/usr/bin/node' },
      { origin: 'electron', file: '/opt/code/code' },
    ]);
  });

  it('on a remote machine: its own Node before the PATH, and no Electron', () => {
    const remote = nodeCandidates({ ...desktop, electron: false, execPath: '/server/node' });
    expect(remote.map((candidate) => candidate.origin)).toEqual(['extension-host', 'path']);
  });

  it('never in a relative folder of the PATH, where the workspace could put one', () => {
    const everywhere = nodeCandidates({ ...desktop, exists: () => true });
    expect(everywhere.every((candidate) => candidate.file.startsWith('/'))).toBe(true);
  });
});

describe('the ladder', () => {
  const facts: NodeFacts = { version: '24.1.0', arch: 'x64', electron: false };
  const choose = async (answers: Readonly<Record<string, NodeFacts | Error>>) => {
    const lines: string[] = [];
    const chosen = await chooseNode({
      candidates: nodeCandidates({ ...desktop, nodePath: '/mine/node' }),
      arch: 'x64',
      probe: (file) => {
        const answer = answers[file];
        return answer !== undefined && !(answer instanceof Error)
          ? Promise.resolve(answer)
          : Promise.reject(answer ?? new Error('no such file'));
      },
      log: (line) => lines.push(line),
    });
    return { chosen: chosen?.file ?? null, lines };
  };
  const electron = { '/opt/code/code': { ...facts, version: '20.18.3', electron: true } };

  it('takes the setting when it is a Node', async () => {
    const { chosen, lines } = await choose({ '/mine/node': facts, ...electron });
    expect(chosen).toBe('/mine/node');
    expect(lines).toHaveLength(1);
  });

  it.each([
    ['missing', new Error('ENOENT')],
    ['too old', { ...facts, version: '20.17.0' }],
    ['for another processor', { ...facts, arch: 'arm64' }],
    ['Electron in disguise', { ...facts, electron: true }],
  ])('goes on when the setting names one that is %s, and says so', async (_why, answer) => {
    const { chosen, lines } = await choose({ '/mine/node': answer, '/usr/bin/node': facts, ...electron });
    expect(chosen).toBe('/usr/bin/node');
    expect(lines[0]).toContain('/mine/node');
  });

  it('ends at Electron, and finds nothing when even that is too old', async () => {
    expect((await choose(electron)).chosen).toBe('/opt/code/code');
    expect(
      (await choose({ '/opt/code/code': { ...facts, version: '18.20.0', electron: true } })).chosen,
    ).toBeNull();
  });

  it('asks a real executable', async () => {
    expect(await probeNode(process.execPath)).toEqual({
      version: process.versions.node,
      arch: process.arch,
      electron: false,
    });
    await expect(probeNode('/bin/true')).rejects.toThrow();
    await expect(probeNode('/nowhere/node')).rejects.toThrow();
  });
});
