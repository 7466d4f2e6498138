import type { Command } from '../command.ts';
import { benchCommand } from './bench.ts';
import { completeCommand } from './complete.ts';
import { detectCommand } from './detect.ts';
import { doctorCommand } from './doctor.ts';
import { evalPerplexityCommand } from './evalPerplexity.ts';
import { evalTranslateCommand } from './evalTranslate.ts';
import { logitsCommand } from './logits.ts';
import { modelsAssembleCommand } from './modelsAssemble.ts';
import { modelsConvertCommand } from './modelsConvert.ts';
import { modelsImportCommand } from './modelsImport.ts';
import { modelsInstallCommand } from './modelsInstall.ts';
import { modelsListCommand } from './modelsList.ts';
import { modelsRemoveCommand } from './modelsRemove.ts';
import { modelsVerifyCommand } from './modelsVerify.ts';
import { translateCommand } from './translate.ts';

/** Every command there is, in the order in which they are listed. */
export const commands: readonly Command[] = [
  completeCommand,
  translateCommand,
  detectCommand,
  evalPerplexityCommand,
  evalTranslateCommand,
  benchCommand,
  logitsCommand,
  modelsListCommand,
  modelsInstallCommand,
  modelsImportCommand,
  modelsConvertCommand,
  modelsAssembleCommand,
  modelsVerifyCommand,
  modelsRemoveCommand,
  doctorCommand,
];
