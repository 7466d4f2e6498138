import { describe, expect, it } from 'vitest';
import {
  agreementDetail,
  agreementKey,
  licencePages,
  openAgreements,
  readAgreements,
} from '../../../src/extension/models/agreement.ts';
import type { InstallOffer } from '../../../src/protocol/engineTypes.ts';
import { english } from '../localiser.ts';

const apache = { id: 'apache-2.0', name: 'Apache License 2.0', url: 'https://licence.example.org/apache' };
const research = { id: 'other', name: 'Research Licence', url: 'https://licence.example.org/research' };
const checkpoint = (repository: string, licence: typeof apache, commercialUse: boolean | null) => ({
  repository,
  commit: 'c'.repeat(40),
  licence,
  commercialUse,
  downloadBytes: 3e9,
});
const offer: InstallOffer = {
  trio: 'bo-x',
  precision: 'int4',
  checkpoints: [checkpoint('a/one', apache, true), checkpoint('b/two', research, false)],
  downloadBytes: 6e9,
  diskBytes: 2e9,
  peakDiskBytes: 5e9,
};

describe('agreeing to licences', () => {
  it('names each licence with its page, and warns where business is forbidden', () => {
    const detail = agreementDetail(english, offer, offer.checkpoints);
    expect(detail).toContain('a/one (3 GB): Apache License 2.0\n   https://licence.example.org/apache');
    expect(detail).toContain('b/two (3 GB): Research Licence (no commercial use)');
    expect(detail).toContain('Download: 6 GB. On disk afterwards: 2 GB; while installing: 5 GB.');
    expect(detail).toMatch(/forbids commercial use/);
    expect(agreementDetail(english, offer, offer.checkpoints.slice(0, 1))).not.toMatch(/commercial use/);
  });

  it('does not ask again for what was agreed to, and asks when the licence is another', () => {
    const agreed = offer.checkpoints.map(agreementKey);
    expect(openAgreements(offer, agreed)).toEqual([]);
    expect(openAgreements(offer, [])).toEqual(offer.checkpoints);
    const changed = { ...offer, checkpoints: [checkpoint('a/one', research, false)] };
    expect(openAgreements(changed, agreed)).toEqual(changed.checkpoints);
    // Another commit under the same licence is agreed to already.
    const newer = {
      ...offer,
      checkpoints: offer.checkpoints.map((one) => ({ ...one, commit: 'd'.repeat(40) })),
    };
    expect(openAgreements(newer, agreed)).toEqual([]);
  });

  it.each([undefined, null, 'text', { 0: 'x' }])('takes %j as nothing agreed to', (value) => {
    expect(readAgreements(value)).toEqual([]);
  });

  it('opens only web pages, each once', () => {
    const hostile = checkpoint('c/three', { id: 'x', name: 'X', url: 'command:workbench.action.quit' }, true);
    expect(licencePages([...offer.checkpoints, ...offer.checkpoints, hostile])).toEqual([
      apache.url,
      research.url,
    ]);
  });
});
