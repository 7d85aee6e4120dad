/** Runs before a server of pages: it speaks the words of the file WORDS_FILE instead of the catalogue's. */
import { readFileSync } from 'node:fs';

globalThis.wordsUnderTest = JSON.parse(readFileSync(process.env.WORDS_FILE ?? '', 'utf8'));
