import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { sha256 } from '@/lib/sha256';

/**
 * An API key's text: "mb_live_" + 32 random characters (190 bits) + 6 of checksum. The checksum lets a typing error or a
 * cut-off paste be told from a wrong key without asking the database, and lets scanners recognise a leaked one.
 */
const PREFIX = 'mb_live_';
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const RANDOM_LENGTH = 32;
const CHECK_LENGTH = 6;
const FORM = new RegExp(`^${PREFIX}[0-9A-Za-z]{${RANDOM_LENGTH + CHECK_LENGTH}}$`);

/** What is kept of a key: its readable beginning and its SHA-256 (hex). */
export interface KeyParts {
  text: string;
  prefix: string;
  secretHash: string;
}

export function newKeyText(): KeyParts {
  const random = Array.from({ length: RANDOM_LENGTH }, randomCharacter).join('');
  return partsOf(PREFIX + random + checksum(PREFIX + random));
}

/** Reads a key that somebody sent; null where it can't be one. */
export function readKeyText(text: string): KeyParts | null {
  if (!FORM.test(text)) return null;
  const body = text.slice(0, -CHECK_LENGTH);
  return checksum(body) === text.slice(-CHECK_LENGTH) ? partsOf(text) : null;
}

function partsOf(text: string): KeyParts {
  return { text, prefix: text.slice(0, PREFIX.length + 4), secretHash: sha256(text) };
}

/** A character drawn evenly: bytes that would favour some are drawn again. */
function randomCharacter(): string {
  for (;;) {
    const byte = randomBytes(1)[0]!;
    if (byte < 256 - (256 % ALPHABET.length)) return ALPHABET[byte % ALPHABET.length]!;
  }
}

function checksum(body: string): string {
  let rest = crc32(body);
  let text = '';
  for (let index = 0; index < CHECK_LENGTH; index += 1) {
    text = ALPHABET[rest % ALPHABET.length]! + text;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return text;
}
