/** True for the name of a language and place, such as "de-CH"; nothing else may reach what writes dates and numbers. */
export function isLocale(name: string): boolean {
  try {
    return Intl.getCanonicalLocales(name).length === 1;
  } catch {
    return false;
  }
}
