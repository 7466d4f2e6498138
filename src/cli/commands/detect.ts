import { detectLanguage } from '../../engine/text/detect.ts';
import { assertProcessable } from '../../engine/text/wellFormed.ts';
import { defineCommand, print } from '../command.ts';
import { inputText } from '../generation/generationOptions.ts';

export const detectCommand = defineCommand({
  name: 'detect',
  summary: 'Tell the language and script of a text',
  options: {
    text: { type: 'string', value: 'T', about: 'the text; - reads standard input' },
    file: { type: 'string', value: 'F', about: 'read the text from a UTF-8 file instead' },
  },
  async run(values, io) {
    const text = await inputText(values, io);
    assertProcessable(text);
    const { language: tag, script, confidence } = detectLanguage(text);
    // The script has a field of its own: kk-Arab is kk in Arab.
    const language = tag.replace(/-.*$/u, '');
    print(
      io,
      values.json,
      { language, script, confidence },
      () => `${language} ${script} ${confidence.toFixed(3)}\n`,
    );
    return true;
  },
});
