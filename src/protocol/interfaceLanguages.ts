/** Languages that the webviews have words in. */
export const interfaceLanguages = ['en', 'ru'] as const;
export type InterfaceLanguage = (typeof interfaceLanguages)[number];
