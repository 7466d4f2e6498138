/** What is used of jsewts, which has no types of its own. */
declare module 'jsewts' {
  interface Ewts {
    /** @param warns receives a line for each syllable that is not Tibetan */
    fromWylie(
      wylie: string,
      options: { readonly check: boolean; readonly check_strict: boolean; readonly sloppy: boolean },
      warns: string[],
    ): string;
    /** @param escape puts what is not Tibetan into brackets */
    toWylie(tibetan: string, escape: boolean, warns: string[]): string;
  }
  const ewts: Ewts;
  export default ewts;
}
