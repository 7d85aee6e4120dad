import { expect, it } from 'vitest';
import { mailboxOf } from './mail-address';

it.each([
  ['anna@example.com', 'anna@example.com'],
  ['anna+credits@example.com', 'anna@example.com'],
  ['anna+a+b@example.com', 'anna@example.com'],
  ['anna.b@example.com', 'anna.b@example.com'],
  ['an.na+x@gmail.com', 'anna@gmail.com'],
  ['anna@googlemail.com', 'anna@gmail.com'],
  ['+anna@example.com', '+anna@example.com'],
  ['"a@b"@example.com', '"a@b"@example.com'],
])('%s leads to the mailbox %s', (address, mailbox) => {
  expect(mailboxOf(address)).toBe(mailbox);
});
