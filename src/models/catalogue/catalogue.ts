import { join } from 'node:path';
import { z } from 'zod';
import { readManifest } from '../../engine/runtime/modelFolder.ts';
import { languageTags } from '../../engine/text/languages.ts';
import { repositorySchema } from '../hub/repository.ts';
import { shapeSchema, type Shape } from './shape.ts';

/** Name of the catalogue inside the program's models folder. */
export const catalogueFile = 'catalog.json';

const key = z.string().regex(/^[a-z0-9][a-z0-9.-]*$/, 'must be lower-case letters, digits, dots and hyphens');

/** A family's models share a tokenizer and can be mixed. */
const family = z.enum(['qwen2.5', 'gemma-3']);

const licenceSchema = z.strictObject({
  /** The name that is shown. */
  name: z.string().min(1),
  url: z.url(),
  /** False where the licence forbids commercial use. */
  commercialUse: z.boolean(),
});

const checkpointSchema = z.strictObject({
  repository: repositorySchema,
  family,
  /** Key of its shape. */
  shape: key,
  /** Key of its licence. */
  licence: key,
  /** The hub asks for an agreement and a token first. */
  gated: z.boolean(),
  /** Not certain to be published: it is there only if the hub says so. */
  onlyIfOnHub: z.boolean(),
  /** The language-script pair it was continually pretrained on; null for general models. */
  trainedOn: z.enum(languageTags).nullable(),
});

/** A chrF++ score as a fraction. */
const score = z.number().min(0).max(1);

/** Published translation quality of a rule with these models. */
const qualitySchema = z.strictObject({
  rule: z.enum(['single:small-cpt', 'proxy-tuning', 'trimix', 'safw']),
  toEnglish: score,
  fromEnglish: score,
});

const weightsSchema = z.strictObject({ alpha: z.number(), beta: z.number() });

const trioSchema = z.strictObject({
  id: key,
  /** The one language-script pair that the trio writes. */
  language: z.enum(languageTags),
  largeIns: repositorySchema,
  smallCpt: repositorySchema,
  smallBase: repositorySchema,
  /** Published figures, as far as there are any. */
  quality: z.array(qualitySchema),
  /** Weights that the paper's scripts use, as far as they are published. */
  weights: z.strictObject({
    completion: weightsSchema.nullable(),
    toEnglish: weightsSchema.nullable(),
    fromEnglish: weightsSchema.nullable(),
  }),
});

/** The catalogue: what is published, and which of it makes a trio. */
export const catalogueSchema = z
  .strictObject({
    format: z.literal(1),
    /** Test set and measure of all figures of quality. */
    qualityMeasure: z.string(),
    shapes: z.record(key, shapeSchema),
    licences: z.record(key, licenceSchema),
    checkpoints: z.array(checkpointSchema).min(1),
    trios: z.array(trioSchema).min(1),
  })
  .superRefine((catalogue, context) => {
    for (const message of contradictions(catalogue)) context.addIssue({ code: 'custom', message });
  });

/** A licence with its key: the hub's own short name of it. */
export interface CatalogueLicence extends z.infer<typeof licenceSchema> {
  readonly id: string;
}

/** A published checkpoint with what its keys stand for. */
export interface CatalogueCheckpoint extends Omit<z.infer<typeof checkpointSchema>, 'shape' | 'licence'> {
  readonly shape: Shape;
  readonly licence: CatalogueLicence;
}

/** A trio with its checkpoints. */
export interface CatalogueTrio extends Omit<
  z.infer<typeof trioSchema>,
  'largeIns' | 'smallCpt' | 'smallBase'
> {
  readonly largeIns: CatalogueCheckpoint;
  readonly smallCpt: CatalogueCheckpoint;
  readonly smallBase: CatalogueCheckpoint;
}

/** What can be installed. */
export interface Catalogue {
  readonly qualityMeasure: string;
  readonly checkpoints: readonly CatalogueCheckpoint[];
  readonly trios: readonly CatalogueTrio[];
}

/**
 * Reads the catalogue that comes with the program.
 *
 * @param modelsFolder the program's own `models` folder
 * @throws TriMixError `model-file-missing`, `model-manifest-invalid`
 */
export async function readCatalogue(modelsFolder: string): Promise<Catalogue> {
  const file = await readManifest(join(modelsFolder, catalogueFile), catalogueSchema);
  const checkpoints = new Map<string, CatalogueCheckpoint>();
  for (const { shape, licence, ...rest } of file.checkpoints) {
    // The schema has checked that every key is there.
    checkpoints.set(rest.repository, {
      ...rest,
      shape: file.shapes[shape]!,
      licence: { id: licence, ...file.licences[licence]! },
    });
  }
  const trios = file.trios.map(({ largeIns, smallCpt, smallBase, ...rest }) => ({
    ...rest,
    largeIns: checkpoints.get(largeIns)!,
    smallCpt: checkpoints.get(smallCpt)!,
    smallBase: checkpoints.get(smallBase)!,
  }));
  return { qualityMeasure: file.qualityMeasure, checkpoints: [...checkpoints.values()], trios };
}

/** What one part of the file says against another. */
function* contradictions(file: {
  readonly shapes: Readonly<Record<string, Shape>>;
  readonly licences: Readonly<Record<string, unknown>>;
  readonly checkpoints: readonly z.infer<typeof checkpointSchema>[];
  readonly trios: readonly z.infer<typeof trioSchema>[];
}): Generator<string> {
  const known = new Map(file.checkpoints.map((checkpoint) => [checkpoint.repository, checkpoint]));
  if (known.size !== file.checkpoints.length) yield 'a checkpoint is listed twice';
  for (const { repository, shape, licence } of file.checkpoints) {
    if (file.shapes[shape] === undefined) yield `${repository}: there is no shape ${shape}`;
    if (file.licences[licence] === undefined) yield `${repository}: there is no licence ${licence}`;
  }
  if (new Set(file.trios.map(({ id }) => id)).size !== file.trios.length) yield 'a trio is listed twice';
  for (const { id, language, largeIns, smallCpt, smallBase } of file.trios) {
    const models = [largeIns, smallCpt, smallBase].map((repository) => known.get(repository));
    if (models.includes(undefined)) yield `${id}: a checkpoint is not listed`;
    if (new Set(models.map((model) => model?.family)).size > 1)
      yield `${id}: its models are of several families`;
    const trainedOn = models.map((model) => model?.trainedOn ?? null);
    if (trainedOn.join() !== [null, language, null].join())
      yield `${id}: it was not trained on ${language} alone`;
    if (known.get(smallCpt)?.shape !== known.get(smallBase)?.shape)
      yield `${id}: its small models differ in shape`;
    if (!id.startsWith(`${language.toLowerCase()}-`)) yield `${id}: its id does not begin with ${language}`;
  }
}
