/** The arrows of the house: extension → protocol ← server → engine, server → models → engine/runtime, webview → protocol. */
const forbidden = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

export default {
  forbidden: [
    forbidden(
      'no-circular',
      'A cycle hides which side owns an idea.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    forbidden(
      'only-extension-knows-vscode',
      'Everything else runs without an editor.',
      { pathNot: '^src/extension/' },
      { path: '^(vscode|vscode-languageclient.*)$' },
    ),
    forbidden(
      'vscode-client-only-in-extension',
      'The language client drags in vscode.',
      { pathNot: '^src/extension/' },
      { path: 'node_modules/vscode-languageclient' },
    ),
    forbidden(
      'engine-is-alone',
      'The engine knows no editor, no protocol, no network.',
      { path: '^src/engine/' },
      { path: '^src/(?!engine/)|node_modules/vscode-|^(https?|net|tls)$' },
    ),
    forbidden(
      'runtime-knows-no-fusion',
      'The runtime runs one model and knows nothing of mixing.',
      { path: '^src/engine/runtime/' },
      { path: '^src/engine/(fusion|decoding|tasks)/' },
    ),
    forbidden(
      'models-use-runtime-only',
      'Models on disk need the runtime and nothing above it.',
      { path: '^src/models/' },
      { path: '^src/(extension|server|cli|protocol)/|^src/engine/(fusion|decoding|tasks)/' },
    ),
    forbidden(
      'protocol-is-types',
      'The protocol may borrow types of the engine, never code.',
      { path: '^src/protocol/' },
      { path: '^src/(?!protocol/)', dependencyTypesNot: ['type-only'] },
    ),
    forbidden(
      'server-knows-no-client',
      'Arrows point one way.',
      { path: '^src/server/' },
      { path: '^src/(extension|cli)/|^webview/' },
    ),
    forbidden(
      'extension-is-thin',
      'No model, no token is ever computed in the extension host. Where a unit of text ends, a key press cannot wait for; the texts of errors are data.',
      { path: '^src/extension/' },
      { path: '^src/(engine/(?!text/acceptance\\.ts$|errorTexts\\.ts$)|server|cli|models)/' },
    ),
    forbidden(
      'webview-speaks-protocol',
      'A webview knows messages, nothing else of ours.',
      { path: '^webview/' },
      { path: '^src/(?!protocol/)', dependencyTypesNot: ['type-only'] },
    ),
    forbidden(
      'toolkit-in-one-module',
      'The toolkit is archived upstream: one module to replace.',
      { path: '^webview/', pathNot: '^webview/toolkit\\.ts$' },
      { path: 'webview-ui-toolkit' },
    ),
    forbidden(
      'ort-in-runtime',
      'onnxruntime-node stays behind the runtime interface.',
      { path: '^src/', pathNot: '^src/engine/runtime/' },
      { path: 'onnxruntime' },
    ),
    forbidden(
      'systeminformation-in-memory',
      'What asks the system for its hardware stays behind one folder.',
      { path: '^src/', pathNot: '^src/engine/memory/' },
      { path: 'systeminformation' },
    ),
    forbidden(
      'hub-in-hub',
      'The hub, and with it the network, stays behind one folder.',
      { path: '^src/', pathNot: '^src/models/hub/' },
      { path: '@huggingface/hub' },
    ),
    forbidden(
      'tokenizers-in-tokenizer',
      'The tokenizer library stays behind one interface.',
      { path: '^src/', pathNot: '^src/engine/tokenizer/' },
      { path: '@huggingface/tokenizers' },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.mjs', '.js'] },
  },
};
