/** Names of the graph's inputs and outputs; `{layer}` stands for the layer's number. */
export const graphNames = {
  inputIds: 'input_ids',
  attentionMask: 'attention_mask',
  numLogitsToKeep: 'num_logits_to_keep',
  logits: 'logits',
  pastKey: 'past_key_values.{layer}.key',
  pastValue: 'past_key_values.{layer}.value',
  presentKey: 'present.{layer}.key',
  presentValue: 'present.{layer}.value',
} as const;
