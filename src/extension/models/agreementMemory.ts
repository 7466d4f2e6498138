import type * as vscode from 'vscode';
import type { InstallOffer } from '../../protocol/engineTypes.ts';
import { agreementKey, openAgreements, readAgreements } from './agreement.ts';

const key = 'trimix.licencesAgreedTo';

/** Which licences the user has agreed to, kept over sessions: an installation that goes on does not ask again. */
export class AgreementMemory {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  /** The checkpoints of an offer that nothing was agreed to yet for. */
  open(offer: InstallOffer): InstallOffer['checkpoints'] {
    return openAgreements(offer, this.#agreed);
  }

  async add(checkpoints: InstallOffer['checkpoints']): Promise<void> {
    await this.#state.update(key, [...new Set([...this.#agreed, ...checkpoints.map(agreementKey)])]);
  }

  get #agreed(): readonly string[] {
    return readAgreements(this.#state.get<unknown>(key));
  }
}
