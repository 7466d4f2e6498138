/** A Markdown table; the first column is text, the others are numbers. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, at) => (at === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}

/** A table of one figure per row and column, the lowest (or highest) of each column in bold. */
export function figureTable(
  rowTitle: string,
  columns: readonly string[],
  rows: readonly { readonly name: string; readonly values: readonly number[] }[],
  digits: number,
  best: 'lowest' | 'highest',
): string {
  const extreme = columns.map((_, at) => {
    const values = rows.map(({ values: row }) => row[at]!);
    return best === 'lowest' ? Math.min(...values) : Math.max(...values);
  });
  const cell = (value: number, at: number): string => {
    const text = value.toFixed(digits);
    return text === extreme[at]!.toFixed(digits) ? `**${text}**` : text;
  };
  return markdownTable(
    [rowTitle, ...columns],
    rows.map(({ name, values }) => [name, ...values.map(cell)]),
  );
}
