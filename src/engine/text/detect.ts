/** Which language a text is in, and which one is being written at a cursor. */
export { detectAtCursor } from './detectAtCursor.ts';
export { detectLanguage, type Detection } from './detectLanguage.ts';
