/** Models on disk: what the server and the command line use. */
export type { ConvertModelOptions } from './convert/convertModel.ts';
export { convertModel } from './convert/convertModel.ts';
export type { ConvertTrioOptions, TrioSource } from './convert/convertTrio.ts';
export { convertTrio } from './convert/convertTrio.ts';
export type { Precision } from './convert/precision.ts';
export { defaultBlockSize } from './convert/precision.ts';
export type { Provenance } from './convert/writeModel.ts';
