import { convertScript, isScriptTag, scriptTags, type ScriptTag } from '../../engine/index.ts';
import { defineCommand, print } from '../command.ts';
import { UsageError } from '../failure.ts';
import { inputText } from '../generation/generationOptions.ts';

export const scriptCommand = defineCommand({
  name: 'script',
  summary: 'Write a text in another script of its language',
  options: {
    from: { type: 'string', value: 'TAG', about: `the script it is in: ${scriptTags.join(', ')}` },
    to: { type: 'string', value: 'TAG', about: 'another script of the same language' },
    text: { type: 'string', value: 'T', about: 'the text; - reads standard input' },
    file: { type: 'string', value: 'F', about: 'read the text from a UTF-8 file instead' },
  },
  async run(values, io) {
    const from = tag('--from', values.from);
    const to = tag('--to', values.to);
    const conversion = convertScript(await inputText(values, io), { from, to });
    print(io, values.json, conversion, () => conversion.text.replace(/\n?$/u, '\n'));
    const count = conversion.losses.length;
    if (values.json !== true && count > 0)
      io.err(
        `trimix: ${count} ${count === 1 ? 'place' : 'places'} would not come back as before (--json lists them).\n`,
      );
    return true;
  },
});

/** @throws UsageError */
function tag(option: string, value: string | undefined): ScriptTag {
  if (value === undefined) throw new UsageError(`${option} is missing`);
  if (isScriptTag(value)) return value;
  throw new UsageError(`${option} must be one of ${scriptTags.join(', ')}`);
}
