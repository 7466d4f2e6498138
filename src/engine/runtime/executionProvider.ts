/** Execution providers of ONNX Runtime that TriMix can ask for; `auto` walks a ladder. */
export const executionProviderChoices = ['auto', 'cpu', 'webgpu', 'cuda', 'dml', 'coreml'] as const;
export type ExecutionProviderChoice = (typeof executionProviderChoices)[number];
export type ExecutionProvider = Exclude<ExecutionProviderChoice, 'auto'>;
