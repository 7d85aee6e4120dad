/** What a search text asks for: an entry by its number, or a generation by how its id begins. */
export type Sought =
  | { by: 'entry'; seq: number }
  /** 8 to 32 lower-case hexadecimal digits, without hyphens; 32 are the whole id. */
  | { by: 'generation'; digits: string };

const NUMBER_DIGITS_MAX = 15;
/** A bare number of that many digits may be how an id begins; "#12345678" is an entry all the same. */
const ID_DIGITS_MIN = 8;

/**
 * Reads what somebody searches for: "#123", "no. 1,234" and "123" are an entry; a generation's id, or at least 8 digits of
 * its beginning, with or without hyphens, is a generation. null: neither.
 */
export function parseFind(text: string): Sought | null {
  const [, mark, rest] = /^(#|no\.?\s*)?(.*)$/i.exec(text.trim())!;
  const digits = ungrouped(rest!.trim());
  const isNumber = /^[1-9]\d*$/.test(digits) && digits.length <= NUMBER_DIGITS_MAX;
  if (isNumber && (mark !== undefined || digits.length < ID_DIGITS_MIN)) return { by: 'entry', seq: Number(digits) };
  const id = rest!.replaceAll('-', '').toLowerCase();
  return mark === undefined && /^[0-9a-f]{8,32}$/.test(id) ? { by: 'generation', digits: id } : null;
}

/** "1,234" as pages write it, in whatever country's way. */
function ungrouped(text: string): string {
  return /^\d{1,3}([,.\s'’]\d{2,3})+$/.test(text) ? text.replaceAll(/\D/g, '') : text;
}
