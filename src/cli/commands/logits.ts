import { lastLogits } from '../../engine/index.ts';
import { defineCommand, print } from '../command.ts';
import { UsageError } from '../failure.ts';
import { parseInteger } from '../numbers.ts';
import { table } from '../table.ts';
import { trioBudget, trioOptions } from '../trioOption.ts';

/** How many of the greatest logits a person is shown. */
const shown = 10;

export const logitsCommand = defineCommand({
  name: 'logits',
  summary: 'Logits of the last position for given token ids, to check a conversion',
  options: {
    model: { type: 'string', value: 'DIR', about: 'a model folder of any layout, or one of its .onnx files' },
    ids: { type: 'string', value: '1,2,3', about: 'token ids' },
    ep: trioOptions.ep,
  },
  async run(values, io) {
    if (values.model === undefined || values.ids === undefined)
      throw new UsageError('Give --model and --ids');
    const ids = values.ids.split(',').map((id) => parseInteger('ids', id, 0, 2 ** 31 - 1));
    const options = { ...trioBudget(values, io), signal: io.signal };
    const logits = Array.from(await lastLogits(values.model, ids, options));
    print(io, values.json, { ids, logits }, () => {
      const best = logits.map((logit, id) => ({ id, logit })).sort((a, b) => b.logit - a.logit);
      return table(
        ['id', 'logit'],
        best.slice(0, shown).map(({ id, logit }) => [String(id), logit.toFixed(5)]),
      );
    });
    return true;
  },
});
