/**
 * What went wrong, in the library's own words and without ours around them. ONNX Runtime puts the place in its source
 * and the broken condition in front: «… was false. » ends them.
 */
export function plainReason(error: unknown): string {
  let root = error;
  while (root instanceof Error && root.cause !== undefined) root = root.cause;
  const message = root instanceof Error ? root.message : String(root);
  return message
    .replace(/^.* was false\. /su, '')
    .replace(/\s+/gu, ' ')
    .trim();
}
