/** Names of LaTeX and its common packages. Every one that is missing here is kept with its arguments. */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/u));

/** Commands whose argument is part of the sentence around them. */
export const inlineCommands = words(`
  textbf textit textsl textsc textsf textrm textmd textup textnormal emph underline uline sout st hl ul
  enquote mbox fbox footnote footnotetext thanks href hyperref textcolor colorbox foreignlanguage
  textsuperscript textsubscript only uncover visible invisible onslide alert structure alt temporal
`);

/** Commands whose argument is a block of its own. */
export const blockCommands = words(`
  part chapter section subsection subsubsection paragraph subparagraph title subtitle author date caption subcaption
  captionof frametitle framesubtitle multicolumn multirow parbox abstract dedication institute marginpar
`);

/** Arguments in braces that come before the one that is printed. */
export const argumentsBefore: Readonly<Record<string, number>> = {
  href: 1,
  textcolor: 1,
  colorbox: 1,
  foreignlanguage: 1,
  captionof: 1,
  parbox: 1,
  multicolumn: 2,
  multirow: 2,
};

/** Environments without prose: mathematics, code, drawings, bibliographies. */
export const keptEnvironments = words(`
  equation eqnarray align alignat flalign gather multline math displaymath dmath array matrix pmatrix bmatrix vmatrix cases
  split aligned gathered verbatim Verbatim lstlisting minted alltt comment filecontents tikzpicture pgfpicture
  picture forest algorithmic thebibliography tikzcd code luacode
`);
